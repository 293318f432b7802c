"""A saved forecast as a ``Forecast`` again, to be drawn and reported: every number is the one that was saved.

Nothing is computed anew, so another version of the program draws what that one said.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.errors import InputError
from sim.forecast.breakeven import LANGUAGES, BreakEven
from sim.forecast.document import SCHEMA_VERSION
from sim.forecast.earned import EarnedGap
from sim.forecast.joint import Declared, Joint
from sim.forecast.paired import Difference
from sim.forecast.probabilities import Probability
from sim.forecast.result import Forecast
from sim.forecast.store import MANIFEST, Saved, load
from sim.forecast.structure import Structure
from sim.forecast.targets import TargetForecast
from sim.forecast.uncertainty import Driver, VarianceSplit
from sim.tables.metrics import METRICS

_INPUTS = "inputs/"


def reopened(folder: str | Path) -> Forecast:
    """The forecast saved in ``folder``, after its digests were checked.

    Numbers carry the six digits of forecast.json; the shares under each switch, which that file leaves out, are empty.
    Raises InputError for a folder that holds no forecast, a damaged
    one, or one of a version whose document or monthly record reads otherwise.
    """
    saved = load(folder)
    found = saved.document.get("schema_version")
    if found != SCHEMA_VERSION:
        raise InputError("a forecast of another version of the program", file=saved.folder, value=found,
                         allowed=SCHEMA_VERSION)  # fmt: skip
    if saved.metrics.ndim != 3 or saved.metrics.shape[2] != len(METRICS):
        raise InputError("a forecast of another version of the program", file=saved.folder / "metrics.npz")
    try:
        return _forecast(saved)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise InputError("damaged: not the document of a forecast", file=saved.folder / "forecast.json") from None


def _forecast(saved: Saved) -> Forecast:
    from sim.parameters import load_parameters
    from sim.plan import load_plan
    from sim.policy import load_scenario

    document, arrays, inputs = saved.document, saved.arrays, saved.folder / "inputs"
    plan = load_plan(inputs / "plan.toml")
    gaps = document["earned_gap"]
    return Forecast(
        scenario=load_scenario(inputs / "scenario.toml", plan),
        plan=plan,
        runs=document["runs"],
        seed=document["seed"],
        targets=tuple(_target(target, gaps.get(target["id"])) for target in document["targets"]),
        joint=_joint(document),
        money=document["money"],
        months=plan.month_labels[: saved.metrics.shape[1]],
        metrics=saved.metrics,
        status=arrays["status"],
        draw=arrays["draw"],
        provenance=document["provenance"],
        parameters=load_parameters(inputs / "parameters.csv"),
        inputs=_files(saved.folder),
        action_money=arrays.get("money"),
        field_firms=arrays.get("field_firms"),
        district_firms=arrays.get("district_firms"),
        structure=_structure(document["structure"]),
        pool=document["pool"],
    )


def _target(saved: Mapping[str, Any], gap: Mapping[str, float] | None) -> TargetForecast:
    line, split = saved["break_even"], saved["variance"]
    changed = {
        "class_": saved["class"],
        "break_even": None if line is None else _break_even(line),
        "placeholders": tuple(saved["placeholders"]),
        "tolerances": {int(percent): value for percent, value in saved["tolerances"].items()},
        "judged": tuple(saved["judged"]),
        "drivers": tuple(Driver(**driver) for driver in saved["drivers"]),
        "variance": None if split is None else VarianceSplit(**split),
        "earned": None if gap is None else EarnedGap(**gap),
    }
    kept = {name: value for name, value in saved.items() if name != "class"}
    return TargetForecast(**{**kept, **changed})


def _break_even(line: Mapping[str, Any]) -> BreakEven:
    return BreakEven(line["threshold"], line["denominator"], line["share"], {lang: line[lang] for lang in LANGUAGES})


def _joint(document: Mapping[str, Any]) -> Joint:
    line, origin = document["joint"], document["provenance"]
    declared = line["declared"]
    return Joint(
        targets=tuple(line["targets"]),
        all_met=Probability(line["all_met"], line["number_met"][-1], line["mc_error"], line["low"], line["high"],
                            origin["runs_done"], origin["draws"]),
        expected_met=line["expected_met"],
        number_met=tuple(line["number_met"]),
        pairs=tuple(tuple(row) for row in line["pairs"]),
        met_at_start=tuple(line["met_at_start"]),
        declared=Declared(tuple(declared["targets"]), declared["expected_met"], declared["expected_capacity"]),
    )  # fmt: skip


def _structure(saved: Mapping[str, Any] | None) -> Structure | None:
    if saved is None:
        return None
    differences = {
        variant: {target: Difference(**one) for target, one in by_target.items()}
        for variant, by_target in saved["differences"].items()
    }
    return Structure(saved["runs"], differences, {})


def _files(folder: Path) -> dict[str, bytes]:
    names = json.loads((folder / MANIFEST).read_bytes())["files"]
    return {name.removeprefix(_INPUTS): (folder / name).read_bytes() for name in names if name.startswith(_INPUTS)}
