"""Which targets runs meet, from their last month."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.forecast.inputs import Inputs
from sim.forecast.targets import hits_at_end

Floats = NDArray[np.float64]


def met_at_end(inputs: Inputs, ends: Floats) -> Floats:
    """float64[n, T]: 1 where a run of ``ends`` float64[n, M] meets a target of the plan under the scenario's reading,
    0 where not, nan where it failed; T in the plan's order."""
    finished = np.isfinite(ends.sum(axis=1))[:, None]
    readings = inputs.allocation.readings
    met = np.column_stack([hits_at_end(readings[target.id], ends) for target in inputs.plan.targets])
    return np.where(finished, met, np.nan)
