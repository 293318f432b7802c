"""The declared commands and settings, and a value for each of them, for tests that hold for all."""

from __future__ import annotations

from datetime import date
from typing import Any

from sim.app.cli.command import Command
from sim.app.cli.commands import COMMANDS
from sim.app.cli.forecast import AtLeast
from sim.app.cli.named_types import FittedSetType, OfPlan, Shipped, Transfer
from sim.app.cli.option_types import Day, Digits, Even, Listed, Location, Money, Number, Weight, Whole, Years
from sim.app.cli.options import Argument, Setting

WITH_SETTINGS = [command for command in COMMANDS if isinstance(command, Command) and command.settings]
EVERY_SETTING = [(command, one) for command in WITH_SETTINGS for one in command.params if isinstance(one, Setting)]

#: Three values of each type of a setting, as typed. The first is not the default of any setting.
_TYPED: dict[type, tuple[str, str, str]] = {
    Digits: ("48", "54", "60"),
    Whole: ("2400", "2600", "2800"),
    Even: ("2400", "2600", "2800"),
    Number: ("0.25", "0.5", "0.75"),
    Weight: ("0.25", "0.5", "0.75"),
    Money: ("6000.0", "4500.0", "4000.0"),
    Listed: ("all", "worst", "attainment"),
    Years: ("2019", "2020", "2021,2022"),
    Day: ("2024-06-30", "2023-06-30", "2022-06-30"),
    Location: ("one", "two", "three"),
    FittedSetType: ("prior", "one", "two"),
    Shipped: ("even", "low", "high"),
    OfPlan: ("scenarios", "leaders", "platforms"),
    AtLeast: ("0.1", "scenarios=0.2", "0.3"),
    Transfer: ("talent:scenarios:1", "talent:promotion:2", "talent:scenarios:all"),
}
_BY_NAME: dict[str, tuple[str, str, str]] = {
    "level": ("low", "middle", "high"),
    "outcome": ("met", "missed", "met"),
    "by": ("field", "year", "field"),
    "robust": ("maximin", "regret", "maximin"),
    "executor": ("threads", "processes", "mpi"),
    "host": ("127.0.0.2", "127.0.0.3", "127.0.0.4"),
    "threads": ("3", "4", "5"),
    "step": ("50.0", "60.0", "70.0"),
    "draws": ("2400", "2600", "2800"),
}
_ARGUMENT = {"scenario": "reference", "scenarios": "reference", "sweep": "tiny"}


def values_of(setting: Setting) -> tuple[str, str, str]:
    """Three different values of a setting, as typed; the last may be that of the first where there are only two."""
    return _BY_NAME.get(str(setting.name)) or _TYPED[type(setting.type)]


def other_than(value: str, setting: Setting) -> str:
    return next(one for one in values_of(setting) if one != value)


def arguments_of(command: Command) -> list[str]:
    """The arguments that a command cannot do without."""
    return [_ARGUMENT[str(one.name)] for one in command.params if isinstance(one, Argument)]


def read(setting: Setting, typed: str) -> Any:
    """What a value means, without the library: numbers, days and lists."""
    kind = setting.type
    if isinstance(kind, Years):
        value: Any = tuple(int(word) for word in typed.split(","))
    elif isinstance(kind, Listed):
        value = tuple(typed.split(","))
    elif isinstance(kind, Day):
        value = date.fromisoformat(typed)
    elif isinstance(kind, Digits | Whole):
        value = int(typed)
    else:
        value = float(typed) if isinstance(kind, Number | Money) else typed
    return (value,) if setting.multiple else value
