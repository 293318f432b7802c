"""A saved forecast read back, to be drawn and reported: every number is the one that was saved.

Nothing is computed anew, so another version of the program draws what that one said.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sim.analyses.forecast.breakeven import LANGUAGES
from sim.analyses.forecast.document import SCHEMA_VERSION
from sim.analyses.forecast.later import Later, LaterCount
from sim.analyses.forecast.structure import Structure
from sim.analyses.forecast.targets import TargetForecast
from sim.errors import InputError
from sim.inputs.parameters import load_parameters
from sim.inputs.plan import Plan, load_plan
from sim.inputs.policy import load_scenario
from sim.model.tables.metrics import METRIC_INDEX
from sim.results.codec import decoded
from sim.results.files import arrays_of
from sim.results.folder import verified
from sim.study.joint import Joint
from sim.study.provenance import array_digest

_DOCUMENT, _ARRAYS, _INPUTS = "forecast.json", "metrics.npz", "inputs/"


@dataclass(frozen=True, eq=False)
class Saved:
    """A saved forecast as read back: ``document`` is forecast.json, ``arrays`` the content of metrics.npz, ``inputs``
    the files of the folder ``inputs`` by name."""

    folder: Path
    document: dict[str, Any]
    arrays: dict[str, np.ndarray]
    inputs: Mapping[str, bytes]

    @property
    def metrics(self) -> np.ndarray:
        """float64[runs, months, M]."""
        return self.arrays["metrics"]

    @property
    def columns(self) -> tuple[str, ...]:
        """Ids of the M metrics. Metrics are only ever added at the end of their list: a folder without names has the
        first ones."""
        names = self.arrays.get("columns")
        return tuple(METRIC_INDEX)[: self.metrics.shape[2]] if names is None else tuple(str(name) for name in names)


def load(folder: str | Path) -> Saved:
    """Read a saved forecast after checking every file against its digest, and the runs against the fingerprint in
    forecast.json. Raises InputError naming the first file that is missing or differs."""
    path = Path(folder)
    contents = verified(path, {_DOCUMENT, _ARRAYS})
    document, arrays = json.loads(contents[_DOCUMENT]), arrays_of(contents[_ARRAYS], path / _ARRAYS)
    if document["provenance"]["fingerprint"]["metrics"] != array_digest(arrays["metrics"], arrays["status"]):
        raise InputError("the numbers are not those of forecast.json", file=path / _ARRAYS)
    fingerprint = document["provenance"]["fingerprint"].get("later")
    if fingerprint is not None and fingerprint != array_digest(arrays["later_metrics"], arrays["later_status"]):
        raise InputError("the numbers are not those of forecast.json", file=path / _ARRAYS)
    inputs = {name.removeprefix(_INPUTS): content for name, content in contents.items() if name.startswith(_INPUTS)}
    return Saved(path, document, arrays, inputs)


def saved_fields(folder: str | Path) -> dict[str, Any]:
    """The fields of the forecast saved in ``folder``, after its digests were checked.

    Numbers carry the six digits of forecast.json; the shares under each switch, which that file leaves out, are empty.
    Raises InputError for a folder that holds no forecast, a damaged one, or one of a version whose document or monthly
    record reads otherwise.
    """
    saved = load(folder)
    version = saved.document.get("schema_version")
    if version != SCHEMA_VERSION:
        raise InputError("a forecast of another version of the program", file=saved.folder, value=version,
                         allowed=SCHEMA_VERSION)  # fmt: skip
    if saved.metrics.ndim != 3 or saved.metrics.shape[2] != len(saved.columns):
        raise InputError("a forecast of another version of the program", file=saved.folder / _ARRAYS)
    try:
        return _fields(saved)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise InputError("damaged: not the document of a forecast", file=saved.folder / _DOCUMENT) from None


def _fields(saved: Saved) -> dict[str, Any]:
    document, arrays, inputs = saved.document, saved.arrays, saved.folder / "inputs"
    plan = load_plan(inputs / "plan.toml")
    gaps = document["earned_gap"]
    return {
        "scenario": load_scenario(inputs / "scenario.toml", plan),
        "plan": plan,
        "runs": document["runs"],
        "seed": document["seed"],
        "targets": tuple(_target(target, gaps.get(target["id"])) for target in document["targets"]),
        "joint": _joint(document),
        "money": document["money"],
        "months": plan.month_labels[: saved.metrics.shape[1]],
        "metrics": saved.metrics,
        "status": arrays["status"],
        "draw": arrays["draw"],
        "provenance": document["provenance"],
        "parameters": load_parameters(inputs / "parameters.csv"),
        "inputs": saved.inputs,
        "action_money": arrays.get("money"),
        "field_firms": arrays.get("field_firms"),
        "district_firms": arrays.get("district_firms"),
        "structure": _structure(document["structure"]),
        "pool": document["pool"],
        "later": _later(document.get("later"), arrays, plan),
        "columns": saved.columns,
    }


def _target(saved: Mapping[str, Any], gap: Mapping[str, float] | None) -> TargetForecast:
    line = saved["break_even"]
    sentences = None if line is None else {**line, "sentences": {lang: line[lang] for lang in LANGUAGES}}
    changed = {"class_": saved["class"], "break_even": sentences, "earned": gap}
    target: TargetForecast = decoded({**saved, **changed}, TargetForecast)
    return target


def _later(saved: Mapping[str, Any] | None, arrays: Mapping[str, np.ndarray], plan: Plan) -> Later | None:
    if saved is None:
        return None
    length = saved["months"]
    counts = {id: decoded(target["readings"], Mapping[str, LaterCount]) for id, target in saved["targets"].items()}
    months = plan.labels(range(plan.months, length))
    return Later(length, months, counts, arrays["later_metrics"], arrays["later_status"])


def _joint(document: Mapping[str, Any]) -> Joint:
    line, origin = document["joint"], document["provenance"]
    all_met = {"value": line["all_met"], "raw": line["number_met"][-1], "error": line["mc_error"]}
    counts = {"runs": origin["runs_done"], "draws": origin["draws"]}
    joint: Joint = decoded({**line, "all_met": {**line, **all_met, **counts}}, Joint)
    return joint


def _structure(saved: Mapping[str, Any] | None) -> Structure | None:
    return None if saved is None else decoded({**saved, "shares": {}}, Structure)
