"""The gain of one scenario over another where money does nothing, as discounted studies say, and as they printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sim.display import Displayed
from sim.forecast.chunks import Chunks
from sim.forecast.inputs import Inputs
from sim.forecast.outcomes import Floats, Outcomes, ends_of
from sim.forecast.paired import Difference, between_draws, chance_positive, difference
from sim.forecast.runs import Progress, Runs, run_all

MODES = ("none", "discounted", "full")


@dataclass(frozen=True)
class Gain(Displayed):
    """What a scenario brings over the first one under one ``lever_effects``, classes A and B.

    ``expected_met``: difference of the expected number of targets met; ``attainment``: of the mean attainment (see
    ``sim.forecast.outcomes``). ``positive``: probability over parameter draws that the attainment gains, None where
    the runs do not differ at all.
    """

    expected_met: Difference
    attainment: Difference
    positive: float | None

    def written(self) -> dict[str, Any]:
        """JSON object: differences as value, error and whether it is shown."""
        differences = {"expected_met": self.expected_met.written(), "attainment": self.attainment.written()}
        return {**differences, "positive": self.positive}


def gains(
    sides: list[tuple[Inputs, Runs]],
    runs: int,
    seed: int,
    simulate: Callable[..., Any],
    *,
    threads: int | None = None,
    progress: Progress | None = None,
    chunks: Chunks | None = None,
) -> list[dict[str, Gain]]:
    """For every scenario after the first, its gain by mode, from ``runs`` runs each; those that ``sides`` hold already
    (a scenario under its own mode) are not made again. Raises Interrupted on Ctrl-C."""
    outcomes: dict[str, list[tuple[Floats, Floats]]] = {}
    total, done = runs * len(MODES) * len(sides), 0
    for mode in MODES:
        outcomes[mode] = []
        for inputs, own in sides:
            variant = inputs.under(lever_effects=mode)
            if inputs.scenario.switches.lever_effects == mode:
                made = Runs(own.metrics[:runs], own.status[:runs], None)
            else:
                after = _after(progress, done, total)
                made = run_all(variant, runs, seed, simulate, threads=threads, progress=after, chunks=chunks)
            done += runs
            of_mode = Outcomes(variant, ends_of(made))
            outcomes[mode].append((of_mode.number_met, of_mode.attainment))
    return [{mode: _gain(outcomes[mode][place], outcomes[mode][0]) for mode in MODES} for place in range(1, len(sides))]


def _gain(other: tuple[Floats, Floats], own: tuple[Floats, Floats]) -> Gain:
    attained = difference(other[1], own[1])
    positive = chance_positive(attained, between_draws(other[1], own[1]))
    return Gain(difference(other[0], own[0]), attained, positive)


def _after(progress: Progress | None, before: int, total: int) -> Progress | None:
    return None if progress is None else lambda done, _: progress(before + done, total)
