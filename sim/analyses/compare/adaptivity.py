"""Effect of the reviews of an adaptive scenario: how often each fires, and differences from runs without reviews."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.display import Displayed
from sim.study.inputs import Inputs
from sim.study.outcomes import Outcomes, changes, ends_of
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
