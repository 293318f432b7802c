"""A command: its declared arguments and options, and the function that it calls with them."""

from collections.abc import Sequence

import click

from sim.app.cli.layout import write_command_help
from sim.app.cli.option_types import loaded
from sim.app.cli.options import PRINT_CONFIG, Setting
from sim.app.cli.request import Request
from sim.app.cli.settings import check_variables, from_file
from sim.app.cli.streams import SUCCESS


class Command(click.Command):
    """A command that calls ``sim.app.cli.NAME.run`` with the session and its arguments and options by name.

    Its help is the catalogue's ``help.NAME``; with a setting among the parameters it reads xiandao.toml.
    """

    def __init__(self, name: str, parameters: Sequence[click.Parameter]) -> None:
        super().__init__(name, params=list(parameters), help=f"help.{name}")

    @property
    def settings(self) -> dict[str, bool]:
        """Name of each setting, and whether it may be repeated."""
        return {str(option.name): option.multiple for option in self.params if isinstance(option, Setting)}

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the command line; xiandao.toml stays unread where only help or a completion is wanted."""
        wanted = self.settings and not ctx.resilient_parsing and not {*args} & {*ctx.help_option_names}
        if wanted and ctx.parent is not None and isinstance(ctx.parent.command, click.Group):
            commands = [command for command in ctx.parent.command.commands.values() if isinstance(command, Command)]
            settings = {str(command.name): command.settings for command in commands if command.settings}
            check_variables(name for known in settings.values() for name in known)
            ctx.default_map = from_file(str(self.name), settings)
        return super().parse_args(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help in the language of the session."""
        write_command_help(self, ctx, formatter)

    def invoke(self, ctx: click.Context) -> int:
        """Run the command and return the exit code. Raises InputError."""
        request = Request(ctx)
        if request.values.get(PRINT_CONFIG.name):
            self.complete(request)
            for name, value, where in request.configuration():
                print(f"{name:<14} {value}{where and f'  ({where})'}")
            return SUCCESS
        return self.work(request)

    def complete(self, request: Request) -> None:
        """Fill in values that follow from other values."""

    def work(self, request: Request) -> int:
        """Run the command and return the exit code. Raises InputError."""
        code = loaded(f"sim.app.cli.{self.name}:run")(request.session, **request.by_name())
        return SUCCESS if code is None else int(code)
