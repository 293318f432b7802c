"""What the reviews of an adaptive scenario do: how often each fires, and the same runs without them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.display import Displayed
from sim.study.inputs import Inputs
from sim.study.paired import Difference
from sim.study.record import DONE, Runs


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
        """JSON object: differences as value, error and whether it is shown."""
        return {
            "fired": self.fired,
            "targets": {id: paired.written() for id, paired in self.targets.items()},
            "expected": {id: paired.written() for id, paired in self.counts.items()},
            "expected_met": self.expected_met.written(),
            "attainment": self.attainment.written(),
        }


def without_reviews(inputs: Inputs) -> Inputs:
    """The same scenario that never looks at its record."""
    return inputs.with_scenario(inputs.scenario.model_copy(update={"reviews": ()}))


def fired(inputs: Inputs, made: Runs) -> tuple[float, ...]:
    """Share of finished runs in which each review of the scenario moves money, from the record it looks at."""
    metrics = made.metrics[made.status == DONE]
    shares = []
    for review in inputs.allocation.reviews:
        below = metrics[:, review.month, review.metric] < review.mark
        shares.append(float(np.mean(below != review.from_mark)))
    return tuple(shares)
