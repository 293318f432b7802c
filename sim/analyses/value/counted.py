"""What a price list counts, at the horizons of one run: every reading of every target, what was earned, and what a
registered band counts besides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.errors import InputError, Text
from sim.inputs.plan import Plan
from sim.inputs.policy.money import TargetReading
from sim.model.tables.metrics import METRIC_INDEX, METRICS
from sim.study.design import Design, Floats
from sim.study.record import DONE
from sim.study.runs import Arrays, Keep

EARNED = "earned"
#: Yearly flows of the field firms: money of a flow is what flowed since the run began, in million CNY.
FLOWS = ("revenue", "research")
_FLOW_COLUMNS = [METRIC_INDEX[name] for name in FLOWS]


@dataclass(frozen=True)
class Counted:
    """A column of the monthly record. ``target`` and ``reading`` ("earned" for what was earned): None where a band
    alone asks for it; ``primary``: the scenario counts its target by it."""

    metric: str
    target: str | None = None
    reading: str | None = None
    primary: bool = False


def counted(plan: Plan, readings: Mapping[str, TargetReading], others: Iterable[str]) -> list[Counted]:
    """Every reading of every target in the plan's order, the scenario's own first, then earned; then those of
    ``others`` that none of them is."""
    found = []
    for target in plan.targets:
        own = readings[target.id].reading
        ordered = sorted(target.readings, key=lambda reading: reading.id != own)
        found += [Counted(reading.metric, target.id, reading.id, reading.id == own) for reading in ordered]
        if target.earned:
            found.append(Counted(target.earned, target.id, EARNED))
    known = {one.metric for one in found}
    return [*found, *(Counted(metric) for metric in dict.fromkeys(others) if metric not in known)]


def is_flow(metric: str) -> bool:
    """Whether it is counted in million CNY since the run began, not in things."""
    return metric in FLOWS or METRICS[METRIC_INDEX[metric]].unit == "million CNY"


def at_horizons(months: Mapping[str, int], length: int) -> Keep:
    """What is kept of runs of ``length`` months: by name the counts at the end of each of ``months`` (the first is 1),
    float64[n, M], nan where a run failed; flows summed up to then."""

    def counts(metrics: Floats, month: int) -> Floats:
        found = np.array(metrics[:, month - 1])
        found[:, _FLOW_COLUMNS] = metrics[:, :month, _FLOW_COLUMNS].sum(axis=1) / 12.0
        return found

    def horizons(result: Any, _: Design) -> Arrays:
        metrics, failed = np.asarray(result.metrics), np.asarray(result.status) != DONE
        if metrics.shape[1] != length:
            raise InputError(Text("the engine made runs of {made:d} months", made=metrics.shape[1]), key="months",
                             value=length)  # fmt: skip
        return {name: np.where(failed[:, None], np.nan, counts(metrics, month)) for name, month in months.items()}

    horizons.__name__ = "-".join(f"{name}-{month}" for name, month in months.items())  # chunks are found by it
    return horizons
