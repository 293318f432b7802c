"""The result that a folder holds, whichever command wrote it, to be drawn again."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from sim.errors import InputError
from sim.kept.files import RESULT, reopened

#: Document that tells whose folder it is -> the command that wrote it, and what reads its result.
_FOLDERS = {
    "comparison.json": ("compare", "sim.comparison.result:Comparison"),
    "value.json": ("value", "sim.marginal.result:MarginalValue"),
    "search.json": ("search", "sim.search.result:SearchResult"),
    "sensitivity.json": ("sensitivity", "sim.sensitivity.result:Sensitivity"),
    "discovery.json": ("discover", "sim.discovery.result:Discovery"),
    "backtest.json": ("backtest", "sim.backtest.result:Backtest"),
    "fit.json": ("calibrate", "sim.calibration.record:KeptFit"),
    "vintage.json": ("update", "sim.vintage.read:Vintage"),
    "inputs/sweep.json": ("sweep", "sim.sweep.results:SweepResults"),
}
#: Commands whose folders can be drawn without a kept result.
KEPT_OTHERWISE = ("forecast", "sweep", "update")
_PICTURES = (".png", ".svg", ".pdf")


def command_of(folder: Path) -> str:
    """The command that wrote ``folder``; "forecast" where nothing says otherwise."""
    return next((command for file, (command, _) in _FOLDERS.items() if (folder / file).is_file()), "forecast")


def opened(folder: str | Path) -> Any:
    """The result in ``folder``: every number as it was saved. Raises InputError."""
    from sim.forecast.reopen import reopened as reopened_forecast

    place = Path(folder)
    command = command_of(place)
    if command == "forecast":
        return reopened_forecast(place)
    if command == "sweep":
        from sim.sweep.results import open_results

        return open_results(place)
    if command == "update":
        from sim.vintage.read import read_vintage

        return read_vintage(place)
    if not (place / RESULT).is_file():
        raise InputError(f"keeps no result to draw: xiandao {command}", file=place)
    if command == "calibrate":
        from sim.calibration.record import reopened_fit

        return reopened_fit(place)
    module, _, name = next(where for known, where in _FOLDERS.values() if known == command).partition(":")
    return reopened(place, getattr(import_module(module), name))


def pictures_in(folder: Path) -> list[Path]:
    """The pictures that are in ``folder`` already, in alphabetical order."""
    return sorted(path for path in folder.rglob("*") if path.suffix in _PICTURES)
