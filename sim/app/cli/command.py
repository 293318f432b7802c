"""A command: declared arguments and options, and the function that does what they ask."""

from __future__ import annotations

from collections.abc import Sequence

import click

from sim.app.cli.exit_codes import SUCCESS
from sim.app.cli.layout import write_command_help
from sim.app.cli.option_types import found
from sim.app.cli.options import PRINT_CONFIG, Setting
from sim.app.cli.request import Request
from sim.app.cli.settings import from_file


class Command(click.Command):
    """A command that calls ``run``, "module:function", with the session and its arguments and options by name.

    Its help is the catalogue's ``help.NAME``; with a setting among the parameters it reads xiandao.toml.
    """

    def __init__(self, name: str, run: str, parameters: Sequence[click.Parameter]) -> None:
        super().__init__(name, params=list(parameters), help=f"help.{name}")
        self._run = run

    @property
    def settings(self) -> dict[str, bool]:
        """Name of each setting, and whether it may be repeated."""
        return {str(one.name): one.multiple for one in self.params if isinstance(one, Setting)}

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the command line; xiandao.toml stays unread where only help or a completion is wanted."""
        wanted = self.settings and not ctx.resilient_parsing and not {*args} & {*ctx.help_option_names}
        if wanted and ctx.parent is not None and isinstance(ctx.parent.command, click.Group):
            declared = ctx.parent.command.commands.values()
            known = {str(one.name): one.settings for one in declared if isinstance(one, Command) and one.settings}
            ctx.default_map = from_file(str(self.name), known)
        return super().parse_args(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help in the language of the session."""
        write_command_help(self, ctx, formatter)

    def invoke(self, ctx: click.Context) -> int:
        """Do what is asked and return the exit code. Raises InputError."""
        request = Request(ctx)
        if request.values.get(PRINT_CONFIG.name):
            self.complete(request)
            for name, value, where in request.configuration():
                print(f"{name:<14} {value}{where and f'  ({where})'}")
            return SUCCESS
        return self.work(request)

    def complete(self, request: Request) -> None:
        """Put in what follows from other values."""

    def work(self, request: Request) -> int:
        """Do what is asked and return the exit code. Raises InputError."""
        code = found(self._run)(request.session, **request.by_name())
        return SUCCESS if code is None else int(code)
