"""The settings of a forecast and where each comes from: option, environment, ./xiandao.toml, default, in that order."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.errors import InputError, nearest_name, unknown_name
from sim.evidence.csv_file import number
from sim.evidence.text_file import utf8_text

FILE = "xiandao.toml"
LEVELS = ("low", "middle", "high")


@dataclass(frozen=True)
class Value:
    """One setting: what it is, which kind of place said so (flag, environment, file, default) and that place's name."""

    value: Any
    origin: str
    place: str = ""


def resolve(
    flags: Mapping[str, str | None], environment: Mapping[str, str] | None = None, folder: Path | None = None
) -> dict[str, Value]:
    """Every setting by name. ``flags`` holds the options as typed (None: not given).

    Raises InputError naming the place of a value that cannot be used or of a setting that does not exist.
    """
    environment = os.environ if environment is None else environment
    written = _from_file(folder or Path.cwd())
    return {name: _resolved(name, flags.get(name), environment, written) for name in _SETTINGS}


def _resolved(name: str, flag: str | None, environment: Mapping[str, str], written: Mapping[str, Any]) -> Value:
    default, parse = _SETTINGS[name]
    variable = f"XIANDAO_{name.upper()}"
    if flag is not None:
        return Value(parse(flag, None, _option(name)), "flag", _option(name))
    if environment.get(variable):
        return Value(parse(environment[variable], None, variable), "environment", variable)
    if name in written:
        return Value(parse(str(written[name]), FILE, name), "file", FILE)
    return Value(default(), "default")


def _option(name: str) -> str:
    """The option of a setting: ``structure_runs`` is ``--structure-runs``."""
    return "--" + name.replace("_", "-")


def _from_file(folder: Path) -> Mapping[str, Any]:
    path = folder / FILE
    if not path.is_file():
        return {}
    try:
        written = tomllib.loads(utf8_text(path.read_bytes(), FILE))
    except tomllib.TOMLDecodeError as fault:
        raise InputError(f"not valid TOML: {fault}", file=FILE) from None
    for name in written:
        if name not in _SETTINGS:
            raise unknown_name("setting", name, _SETTINGS, file=FILE)
    return written


def whole_number(low: int, high: int) -> Callable[[str, str | None, str], int]:
    def parse(typed: str, file: str | None, key: str) -> int:
        plain = typed.strip().isascii() and typed.strip().isdecimal()
        if not plain or len(typed) > 30 or not low <= int(typed) <= high:
            raise InputError(
                "not a whole number in range", file=file, key=key, value=typed, allowed=f"{low:d} to {high:d}"
            )
        return int(typed)

    return parse


def _level(typed: str, file: str | None, key: str) -> str:
    if typed not in LEVELS:
        nearest = nearest_name(typed, LEVELS)
        raise InputError("unknown level", file=file, key=key, value=typed, allowed=", ".join(LEVELS), nearest=nearest)
    return typed


def _weight(typed: str, file: str | None, key: str) -> float:
    value = number(typed.strip(), file=file, key=key)
    if not 0.0 < value <= 1.0:
        raise InputError("not a weight", file=file, key=key, value=typed, allowed="above 0, at most 1")
    return value


def _folder(typed: str, file: str | None, key: str) -> str:
    if not typed.strip() or not typed.isprintable():
        raise InputError("not the name of a folder or set", file=file, key=key, value=typed)
    return typed


def _usable_processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


# name: (default, how a typed value is read). The largest seed is what a signed 64-bit key holds.
_SETTINGS: dict[str, tuple[Callable[[], Any], Callable[[str, str | None, str], Any]]] = {
    "runs": (lambda: 1000, whole_number(2, 1_000_000)),
    "seed": (lambda: 1, whole_number(0, 2**63 - 1)),
    "level": (lambda: None, _level),
    "threads": (_usable_processors, whole_number(1, 1024)),
    "out": (lambda: None, _folder),
    "fitted": (lambda: None, _folder),
    "pool": (lambda: None, _weight),
    "structure_runs": (lambda: None, whole_number(0, 1_000_000)),
}
