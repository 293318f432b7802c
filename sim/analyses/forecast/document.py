"""A forecast as one JSON object (schema_version 1), and back: plain types, finite numbers, None where none is defined.

Numbers carry six significant digits: more would differ between machines and would say nothing. A saved forecast is read
to be drawn and reported: nothing is computed anew, so another version of the program draws what that one said.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sim.analyses.forecast.findings import ForecastFindings
from sim.analyses.forecast.later import Later, LaterCount
from sim.analyses.forecast.structure import Structure
from sim.analyses.forecast.targets import BreakEven, TargetForecast
from sim.errors import InputError
from sim.inputs.parameters import load_parameters
from sim.inputs.plan import Plan, load_plan
from sim.inputs.policy import load_scenario
from sim.language import LANGUAGES
from sim.model.tables.metrics import METRIC_INDEX
from sim.results.codec import decoded
from sim.results.files import arrays_of
from sim.results.frame import plain
from sim.results.manifest import verified
from sim.study.probabilities import Joint
from sim.study.provenance import array_digest

SCHEMA_VERSION = "1"
_DOCUMENT, _ARRAYS, _INPUTS = "forecast.json", "metrics.npz", "inputs/"


def document(forecast: ForecastFindings) -> dict[str, Any]:
    """The object that ``xiandao forecast --json`` prints."""
    values = {
        "schema_version": SCHEMA_VERSION,
        "scenario": forecast.scenario.id,
        "runs": forecast.runs,
        "seed": forecast.seed,
        "targets": [plain(_target(target)) for target in forecast.targets],
        "joint": plain(_joint(forecast.joint)),
        "provenance": plain(forecast.provenance, digits=17),
        "runs_failed": forecast.runs_failed,
        "money": plain(forecast.money),
        "pool": forecast.pool,
        "structure": plain(_structure(forecast.structure)),
        "earned_gap": plain({target.id: target.earned for target in forecast.targets if target.earned is not None}),
    }
    return values if forecast.later is None else {**values, "later": plain(_later(forecast.later, forecast.targets))}


def _later(later: Later, targets: tuple[TargetForecast, ...]) -> dict[str, Any]:
    """Counts by the later month under the reading of the probability, and under each."""
    counts = {
        target.id: {**vars(later.counts[target.id][target.reading]), "readings": later.counts[target.id]}
        for target in targets
    }
    return {"month": later.month, "months": later.length, "targets": counts}


def _target(target: TargetForecast) -> dict[str, Any]:
    values = {"class" if name == "class_" else name: value for name, value in vars(target).items() if name != "earned"}
    return {**values, "break_even": _break_even(target.break_even)}


def _later_counts(saved: Mapping[str, Any] | None, arrays: Mapping[str, np.ndarray], plan: Plan) -> Later | None:
    if saved is None:
        return None
    length = saved["months"]
    counts = {id: decoded(target["readings"], Mapping[str, LaterCount]) for id, target in saved["targets"].items()}
    months = plan.labels(range(plan.months, length))
    return Later(length, months, counts, arrays["later_metrics"], arrays["later_status"])


def _structure(structure: Structure | None) -> dict[str, Any] | None:
    if structure is None:
        return None
    variants = structure.differences.items()
    changes = {name: {id: vars(change) for id, change in by_target.items()} for name, by_target in variants}
    return {"runs": structure.runs, "differences": changes}


def _break_even(line: BreakEven | None) -> dict[str, Any] | None:
    if line is None:
        return None
    numbers = {name: value for name, value in vars(line).items() if name != "sentences"}
    return {**numbers, **line.sentences}


def _joint(joint: Joint) -> dict[str, Any]:
    return {
        "all_met": joint.all_met.value,
        "expected_met": joint.expected_met,
        "mc_error": joint.all_met.error,
        "low": joint.all_met.low,
        "high": joint.all_met.high,
        "targets": joint.targets,
        "number_met": joint.number_met,
        "pairs": joint.pairs,
        "met_at_start": joint.met_at_start,
        "declared": joint.declared,
    }


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
        "targets": tuple(_read_target(target, gaps.get(target["id"])) for target in document["targets"]),
        "joint": _read_joint(document),
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
        "structure": _read_structure(document["structure"]),
        "pool": document["pool"],
        "later": _later_counts(document.get("later"), arrays, plan),
        "columns": saved.columns,
    }


def _read_target(saved: Mapping[str, Any], gap: Mapping[str, float] | None) -> TargetForecast:
    line = saved["break_even"]
    sentences = None if line is None else {**line, "sentences": {lang: line[lang] for lang in LANGUAGES}}
    changed = {"class_": saved["class"], "break_even": sentences, "earned": gap}
    target: TargetForecast = decoded({**saved, **changed}, TargetForecast)
    return target


def _read_joint(document: Mapping[str, Any]) -> Joint:
    line, origin = document["joint"], document["provenance"]
    all_met = {"value": line["all_met"], "raw": line["number_met"][-1], "error": line["mc_error"]}
    counts = {"runs": origin["runs_done"], "draws": origin["draws"]}
    joint: Joint = decoded({**line, "all_met": {**line, **all_met, **counts}}, Joint)
    return joint


def _read_structure(saved: Mapping[str, Any] | None) -> Structure | None:
    return None if saved is None else decoded({**saved, "shares": {}}, Structure)
