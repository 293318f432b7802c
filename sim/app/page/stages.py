"""Messages to a page while runs come in: estimates of increasing precision, and finally the forecast."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sim.analyses.forecast.assessment import assess
from sim.analyses.forecast.document import document
from sim.analyses.forecast.earned import RELEASED, UNSPENT
from sim.analyses.forecast.words import likelihood
from sim.app.page.baseline_figures import baseline_figures, recounted
from sim.app.page.record import RunRecord
from sim.inputs.policy import scenario_toml
from sim.language import LANGUAGES, parameter_meaning
from sim.language.numbers import needed_line, shown
from sim.model.tables.metrics import METRIC_INDEX
from sim.results.frame import plain
from sim.study.inputs import Inputs
from sim.study.outcomes import Outcomes, ends_of, least_count
from sim.study.paired import Difference, difference
from sim.study.record import DONE, Runs

#: Draws below which no difference is called shown: the error of a handful is itself a guess.
LEAST_DRAWS = 10
_BANDS = (0.05, 0.25, 0.5, 0.75, 0.95)
_DOTS = 50
_LEAST_PICTURED = 100  # runs from which quantiles of a course are worth drawing


def estimate_stage(
    current: RunRecord, baseline: RunRecord, total: int, shipped: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The estimate from the runs of ``current`` so far: the baseline's own figure, from all of its runs, and the paired
    difference of the runs that both have. Both sides are counted by the readings of ``current``.

    ``shipped``: the baseline's forecast for as long as its runs are not all made; ``total``: runs to come to.
    Raises RuntimeError where no run finished under both.
    """
    number = current.made
    if not ((current.runs().status == DONE) & (baseline.runs(number).status == DONE)).any():
        raise RuntimeError(f"none of the first {number} runs finished")
    inputs = current.inputs
    ours = Outcomes(inputs, ends_of(current.runs()))
    reference = Outcomes(inputs, ends_of(baseline.runs(number)))
    start = baseline_figures(baseline, inputs, shipped)
    edge = 0.5 / (total + 1.0)
    targets = []
    for target in inputs.plan.targets:
        gain = difference(ours.met[target.id], reference.met[target.id])
        counted = difference(ours.count[target.id], reference.count[target.id])
        row = {"id": target.id, "difference": _difference(gain, number)} | _counted(current, baseline, target.id)
        row |= {"expected": start.count[target.id] + counted.value, "count_difference": _difference(counted, number)}
        if number >= _LEAST_PICTURED:
            row.update(_series(inputs, target.id, current.runs(), baseline.runs()))
        if target.class_ == "C":
            targets.append({**row, **_numbers(target.outside_view, None), "difference": None, "baseline": None})
            continue
        before, error = start.met[target.id]
        value = min(max(before + gain.value, edge), 1.0 - edge)
        targets.append({**row, **_numbers(value, math.hypot(gain.error, error)), "baseline": before})
    met = difference(ours.number_met, reference.number_met)
    every = difference(ours.all_met, reference.all_met)
    value = min(max(start.all_met + every.value, 0.0), 1.0)
    joint = {"all_met": value, "all_shown": shown(value), "all_difference": _difference(every, number)}
    joint["expected_met"] = start.number_met + met.value
    joint["expected_difference"] = _difference(met, number)
    joint["baseline_met"] = start.number_met_before
    joint["targets"] = len(ours.together)
    stage = {"kind": "estimate", "runs": number, "of": total, "targets": targets, "joint": joint}
    return plain({**stage, "money": _money(current), "failed": _failed(current.runs())})


def result_stage(current: RunRecord, baseline: RunRecord, seed: int, command: str) -> dict[str, Any]:
    """The forecast of all runs, its pictures' numbers, and ``command``, which repeats it."""
    inputs = current.inputs
    runs = current.runs()
    forecast = document(assess(inputs, runs, seed, command=command))
    ours = Outcomes(inputs, ends_of(runs))
    reference = Outcomes(inputs, ends_of(baseline.runs()))
    start = baseline_figures(baseline, inputs, None)
    for target in forecast["targets"]:
        declared = target["class"] == "C"
        gain = difference(ours.met[target["id"]], reference.met[target["id"]])
        counted = difference(ours.count[target["id"]], reference.count[target["id"]])
        target["difference"] = None if declared else _difference(gain, current.made)
        target["count_difference"] = _difference(counted, current.made)
        target["shown"] = shown(target["probability"])
        target["baseline"] = None if declared else start.met[target["id"]][0]
        target.update(_counted(current, baseline, target["id"]))
        target["drivers"] = with_meaning(target["drivers"], inputs)
        target.update(_series(inputs, target["id"], runs, baseline.runs()) | target)
    joint = forecast["joint"]
    joint["all_shown"] = shown(joint["all_met"])
    joint["targets"] = len(ours.together)
    joint["baseline_met"] = start.number_met_before
    joint["all_difference"] = _difference(difference(ours.all_met, reference.all_met), current.made)
    joint["expected_difference"] = _difference(difference(ours.number_met, reference.number_met), current.made)
    both = (runs.status == DONE) & (baseline.runs().status == DONE)
    return {
        "kind": "result",
        "runs": current.made,
        "of": current.made,
        "failed": _failed(runs),
        "targets": forecast["targets"],
        "joint": plain({name: joint[name] for name in _JOINT}),
        "money": plain(_money(current)),
        "fields": _living(runs.field_firms, baseline.runs().field_firms, inputs.plan.fields, both),
        "districts": _living(runs.district_firms, baseline.runs().district_firms, inputs.plan.districts, both),
        "scenario": inputs.scenario.id,
        "toml": scenario_toml(inputs.scenario),
        "command": command,
    }


