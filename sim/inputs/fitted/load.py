"""Reading a fitted set, strictly: a set that does not fit the parameter table is refused, never bent."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.errors import InputError, LibraryText, Text, check_name
from sim.inputs.evidence.csv_file import number, read_text, table_rows
from sim.inputs.fitted.posterior import FittedSet
from sim.inputs.parameters import DISCOUNT, ParameterTable, load_parameters
from sim.shipped import data_path

FILES = ("fit.json", "draws.csv", "replicates.csv")
CURRENT = "current"
_LEAST_DRAWS = 100


def load_fitted(choice: str | Path | None = None, table: ParameterTable | None = None) -> FittedSet | None:
    """The set that forecasts start from (None), a set of ``calibration/fitted`` by name, or the one in a folder.

    None when no set is shipped. Raises InputError naming file and key for an unknown name, a file that is missing or
    damaged, and a set that was fitted under another prior than the table's (stale).
    """
    folder = _folder(choice)
    if folder is None:
        return None
    return read_set(folder, load_parameters() if table is None else table)


def read_set(folder: Path, table: ParameterTable) -> FittedSet:
    """The set in ``folder``. Raises InputError."""
    record = _record(folder / "fit.json")
    entries = record["parameters"]
    names = tuple(str(entry["name"]) for entry in entries)
    for entry in entries:
        _check_prior(entry, table, folder / "fit.json")
    draws = _numbers(folder / "draws.csv", names, _LEAST_DRAWS)
    _check_support(draws, names, table, folder / "draws.csv")
    moments = tuple(name for parameter in names for name in (parameter, f"{parameter}^2"))
    replicas = _numbers(folder / "replicates.csv", moments, 2).reshape(-1, len(names), 2)
    return FittedSet(
        name=str(record["name"]),
        plan=str(record["plan"]),
        made=str(record["made"]),
        until=str(record["until"]),
        names=names,
        draws=draws,
        replicas=replicas,
        identified={str(entry["name"]): bool(entry["identified"]) for entry in entries},
        contraction={str(entry["name"]): float(entry["contraction"]) for entry in entries},
        files={name: (folder / name).read_bytes() for name in FILES},
    )


def _folder(choice: str | Path | None) -> Path | None:
    home = data_path("calibration") / "fitted"
    if choice is None:
        pointer = home / CURRENT
        return home / read_text(pointer).strip() if pointer.is_file() else None
    if isinstance(choice, Path) or "/" in choice or "\\" in choice:
        path = Path(choice)
        if not path.is_dir():
            raise InputError("no fitted set: the folder does not exist", file=path)
        return path
    known = sorted(path.name for path in home.iterdir() if (path / FILES[0]).is_file()) if home.is_dir() else []
    check_name("unknown fitted set", choice, known, key="fitted")
    return home / choice


def _record(path: Path) -> dict[str, Any]:
    try:
        record = json.loads(read_text(path))
        for key in ("name", "plan", "made", "until", "parameters"):
            record[key]
        for entry in record["parameters"]:
            for key in ("name", "prior", "identified", "contraction"):
                entry[key]
    except json.JSONDecodeError as fault:
        raise InputError(Text("not JSON: {reason}", reason=LibraryText(fault)), file=path) from None
    except (KeyError, TypeError) as fault:
        raise InputError("not the record of a fitted set", file=path, key=str(fault).strip("'")) from None
    if not record["parameters"]:
        raise InputError("the set holds no parameter", file=path)
    return dict(record)


def _check_prior(entry: dict[str, Any], table: ParameterTable, file: Path) -> None:
    name = str(entry["name"])
    check_name("unknown parameter", name, table.index, file=file)
    if table[name].effect or name == DISCOUNT:
        raise InputError("an effect of money keeps its prior: no record of allocations was published", file=file,
                         key=name)  # fmt: skip
    now = table[name].distribution
    if entry["prior"] != now:
        problem = "stale: fitted under another prior than the parameter table's; run xiandao calibrate, or use --prior"
        raise InputError(problem, file=file, key=name, value=entry["prior"], allowed=now)


def _numbers(path: Path, names: tuple[str, ...], least: int) -> NDArray[np.float64]:
    return _read(path, read_text(path), names, least).copy()


@lru_cache(maxsize=4)
def _read(path: Path, text: str, names: tuple[str, ...], least: int) -> NDArray[np.float64]:
    """The numbers in ``text``: a file that has not changed is read once, however often a command asks for its set."""
    rows = table_rows(text, path, names)
    if len(rows) < least:
        raise InputError("too few rows", file=path, value=len(rows), allowed=Text("{least:d} at least", least=least))
    values = [[number(row[name], file=path, key=name, line=line) for name in names] for line, row in enumerate(rows, 2)]
    return np.array(values)


def _check_support(draws: NDArray[np.float64], names: tuple[str, ...], table: ParameterTable, path: Path) -> None:
    for column, name in enumerate(names):
        low, high = table[name].law.support
        outside = (draws[:, column] < low) | (draws[:, column] > high)
        if outside.any():
            value = float(draws[np.argmax(outside), column])
            raise InputError("outside the prior's support", file=path, key=name, value=value,
                             allowed=Text("{low:g} to {high:g}", low=low, high=high))  # fmt: skip
