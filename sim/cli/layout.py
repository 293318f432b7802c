"""How help looks: one plain layout in the session's language, examples first; no rich, which would double the wait."""

from __future__ import annotations

import unicodedata
from typing import Any

from typer.core import TyperCommand, TyperGroup

from sim.cli.session import Session
from sim.errors import InputError, nearest_name

_GAP = 2


class Command(TyperCommand):
    """A command whose help texts are catalogue keys."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        session: Session = ctx.obj
        say = session.say
        arguments: list[Any] = [p for p in self.get_params(ctx) if p.param_type_name == "argument"]
        usage = " ".join(["xiandao", str(ctx.info_name), *(str(p.metavar) for p in arguments), "…"])
        formatter.write(f"{say(str(self.help))}\n\n{say('cli.usage')}{say('cli.colon')}{usage}\n")
        _section(formatter, session, "cli.arguments", [(p.metavar, say(p.help)) for p in arguments])
        _section(formatter, session, "cli.options", _options(self, ctx, session))


class Group(TyperGroup):
    """The program: help opens with two examples; an unknown command is refused with the nearest one."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        session: Session = ctx.obj
        say = session.say
        formatter.write(f"{say('cli.tagline')}\n")
        examples = [
            ("xiandao forecast", say("cli.example-forecast")),
            ("xiandao explain high-tech-firms", say("cli.example-explain")),
        ]
        _section(formatter, session, "cli.examples", examples)
        commands = [(name, say(str(command.help))) for name, command in self.commands.items()]
        _section(formatter, session, "cli.commands", commands)
        _section(formatter, session, "cli.options", _options(self, ctx, session))
        formatter.write(f"\n{say('cli.more')}\n")

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name = args[0]
        if name not in self.commands and not name.startswith("-"):
            allowed = ", ".join(self.commands)
            raise InputError("unknown command", value=name, allowed=allowed, nearest=nearest_name(name, self.commands))
        return super().resolve_command(ctx, args)


def _options(command: Any, ctx: Any, session: Session) -> list[tuple[str, str]]:
    rows = []
    for option in command.get_params(ctx):
        if option.param_type_name != "option":
            continue
        names = ", ".join(option.opts)
        if "--help" in option.opts:
            rows.append((names, session.say("help.help")))
        else:
            rows.append((f"{names} {option.metavar}" if option.metavar else names, session.say(option.help)))
    return rows


def _section(formatter: Any, session: Session, title: str, rows: list[tuple[str, str]]) -> None:
    if not rows:
        return
    formatter.write(f"\n{session.say(title)}{session.say('cli.colon').rstrip()}\n")
    width = max(_cells(left) for left, _ in rows) + _GAP
    for left, right in rows:
        formatter.write(f"  {left}{' ' * (width - _cells(left))}{right}\n")


def _cells(words: str) -> int:
    """Terminal columns that ``words`` take: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in words)