_JOINT = ("all_met", "all_shown", "all_difference", "expected_met", "expected_difference", "baseline_met", "targets")


def with_meaning(drivers: list[dict[str, Any]], inputs: Inputs) -> list[dict[str, Any]]:
    """Drivers as a forecast writes them, each with what its parameter means, by language."""
    english = {row.name: row.meaning for row in inputs.parameters}
    return [{**driver, "meaning": _in_words(driver["parameter"], english[driver["parameter"]])} for driver in drivers]


def _in_words(name: str, english: str) -> dict[str, str]:
    return {lang: parameter_meaning(name, english, lang) for lang in LANGUAGES}


def _numbers(value: float, error: float | None) -> dict[str, Any]:
    return {"probability": value, "mc_error": error, "shown": shown(value), "word": likelihood(value)}


def _difference(gain: Difference, runs: int) -> dict[str, float | bool]:
    enough = gain.value == 0.0 or runs >= 2 * LEAST_DRAWS
    return plain({**gain.written(), "shown": gain.shown and enough, "enough": enough})


def _counted(current: RunRecord, baseline: RunRecord, id: str) -> dict[str, Any]:
    """How a target is counted here, and whether the baseline counts it in another way."""
    choice = current.inputs.allocation.readings[id]
    needed = {lang: needed_line(choice.number, least_count(choice), lang) for lang in LANGUAGES}
    return {"reading": choice.reading, "number": choice.number, "needed": needed,
            "recounted": id in recounted(baseline, current.inputs)}  # fmt: skip


def _money(current: RunRecord) -> dict[str, dict[str, float]]:
    """Action -> expected million CNY released, the general programmes' included, and of these unspent, with the
    standard error of the latter."""
    runs = current.runs()
    if runs.money is None:
        return {}
    done = runs.status == DONE
    money = np.where(done[:, None, None], runs.money, np.nan)
    rows = {}
    for column, action in enumerate(current.inputs.plan.actions):
        left = difference(money[:, column, UNSPENT], np.zeros(len(done)))
        released = float(np.nanmean(money[:, column, RELEASED]))
        rows[action.id] = {"released": released, "unspent": left.value, "error": left.error}
    return rows


def _failed(runs: Runs) -> int:
    return int(np.count_nonzero(runs.status != DONE))


def _series(inputs: Inputs, id: str, runs: Runs, baseline: Runs) -> dict[str, Any]:
    """Numbers of the fan and of the fifty dots of a target under its reading."""
    column = METRIC_INDEX[inputs.allocation.readings[id].metric]
    counts = runs.metrics[runs.status == DONE][:, :, column]
    reference = baseline.metrics[baseline.status == DONE][:, :, column]
    choice = inputs.allocation.readings[id]
    ranks = (np.arange(_DOTS) + 0.5) / _DOTS
    needed = least_count(choice)
    low, middle, high = _short(np.quantile(counts[:, -1], (0.05, 0.5, 0.95)))
    return {
        "threshold": needed,
        "q05": low,
        "q50": middle,
        "q95": high,
        "fan": [_short(row) for row in np.quantile(counts, _BANDS, axis=0)],
        "baseline_fan": _short(np.median(reference, axis=0)),
        "dots": _short(np.quantile(counts[:, -1], ranks)),
    }


def _living(runs: np.ndarray | None, baseline: np.ndarray | None, groups: Sequence[Any], done: np.ndarray) -> list[Any]:
    """Living firms of each field or district at the end: mean under this scenario, and the paired difference.

    ``runs``, ``baseline``: float64[n, months, places] or None; ``done``: bool[n], runs finished under both.
    """
    if runs is None or baseline is None:
        return []
    rows = []
    for index, group in enumerate(groups):
        firms = np.where(done, runs[:, -1, index], np.nan)
        gain = difference(firms, np.where(done, baseline[:, -1, index], np.nan))
        rows.append(plain({"id": group.id, "firms": float(np.nanmean(firms)), "difference": gain.written()}))
    return rows


def _short(values: np.ndarray) -> list[float]:
    return [float(f"{value:.4g}") for value in values]
