"""Options that mean the same in every command that has them: declared once, worded in the catalogue's ``[help]``."""

from __future__ import annotations

import typer

SEED = typer.Option(None, "--seed", metavar="N", help="help.seed")
LEVEL = typer.Option(None, "--level", metavar="LEVEL", help="help.level")
THREADS = typer.Option(None, "--threads", metavar="N", help="help.threads")
PRIOR = typer.Option(False, "--prior", help="help.prior")
FITTED = typer.Option(None, "--fitted", metavar="SET", help="help.fitted")
JSON = typer.Option(False, "--json", help="help.json")
CSV = typer.Option(False, "--csv", help="help.csv")
QUIET = typer.Option(False, "-q", "--quiet", help="help.quiet")
# Read before parsing (sim.cli.session), declared here so that every command accepts and explains them.
LANG = typer.Option(None, "--lang", metavar="zh|en", help="help.lang")
DEBUG = typer.Option(False, "--debug", help="help.debug")
