"""Findings of a sensitivity analysis: one record a target, the choice between scenarios, and their provenance."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sim.analyses.forecast.uncertainty import VarianceSplit
from sim.analyses.sensitivity.decision import Decision
from sim.analyses.sensitivity.indices import OTHERS
from sim.analyses.sensitivity.information import Worth
from sim.analyses.sensitivity.tornado import Bar
from sim.analyses.sensitivity.workload import Workload
from sim.display import Displayed
from sim.inputs.plan.names import id_of

_LEAST = 0.01  # of a variance: less would be written as nought


@dataclass(frozen=True)
class Effect(Displayed):
    """Elementary effects of a parameter on the count, from its 10 % to its 90 % quantile (see ``Screening``)."""

    parameter: str
    mu: float
    mu_star: float
    sigma: float
    error: float

    @property
    def shown(self) -> bool:
        """Whether the 90 % interval of the mean size excludes 0."""
        return self.mu_star > self.error


@dataclass(frozen=True)
class Index(Displayed):
    """Shares of the variance of an output on common random numbers; ``factor`` may be all the others together."""

    factor: str
    first: float
    first_error: float
    total: float
    total_error: float

    @property
    def shown(self) -> bool:
        """Whether the 90 % interval of the total index excludes 0, and it comes to a hundredth at least."""
        return self.total > self.total_error and self.total >= _LEAST

    @property
    def grouped(self) -> bool:
        """Whether it stands for all parameters that were not kept."""
        return self.factor == OTHERS


@dataclass(frozen=True)
class TargetSensitivity(Displayed):
    """One target. ``probability``, ``expected`` (count at the end): of the model, from the usual runs.

    ``effects``: of every parameter, the largest first, empty where the count does not vary; ``indices`` of the count,
    ``indices_met`` of "met": the largest total first, the group of others last, empty where the output does not vary.
    ``chance``: share of the count's variance between runs that differ in seed alone, None where nothing varies.
    ``split``: what the variance of "met" is made of. ``bars``: of the kept parameters, the largest total index of the
    count first, then of the switches. ``worths``: share of the variance of "met" that goes when a parameter is known.
    """

    id: str
    class_: str
    probability: float
    expected: float
    chance: float | None
    split: VarianceSplit | None
    effects: tuple[Effect, ...]
    indices: tuple[Index, ...]
    indices_met: tuple[Index, ...]
    bars: tuple[Bar, ...]
    worths: tuple[Worth, ...]

    @property
    def important(self) -> tuple[str, ...]:
        """Kept parameters whose total index of the count, or of "met", is shown; the largest of the count first."""
        every = (*self.indices, *self.indices_met)
        return tuple(dict.fromkeys(index.factor for index in every if index.shown and not index.grouped))

    @property
    def varies(self) -> bool:
        """Whether anything at all varies."""
        return bool(self.effects or self.indices or self.indices_met) or self.split is not None


@dataclass(frozen=True)
class SensitivityFindings(Displayed):
    """``factors``: number of uncertain parameters; ``kept``: those looked at one by one; ``fitted``: the posterior they
    were drawn from, or "prior"; ``names``: target -> its name by language; ``meanings``: what each parameter is.
    ``runs_failed``: of the usual runs, of all scenarios; ``rows_lost``: trajectories and rows of the designs on common
    random numbers that a failed run cost; ``command``: what repeats it, with ``copies`` from the folder of results.
    """

    FACTS = ("scenario", "workload.total", "seed", "fitted", "factors", "kept", "targets", "command")

    scenario: str
    seed: int
    workload: Workload
    factors: int
    kept: tuple[str, ...]
    fitted: str
    targets: tuple[TargetSensitivity, ...]
    decision: Decision | None
    runs_failed: int
    rows_lost: int
    command: str
    names: Mapping[str, Mapping[str, str]] = field(repr=False)
    meanings: Mapping[str, str] = field(repr=False)
    provenance: Mapping[str, Any] = field(repr=False)
    copies: Mapping[str, bytes] = field(default_factory=dict, repr=False, metadata={"saved": False})

    def target(self, id: str) -> TargetSensitivity:
        """The record of one target, by its id or name. Raises InputError for one that was not looked at."""
        named = id_of("target", id, {target.id: self.names[target.id] for target in self.targets})
        return next(target for target in self.targets if target.id == named)

    @property
    def undecided(self) -> tuple[str, ...]:
        """Targets of which "met" varies, so that there is a tornado to draw."""
        return tuple(target.id for target in self.targets if target.split is not None)
