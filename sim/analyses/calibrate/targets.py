"""Quantities that a fit estimates: parameters that history informs, and the state of the city at its end.

Parameters are handled on the probit scale of their prior (a standard normal before any data), states on the logarithm.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import numpy as np
import scipy
from numpy.typing import NDArray

from sim.analyses.calibrate.observations import HALF, month_of
from sim.display import Displayed
from sim.errors import InputError, LibraryText, Text, check_name
from sim.inputs.parameters import ParameterTable
from sim.model.tables.metrics import METRIC_INDEX
from sim.shipped import data_path

_EDGE = 1e-12  # keeps the probit of a value at the end of its support finite


class State(NamedTuple):
    """``metric`` whose value at the end of 2024 replaces a start; ``base``: the figure it moves on from, or nothing."""

    metric: str
    base: str = ""


class Reported(NamedTuple):
    """A number of the history itself: what ``metric`` gained over the months ``first`` to ``last``, or its stock."""

    metric: str
    form: str
    first: int
    last: int


@dataclass(frozen=True)
class FitTargets(Displayed):
    """``parameters``: names with the reason why history informs them; ``nuisances``: estimated, used by no forecast.

    ``states``: parameter of the start of 2025 -> the state at the end of 2024 that replaces its prior. A state with a
    ``base`` stands at that published figure, with its error, in the figure's month, and moves on as the model moves.
    ``reported``: numbers of the history that are told beside the record and used by no forecast.
    """

    parameters: dict[str, str]
    nuisances: dict[str, str]
    states: dict[str, State]
    reported: dict[str, Reported] = field(default_factory=dict)

    @property
    def drawn(self) -> tuple[str, ...]:
        """Parameters and nuisances, in order."""
        return (*self.parameters, *self.nuisances)

    @property
    def carried(self) -> tuple[str, ...]:
        """What a fitted set holds: parameters, then states."""
        return (*self.parameters, *self.states)


def load_targets(table: ParameterTable, path: str | Path | None = None) -> FitTargets:
    """Read ``calibration/fit.toml``.

    InputError for an unknown parameter or metric, a fixed one, a missing reason, and a parameter that is an effect of
    money: the city's record holds no allocation, so nothing in it can teach one.
    """
    file = data_path("calibration/fit.toml") if path is None else Path(path)
    try:
        text = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise InputError(Text("cannot be read as TOML: {reason}", reason=LibraryText(fault)), file=file) from None
    for name in text:
        check_name("unknown table", name, ("parameters", "nuisances", "states", "reported"), file=file)
    states = {name: _state(entry, file, name) for name, entry in text.get("states", {}).items()}
    reported = {name: _reported(entry, file, name) for name, entry in text.get("reported", {}).items()}
    targets = FitTargets(text.get("parameters", {}), text.get("nuisances", {}), states, reported)
    for name, reason in {**targets.parameters, **targets.nuisances}.items():
        row = table[name]
        if not reason:
            raise InputError("needs the reason why history informs it", file=file, key=name)
        if row.effect:
            raise InputError("an effect of money keeps its prior: no allocation history exists", file=file, key=name)
        if row.law.support[0] == row.law.support[1]:
            raise InputError("a fixed parameter cannot be fitted", file=file, key=name)
    for name, state in targets.states.items():
        table.column(name)
        check_name("unknown metric", state.metric, METRIC_INDEX, file=file, key=name)
    return targets


def _reported(entry: object, file: Path, key: str) -> Reported:
    """A table of ``metric`` and ``to``, the month of a stock, or with ``from`` too the months of a flow."""
    if not isinstance(entry, dict) or not {"metric", "to"} <= set(entry) <= {"metric", "from", "to"}:
        allowed = Text("a table {form}", form='{ metric = "…", from = "YYYY-MM", to = "YYYY-MM" }')
        raise InputError("not a number of the history", file=file, key=key, value=str(entry), allowed=allowed)
    check_name("unknown metric", entry["metric"], METRIC_INDEX, file=file, key=key)
    last = month_of(entry["to"], file=file, key=f"{key} to")
    first = month_of(entry["from"], file=file, key=f"{key} from") if "from" in entry else last
    if first > last:
        raise InputError("the flow ends before it begins", file=file, key=key, value=entry["from"])
    return Reported(entry["metric"], "flow" if "from" in entry else "stock", first, last)


def _state(entry: object, file: Path, key: str) -> State:
    """A metric, or a table of ``metric`` and ``from``, the figure that the state moves on from."""
    if isinstance(entry, str):
        return State(entry)
    if isinstance(entry, dict) and set(entry) == {"metric", "from"} and all(isinstance(v, str) for v in entry.values()):
        return State(entry["metric"], entry["from"])
    allowed = Text("the name of a metric, or {form}", form='{ metric = "…", from = "series:…" }')
    raise InputError("not a state", file=file, key=key, value=str(entry), allowed=allowed)


def probit(table: ParameterTable, names: tuple[str, ...], theta: NDArray[np.float64]) -> NDArray[np.float64]:
    """float64[n, k]: standard normal scores of ``theta`` float64[n, k] (columns ``names``) under their priors."""
    unit = np.column_stack([table[name].law.to_unit(theta[:, column]) for column, name in enumerate(names)])
    return scipy.special.ndtri(np.clip(unit, _EDGE, 1.0 - _EDGE))


def from_probit(table: ParameterTable, names: tuple[str, ...], z: NDArray[np.float64]) -> NDArray[np.float64]:
    """Undo ``probit``: parameter values float64[n, k]."""
    unit = np.clip(scipy.special.ndtr(z), _EDGE, 1.0 - _EDGE)
    return np.column_stack([table[name].law.from_unit(unit[:, column]) for column, name in enumerate(names)])


def log_state(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """States on the scale of the fit."""
    return np.log(values + HALF)


def state_of(logs: NDArray[np.float64]) -> NDArray[np.float64]:
    """Undo ``log_state``; never below nothing."""
    return np.maximum(np.exp(logs) - HALF, 0.0)
