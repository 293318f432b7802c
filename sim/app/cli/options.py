"""Options and arguments shared by several commands, each declared once.

Help texts are keys of the catalogue's ``[help]``.
"""

from typing import Any

import click

from sim.app.cli.named_types import REFERENCE, FittedSetType, Shipped
from sim.app.cli.option_types import FOLDER, Digits, Value, Whole, Word
from sim.app.cli.settings import PREFIX
from sim.engine.compiled.available import available_cores

LARGEST_SEED = 2**63 - 1  # what a signed 64-bit key holds


class Argument(click.Argument):
    """A value without a name. ``help``: key of its wording."""

    def __init__(self, name: str, metavar: str, help: str, type: click.ParamType | None = None, **given: Any) -> None:
        super().__init__([name], type=type or Value(), metavar=metavar, **given)
        self.help = f"help.{help}"


class Option(click.Option):
    """A named value. ``argument``: its name in Python, None where only the command line knows it; ``repeated``: whether
    it stands in the line that repeats the command."""

    def __init__(
        self, *names: str, help: str, argument: str | None = None, repeated: bool = True, **given: Any
    ) -> None:
        super().__init__(names, help=f"help.{help}", **given)
        self.argument, self.repeated = argument, repeated

    def in_python(self, value: Any) -> Any:
        """What the argument is given for a value of the option."""
        return value


class Setting(Option):
    """An option that may also be set in the environment (XIANDAO_NAME) and in xiandao.toml (``name``)."""

    def __init__(
        self,
        name: str,
        metavar: str,
        help: str,
        type: Value | None = None,
        default: Any = None,
        argument: str | None = "",
        none: Any = (),
        **given: Any,
    ) -> None:
        """``argument``: as of an Option, empty for the name of the option; ``none``: what the argument is given for an
        option that may be repeated and was not given."""
        plain = name.lstrip("-").replace("-", "_")
        given = {"envvar": PREFIX + plain.upper(), "default": default, "metavar": metavar, **given}
        super().__init__(name, help=help, argument=plain if argument == "" else argument, type=type or Value(), **given)
        self._none = none

    def in_python(self, value: Any) -> Any:
        return self._none if self.multiple and not value else value


class Flag(Option):
    """An option without a value; given, it sets its argument to ``value``."""

    def __init__(self, *names: str, help: str, value: bool = True, **given: Any) -> None:
        super().__init__(*names, help=help, is_flag=True, default=False, **given)
        self._value = value

    def in_python(self, value: Any) -> bool:
        return self._value if value else not self._value


SCENARIO_TYPE = Shipped("scenario", "scenarios")


def scenario(help: str = "scenario") -> Argument:
    """The scenario, the reference where none is named."""
    return Argument("scenario", "[SCENARIO]", help, SCENARIO_TYPE, required=False, default=REFERENCE)


def runs(default: int | None, low: int, high: int, help: str = "runs", check: str | None = None) -> Setting:
    """How many runs."""
    return Setting("--runs", "N", help, Whole(low, high, check), default)


def seed(largest: int = LARGEST_SEED) -> Setting:
    """The start of the random draws."""
    return Setting("--seed", "N", "seed", Whole(0, largest), 1)


def out(help: str, argument: str | None = "out") -> Setting:
    """The folder for the results; without one a name is made of what was asked."""
    return Setting("--out", "DIR", help, FOLDER, argument=argument)


THREADS = Setting("--threads", "N", "threads", Whole(1, 1024), available_cores)
LEVEL = Setting("--level", "LEVEL", "level", Word("unknown level", "sim.study.inputs:LEVELS"))
MONTHS = Setting("--months", "N", "months", Digits())
FITTED = Setting("--fitted", "SET", "fitted", FittedSetType("dir", "not the name of a folder or set"))
PRIOR = Flag("--prior", help="prior", repeated=False)  # said by --fitted prior
# Read before parsing (sim.app.cli.session), declared here so that every command accepts and explains them.
LANG = Option("--lang", help="lang", metavar="zh|en", type=Value(known="sim.language:LANGUAGES"))
DEBUG = Flag("--debug", help="debug", repeated=False)
JSON = Flag("--json", help="json")
CSV = Flag("--csv", help="csv")
QUIET = Flag("-q", "--quiet", help="quiet")
PRINT_CONFIG = Flag("--print-config", help="print-config", repeated=False)
#: Options that are done with before a command does its work.
BEFOREHAND = (LANG, DEBUG, PRIOR, PRINT_CONFIG)
