"""Findings of a forecast: probabilities of the targets, and the runs that they were counted on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sim.analyses.forecast.later import Later
from sim.analyses.forecast.structure import Structure
from sim.analyses.forecast.targets import TargetForecast
from sim.display import Displayed
from sim.errors import InputError
from sim.inputs.parameters import ParameterTable
from sim.inputs.plan import Plan
from sim.inputs.plan.names import id_of, names_of
from sim.inputs.policy import Scenario, allocation
from sim.model.tables.metrics import METRIC_INDEX
from sim.study.probabilities import Joint
from sim.study.record import DONE


@dataclass(frozen=True, eq=False)
class ForecastFindings(Displayed):
    """Probabilities of every target under one scenario.

    ``runs``: runs made, ``runs_failed`` of them left out of every number. ``metrics``: float64[runs, months, M], in the
    order of ``columns`` (failed runs included; ``done`` tells them apart); ``months``: its month labels, which end with
    the plan, at whose end the targets are counted; ``later``: the same runs gone on, or None. ``money``:
    action -> million CNY allocated, released, spent and unspent, expected, empty where the engine keeps none;
    ``action_money``: the same by run, float64[runs, A, 3] released, spent, unspent, or None. ``field_firms``: living
    firms by field, float64[runs, months, F], ``district_firms``: by district, float64[runs, months, D], each or None.
    ``structure``: probabilities under other switches, None where not run; ``pool``: declared weight of the outside
    view. ``inputs``: copies of scenario, plan, parameters and fitted set. ``columns``: ids of the metrics, those of
    ``sim.model.tables.metrics`` but for a forecast that another version of the program saved.
    """

    FACTS = (
        *("scenario.id", "plan.id", "runs", "runs_failed", "seed", "targets", "joint.expected_met"),
        "joint.all_met.value",
    )

    scenario: Scenario
    plan: Plan
    runs: int
    seed: int
    targets: tuple[TargetForecast, ...]
    joint: Joint
    money: Mapping[str, Mapping[str, float]]
    months: tuple[str, ...]
    metrics: np.ndarray = field(repr=False)
    status: np.ndarray = field(repr=False)
    draw: np.ndarray = field(repr=False)
    provenance: Mapping[str, Any] = field(repr=False)
    parameters: ParameterTable = field(repr=False)
    inputs: Mapping[str, bytes] = field(repr=False)
    action_money: np.ndarray | None = field(default=None, repr=False)
    field_firms: np.ndarray | None = field(default=None, repr=False)
    district_firms: np.ndarray | None = field(default=None, repr=False)
    structure: Structure | None = field(default=None, repr=False)
    pool: float | None = None
    later: Later | None = field(default=None, repr=False, metadata={"saved": "given"})
    columns: tuple[str, ...] = field(default=tuple(METRIC_INDEX), repr=False, metadata={"saved": False})

    @property
    def runs_failed(self) -> int:
        """Runs that did not finish."""
        return int(np.count_nonzero(~self.done))

    @property
    def done(self) -> np.ndarray:
        """bool[runs]: which runs finished and count."""
        return self.status == DONE

    def target(self, id: str) -> TargetForecast:
        """The forecast of one target, by its id or name. Raises InputError for one that the plan does not have."""
        named = id_of("target", id, names_of(self.plan.targets))
        return next(target for target in self.targets if target.id == named)

    def counts(self, metric: str) -> np.ndarray:
        """float64[finished runs, months]: one metric of the monthly record. Raises InputError where it was not kept."""
        return self.metrics[self.done, :, self._column(metric)]

    @property
    def every_month(self) -> tuple[str, ...]:
        """Month labels, those after the plan's end included."""
        return (*self.months, *(() if self.later is None else self.later.months))

    def by_month(self, metric: str, summary: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
        """``summary`` of one metric for every month, those after the plan's end included, months last.

        It is asked for float64[finished runs, some months]. Raises InputError where the metric was not kept.
        """
        plan = summary(self.counts(metric))
        if self.later is None:
            return plan
        after = self.later.metrics[self.later.done, :, self._column(metric)]
        return np.concatenate([plan, summary(after)], axis=-1)

    def _column(self, metric: str) -> int:
        if metric not in self.columns:
            raise InputError("not in the monthly record of this forecast", key="metric", value=metric)
        return self.columns.index(metric)

    @property
    def allocated(self) -> Mapping[str, float]:
        """Action -> million CNY that the scenario gives it, also where the engine keeps no money."""
        if self.money:
            return {action: row["allocated"] for action, row in self.money.items()}
        totals = allocation(self.scenario, self.plan).totals
        return {action.id: float(total) for action, total in zip(self.plan.actions, totals, strict=True)}
