"""The commands and their options. Help texts are catalogue keys, looked up when help is printed."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer

from sim.cli.layout import Group
from sim.cli.options import DEBUG, LANG

app = typer.Typer(cls=Group, add_completion=False, rich_markup_mode=None, help="cli.tagline")


@app.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    lang: str | None = LANG,
    debug: bool = DEBUG,
    version: bool = typer.Option(False, "--version", help="help.version"),
) -> None:
    """The program without a command: its version, or its help."""
    if version:
        from sim import __version__

        print(f"xiandao {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        print(context.get_help())


# Modules of commands, in the order in which help lists them.
_MODULES = ("app_forecasts", "app_decisions", "app_sweeps", "app_reports", "app_reading", "app_page", "app_viz")


def command() -> Any:
    """The whole command line as one object with ``main(args, ...)``."""
    for module in _MODULES:
        import_module(f"sim.cli.{module}")
    return typer.main.get_command(app)
