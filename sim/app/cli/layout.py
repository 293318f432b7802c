"""Plain help texts in the session's language, examples first; without rich, which would double the start-up time."""

import click

from sim.app.cli.session import Session
from sim.results.table import cells_wide

_GAP = 2


def write_command_help(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    """Write what a command does, how it is called, its arguments and its options. Help texts are catalogue keys."""
    session: Session = ctx.obj
    say = session.say
    arguments = [argument for argument in command.get_params(ctx) if isinstance(argument, click.Argument)]
    usage = " ".join(["xiandao", str(ctx.info_name), *(str(argument.metavar) for argument in arguments), "…"])
    formatter.write(f"{say(str(command.help))}\n\n{say('cli.usage')}{say('cli.colon')}{usage}\n")
    rows = [(str(argument.metavar), say(str(getattr(argument, "help", "")))) for argument in arguments]
    _section(formatter, session, "cli.arguments", rows)
    _section(formatter, session, "cli.options", _options(command, ctx, session))


def write_program_help(program: click.Group, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    """Write two examples, all commands, and the options of the program."""
    session: Session = ctx.obj
    say = session.say
    formatter.write(f"{say('cli.tagline')}\n")
    examples = [
        ("xiandao forecast", say("cli.example-forecast")),
        ("xiandao explain high-tech-firms", say("cli.example-explain")),
    ]
    _section(formatter, session, "cli.examples", examples)
    commands = [(name, say(str(command.help))) for name, command in program.commands.items()]
    _section(formatter, session, "cli.commands", commands)
    _section(formatter, session, "cli.options", _options(program, ctx, session))
    formatter.write(f"\n{say('cli.more')}\n")


def _options(command: click.Command, ctx: click.Context, session: Session) -> list[tuple[str, str]]:
    rows = []
    for option in command.get_params(ctx):
        if not isinstance(option, click.Option):
            continue
        names = ", ".join(option.opts)
        if "--help" in option.opts:
            rows.append((names, session.say("help.help")))
        else:
            rows.append((f"{names} {option.metavar}" if option.metavar else names, session.say(str(option.help))))
    return rows


def _section(formatter: click.HelpFormatter, session: Session, title: str, rows: list[tuple[str, str]]) -> None:
    if not rows:
        return
    formatter.write(f"\n{session.say(title)}{session.say('cli.colon').rstrip()}\n")
    width = max(cells_wide(left) for left, _ in rows) + _GAP
    for left, right in rows:
        formatter.write(f"  {left}{' ' * (width - cells_wide(left))}{right}\n")
