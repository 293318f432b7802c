"""Three baseline forecasts, fixed before anything was scored, each dressed with its own past errors.

``last-value`` repeats the last figure; ``last-growth`` repeats the growth of the last year; ``linear-trend`` is a line
through all logarithms. Growth and trend need two figures at least three quarters of a year apart: where a series has
none, they are the last value.

Dressing: the rule is applied at every earlier figure of the series; the later figure whose lead is nearest to the lead
asked for gives an error, scaled by the square root of the ratio of the leads. Fewer than ``OWN`` errors are pooled with
those of the same rule over all series known at the origin; with still fewer a default stands in. The forecast is normal
around the rule's value with the root mean square of the errors.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analyses.backtest.figures import Figure, Past
from sim.analyses.calibrate.observations import HALF

LAST_VALUE, LAST_GROWTH, LINEAR_TREND = NAMES = ("last-value", "last-growth", "linear-trend")
OWN = 4  # past errors from which a baseline is dressed with them alone
DEFAULT_SD = 0.25  # log points at a lead of one year, growing with the square root of the lead
LEAST_SD = 0.01  # log points: no published count is more exact
LEAST_SPAN = 0.75  # years between two figures whose difference counts as a yearly growth


@dataclass(frozen=True)
class Dressed:
    """A baseline's forecast: normal on the logarithm of number + 1/2. ``basis``: own, pooled or default errors."""

    centre: float
    sd: float
    basis: str


def baselines(outcome: Figure, known: Mapping[str, Past]) -> dict[str, Dressed]:
    """Every baseline of an outcome from the series known at an origin; empty when its own series has no past."""
    past = known.get(outcome.series)
    if past is None:
        return {}
    return {name: _of_period(dress(name, past, known, outcome.time), outcome) for name in NAMES}


def dress(name: str, past: Past, known: Mapping[str, Past], time: float) -> Dressed:
    """The forecast of ``name`` for ``time`` on the scale of ``past``; ``known`` holds all series, this one too."""
    rule = name if applies(name, past) else LAST_VALUE
    lead = time - float(past.times[-1])
    past_errors, basis = errors(rule, past, lead), "own"
    if len(past_errors) < OWN:
        past_errors, basis = np.concatenate([errors(rule, other, lead) for other in known.values()]), "pooled"
    if len(past_errors) < OWN:
        sd, basis = DEFAULT_SD * math.sqrt(lead), "default"
    else:
        sd = max(float(np.sqrt(np.mean(past_errors**2))), LEAST_SD)
    return Dressed(predict(rule, past, time), sd, basis)


def applies(name: str, past: Past) -> bool:
    """Whether the series has what the rule needs."""
    return name == LAST_VALUE or bool(past.times[-1] - past.times[0] >= LEAST_SPAN)


def predict(name: str, past: Past, time: float) -> float:
    """Logarithm that the rule gives for ``time``."""
    last, log = float(past.times[-1]), float(past.logs[-1])
    if name == LAST_VALUE:
        return log
    if name == LAST_GROWTH:
        before = int(np.flatnonzero(last - past.times >= LEAST_SPAN)[-1])
        growth = (log - past.logs[before]) / (last - past.times[before])
        return log + float(growth) * (time - last)
    centred = past.times - past.times.mean()
    slope = float(centred @ past.logs / (centred @ centred))
    return float(past.logs.mean()) + slope * (time - float(past.times.mean()))


def errors(name: str, past: Past, lead: float) -> NDArray[np.float64]:
    """Errors of the rule at every earlier figure, each scaled to ``lead`` years."""
    scaled = []
    for n in range(1, len(past)):
        earlier = past.until(n)
        if not applies(name, earlier):
            continue
        leads = past.times[n:] - past.times[n - 1]
        # leads are sums of twelfths: rounding lets equal distances be equal, and the shorter lead win
        nearest = int(np.argmin(np.round(np.abs(leads - lead), 6)))
        error = float(past.logs[n + nearest]) - predict(name, earlier, float(past.times[n + nearest]))
        scaled.append(error * math.sqrt(lead / float(leads[nearest])))
    return np.array(scaled)


def _of_period(dressed: Dressed, outcome: Figure) -> Dressed:
    """From the logarithm of a yearly rate to that of the outcome's own period, the relative error kept."""
    number = max(math.exp(dressed.centre) - HALF, 0.0) * outcome.years
    return Dressed(math.log(number + HALF), dressed.sd, dressed.basis)
