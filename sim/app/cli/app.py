"""The command-line program: its own options and its commands."""

from typing import Any

import click

from sim.app.cli.commands import COMMANDS
from sim.app.cli.layout import write_program_help
from sim.app.cli.option_types import Word
from sim.app.cli.options import DEBUG, LANG, Option
from sim.errors import InputError, nearest_name
from sim.version import __version__

PROGRAM = "xiandao"
COMPLETION = f"_{PROGRAM.upper()}_COMPLETE"  # the variable in which the shell's script asks for words
SHELLS = ("bash", "zsh", "fish", "powershell")
_OPTIONS = (
    LANG,
    DEBUG,
    click.Option(["--version"], is_flag=True, help="help.version"),
    Option("--completion", metavar="SHELL", help="completion", type=Word("unknown shell", f"{__name__}:SHELLS")),
)


class Program(click.Group):
    """The command group: its help opens with two examples; an unknown command is refused with the nearest one."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help in the language of the session."""
        write_program_help(self, ctx, formatter)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is called. Raises InputError for an unknown one."""
        name = args[0]
        if name not in self.commands and not name.startswith("-"):
            allowed = ", ".join(self.commands)
            raise InputError("unknown command", value=name, allowed=allowed, nearest=nearest_name(name, self.commands))
        return super().resolve_command(ctx, args)


def program() -> click.Group:
    """The whole command line as one object with ``main(args, ...)``."""
    commands = {str(command.name): command for command in COMMANDS}
    return Program(
        PROGRAM, commands, params=list(_OPTIONS), callback=_alone, invoke_without_command=True, help="cli.tagline"
    )


@click.pass_context
def _alone(context: click.Context, version: bool, completion: str | None, **_: Any) -> None:
    """The program without a command: its version, the script that completes it, or its help."""
    if version:
        print(f"{PROGRAM} {__version__}")
        context.exit()
    if completion is not None:
        print(_script(context.command, completion))
        context.exit()
    if context.invoked_subcommand is None:
        print(context.get_help())


def _script(command: click.Command, shell: str) -> str:
    """The script by which ``shell`` completes the program."""
    from click.shell_completion import get_completion_class

    complete = get_completion_class(shell)
    assert complete is not None
    return complete(command, {}, PROGRAM, COMPLETION).source()
