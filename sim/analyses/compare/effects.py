"""The gain of one scenario over another where money does nothing, as discounted studies say, and as they printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.display import Displayed
from sim.study.design import forecast_runs
from sim.study.outcomes import Floats, Outcomes, ends_of
from sim.study.paired import Difference, between_draws, chance_positive, difference
from sim.study.record import Runs
from sim.study.study import Study

MODES = ("none", "discounted", "full")


@dataclass(frozen=True)
class Gain(Displayed):
    """What a scenario brings over the first one under one ``lever_effects``, classes A and B.

    ``expected_met``: difference of the expected number of targets met; ``attainment``: of the mean attainment (see
    ``sim.study.outcomes``). ``positive``: probability over parameter draws that the attainment gains, None where
    the runs do not differ at all.
    """

    expected_met: Difference
    attainment: Difference
    positive: float | None

    def written(self) -> dict[str, Any]:
        """JSON object: differences as value, error and whether it is shown."""
        differences = {"expected_met": self.expected_met.written(), "attainment": self.attainment.written()}
        return {**differences, "positive": self.positive}


def gains(study: Study, made: list[Runs], runs: int, seed: int) -> list[dict[str, Gain]]:
    """For every side after the first, its gain by mode, from ``runs`` runs each; those that ``made``, the runs of each
    side, holds already (a scenario under its own mode) are not made again. Raises Interrupted on Ctrl-C."""
    outcomes: dict[str, list[tuple[Floats, Floats]]] = {}
    for mode in MODES:
        outcomes[mode] = []
        for inputs, own in zip(study.sides, made, strict=True):
            variant = inputs.under(lever_effects=mode)
            if inputs.scenario.switches.lever_effects == mode:
                study.part(runs)
                ends = ends_of(own)[:runs]
            else:
                ends = study.ends(forecast_runs(variant, runs, seed), variant)
            of_mode = Outcomes(variant, ends)
            outcomes[mode].append((of_mode.number_met, of_mode.attainment))
    return [{mode: _gain(outcomes[mode][place], outcomes[mode][0]) for mode in MODES} for place in range(1, len(made))]


def _gain(other: tuple[Floats, Floats], own: tuple[Floats, Floats]) -> Gain:
    attained = difference(other[1], own[1])
    positive = chance_positive(attained, between_draws(other[1], own[1]))
    return Gain(difference(other[0], own[0]), attained, positive)
