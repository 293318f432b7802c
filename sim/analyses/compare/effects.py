"""Gains over the first scenario under each assumption about the effects of money, and the effect of reviews."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.display import Displayed
from sim.study.design import forecast_runs
from sim.study.inputs import Inputs
from sim.study.outcomes import Outcomes, changes, ends_of
from sim.study.paired import Difference, between_draws, chance_positive, difference
from sim.study.record import DONE, Runs
from sim.study.study import Study

MODES = ("none", "discounted", "full")


@dataclass(frozen=True)
class Gain(Displayed):
    """Gain of a scenario over the first under one ``lever_effects``, classes A and B.

    ``expected_met``: difference of the expected number of targets met; ``attainment``: of the mean attainment (see
    ``sim.study.outcomes``). ``positive``: probability over parameter draws that the attainment gains, None where
    the runs do not differ at all.
    """

    expected_met: Difference
    attainment: Difference
    positive: float | None


def gains(study: Study, side_runs: list[Runs], runs: int, seed: int) -> list[dict[str, Gain]]:
    """For every side after the first, its gain by mode, from ``runs`` runs each; those that ``side_runs`` holds already
    (a scenario under the mode that it has itself) are not made again. Raises Interrupted on Ctrl-C."""
    by_side: list[dict[str, Gain]] = [{} for _ in side_runs]
    for mode in MODES:
        outcomes = []
        for inputs, made_already in zip(study.sides, side_runs, strict=True):
            variant = inputs.under(lever_effects=mode)
            if inputs.scenario.switches.lever_effects == mode:
                study.part(runs)
                ends = ends_of(made_already)[:runs]
            else:
                ends = study.ends(forecast_runs(variant, runs, seed), variant)
            outcomes.append(Outcomes(variant, ends))
        for of_side, outcome in zip(by_side, outcomes, strict=True):
            of_side[mode] = _gain(outcome, outcomes[0])
    return by_side[1:]


def _gain(other: Outcomes, baseline: Outcomes) -> Gain:
    attained = difference(other.attainment, baseline.attainment)
    positive = chance_positive(attained, between_draws(other.attainment, baseline.attainment))
    return Gain(difference(other.number_met, baseline.number_met), attained, positive)


@dataclass(frozen=True)
class Adaptivity(Displayed):
    """``fired``: share of runs in which each review moves money, in the scenario's order.

    With the reviews less without them: ``targets``, the probability of each target; ``counts``, its expected count;
    ``expected_met`` and ``attainment`` of classes A and B (see ``sim.study.outcomes``).
    """

    fired: tuple[float, ...]
    targets: dict[str, Difference]
    counts: dict[str, Difference]
    expected_met: Difference
    attainment: Difference

    def written(self) -> dict[str, Any]:
        """JSON object, by name."""
        return {"expected" if name == "counts" else name: value for name, value in vars(self).items()}


def adaptivity(inputs: Inputs, runs: Runs, blind: Outcomes) -> Adaptivity:
    """Effect of the reviews of ``inputs`` in ``runs``; ``blind``: the same runs without reviews."""
    metrics = runs.metrics[runs.status == DONE]
    fired = tuple(
        float(np.mean((metrics[:, review.month, review.metric] < review.mark) != review.from_mark))
        for review in inputs.allocation.reviews
    )
    return Adaptivity(fired, *changes(Outcomes(inputs, ends_of(runs)), blind).values())
