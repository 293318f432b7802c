"""Proper scores of forecasts: of a sample, of quantiles, of an interval, of a probability; all are losses.

Gneiting & Raftery (2007), Journal of the American Statistical Association 102:359-378, for the scores; Bracher, Ray,
Gneiting & Reich (2021), PLoS Computational Biology 17:e1008618, for the weighted interval score and its parts; Czado,
Gneiting & Held (2009), Biometrics 65:1254-1261, for counts. Where ``scoringrules`` has a score it is used, on its
NumPy backend and imported at the call: with numba installed it takes seconds to import. Its weighted interval score is
not used: version 0.10 adds the median itself on that backend where the distance to the median belongs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

#: The 23 quantile levels of the forecast hubs (Bracher et al. 2021): the median and eleven central intervals.
HUB_LEVELS = (0.01, 0.025, *(round(0.05 * step, 2) for step in range(1, 20)), 0.975, 0.99)
_BACKEND = "numpy"
_CLOSE = 1e-9  # levels are written as decimals, so 1 - 0.95 is not 0.05 to the bit


@dataclass(frozen=True, eq=False)
class WeightedIntervalScore:
    """``total`` = ``sharpness`` + ``overprediction`` + ``underprediction``, each float64[...] in the forecast's unit.

    ``sharpness``: width of the intervals; ``overprediction``: what the forecast lies too high; the other, too low.
    """

    total: Floats
    sharpness: Floats
    overprediction: Floats
    underprediction: Floats


def crps_sample(sample: ArrayLike, observed: ArrayLike, *, fair: bool = False) -> Floats:
    """Continuous ranked probability score of ``sample`` [..., n] at ``observed`` [...]: float64[...], in their unit.

    The score of the sample's own distribution function, E|X - y| - E|X - X'| / 2 (Gneiting & Raftery 2007, eq. 21);
    ``fair``: without the bias of a small sample, what the law behind the sample would score on average. Raises
    ValueError for nan or inf, an empty sample, and a fair score of fewer than two values.
    """
    import scoringrules

    x, y = _finite(sample, "sample"), _finite(observed, "observed")
    if x.ndim == 0 or x.shape[-1] < 1 + fair:
        raise ValueError(f"a sample of at least {1 + fair} is needed")
    # "pwm" is the fair estimate at the cost of a sort; the library's "fair" makes a table of all pairs.
    return np.asarray(scoringrules.crps_ensemble(y, x, estimator="pwm" if fair else "qd", backend=_BACKEND))


def crps_quantiles(quantiles: ArrayLike, levels: Sequence[float], observed: ArrayLike) -> Floats:
    """CRPS from ``quantiles`` [..., L] at ``levels`` [L], at ``observed`` [...]: float64[...], in their unit.

    CRPS is twice the quantile loss integrated over all levels (Laio & Tamea 2007, Hydrology and Earth System Sciences
    11:1267-1277); here each level stands for those nearer to it than to another. With evenly spaced levels
    (i - 1/2) / L that is the CRPS of the sample of quantiles. What lies beyond the outermost levels is unknown and
    counted as they are. Raises ValueError for levels that do not rise between 0 and 1, quantiles that fall, nan, inf.
    """
    import scoringrules

    q, tau = _quantiles(quantiles, levels)
    edges = np.concatenate([[0.0], (tau[1:] + tau[:-1]) / 2.0, [1.0]])
    loss = scoringrules.quantile_score(_finite(observed, "observed")[..., None], q, tau, backend=_BACKEND)
    return np.asarray(2.0 * (loss * np.diff(edges)).sum(axis=-1))


def weighted_interval_score(
    quantiles: ArrayLike, levels: Sequence[float], observed: ArrayLike
) -> WeightedIntervalScore:
    """Weighted interval score of ``quantiles`` [..., L] at ``observed`` [...], with its parts (Bracher et al. 2021).

    ``levels`` [L]: the median and pairs of equal distance from it. Equals twice the mean quantile loss, near to the
    CRPS. Raises ValueError where ``crps_quantiles`` does, and for levels that do not pair.
    """
    q, tau = _quantiles(quantiles, levels)
    y = _finite(observed, "observed")
    pairs = len(tau) // 2
    if len(tau) % 2 == 0 or not np.allclose(tau + tau[::-1], 1.0, rtol=0, atol=_CLOSE):
        raise ValueError("the levels must be the median and pairs of equal distance from it")
    low, median, high = q[..., :pairs], q[..., pairs], q[..., :pairs:-1]
    width = (tau[:pairs] * (high - low)).sum(axis=-1)
    over = np.maximum(low - y[..., None], 0.0).sum(axis=-1) + 0.5 * np.maximum(median - y, 0.0)
    under = np.maximum(y[..., None] - high, 0.0).sum(axis=-1) + 0.5 * np.maximum(y - median, 0.0)
    parts = [part / (pairs + 0.5) for part in np.broadcast_arrays(width, over, under)]
    return WeightedIntervalScore(parts[0] + parts[1] + parts[2], *parts)


def interval_score(observed: ArrayLike, low: ArrayLike, high: ArrayLike, coverage: float) -> Floats:
    """Interval score of central intervals [``low``, ``high``] of nominal ``coverage``: float64[...], in their unit.

    The width, and 2 / (1 - coverage) times the distance to an observation outside (Gneiting & Raftery 2007, eq. 43).
    Raises ValueError for a coverage outside (0, 1), ``high`` below ``low``, nan and inf.
    """
    import scoringrules

    y, lower, upper = _finite(observed, "observed"), _finite(low, "low"), _finite(high, "high")
    if not 0.0 < coverage < 1.0:
        raise ValueError("the coverage must lie between 0 and 1")
    if np.any(upper < lower):
        raise ValueError("an interval ends before it begins")
    y, lower, upper = np.broadcast_arrays(y, lower, upper)
    return np.asarray(scoringrules.interval_score(y, lower, upper, 1.0 - coverage, backend=_BACKEND))


def central_interval(quantiles: ArrayLike, levels: Sequence[float], coverage: float) -> tuple[Floats, Floats]:
    """Ends of the central interval of nominal ``coverage``, each float64[...], from ``quantiles`` [..., L].

    Raises ValueError where its two levels are not among ``levels``.
    """
    q, tau = _quantiles(quantiles, levels)
    ends = []
    for level in ((1.0 - coverage) / 2.0, (1.0 + coverage) / 2.0):
        (matches,) = np.nonzero(np.abs(tau - level) < _CLOSE)
        if matches.size == 0:
            raise ValueError(f"no quantile of level {level:g}")
        ends.append(q[..., matches[0]])
    return ends[0], ends[1]


def covered(observed: ArrayLike, low: ArrayLike, high: ArrayLike) -> NDArray[np.bool_]:
    """bool[...]: whether ``observed`` lies in [``low``, ``high``], ends included; its mean is the coverage."""
    y = _finite(observed, "observed")
    return np.asarray((_finite(low, "low") <= y) & (y <= _finite(high, "high")))


def pit_sample(sample: ArrayLike, observed: ArrayLike) -> tuple[Floats, Floats]:
    """Distribution function of ``sample`` [..., n] just below and at ``observed`` [...], each float64[...] in 0 to 1.

    The two differ where a count can be hit exactly; ``randomised_pit`` draws between them (Czado et al. 2009).
    """
    x, y = _finite(sample, "sample"), _finite(observed, "observed")[..., None]
    if x.ndim == 0 or x.shape[-1] == 0:
        raise ValueError("an empty sample has no distribution")
    return np.asarray((x < y).mean(axis=-1)), np.asarray((x <= y).mean(axis=-1))


def pit_quantiles(quantiles: ArrayLike, levels: Sequence[float], observed: ArrayLike) -> tuple[Floats, Floats]:
    """As ``pit_sample``, from one set of ``quantiles`` [L] at ``observed`` [...].

    Between quantiles the level is interpolated. Where quantiles equal the observation the function jumps there, half
    way from the level before them to half way to the level after; beyond the outermost ones all that is known is
    returned: 0 to the lowest level, or the highest to 1. Raises ValueError where ``crps_quantiles`` does.
    """
    q, tau = _quantiles(quantiles, levels)
    if q.ndim != 1:
        raise ValueError("one set of quantiles is needed")
    y = _finite(observed, "observed")
    level = np.concatenate([[0.0], tau, [1.0]])
    below, upto = np.searchsorted(q, y, side="left"), np.searchsorted(q, y, side="right")
    hit = upto > below
    beyond = ~hit & ((below == 0) | (below == len(q)))
    low = np.where(hit, (level[below] + level[below + 1]) / 2.0, level[below])
    high = np.where(hit, (level[upto] + level[upto + 1]) / 2.0, level[below + 1])
    inner = np.interp(y, q, tau)
    between = ~hit & ~beyond
    return np.where(between, inner, low), np.where(between, inner, high)


def randomised_pit(low: ArrayLike, high: ArrayLike, uniform: ArrayLike) -> Floats:
    """PIT of a count: the part ``uniform`` (0 to 1) of the way from ``low`` to ``high``, float64[...].

    Uniform under the true forecast if ``uniform`` is drawn so (Czado et al. 2009); 1/2 gives the mid-PIT, which
    is repeatable but not uniform for coarse counts. Raises ValueError for a number outside 0 to 1.
    """
    a, b, u = _finite(low, "low"), _finite(high, "high"), _finite(uniform, "uniform")
    if any(np.any((part < 0.0) | (part > 1.0)) for part in (a, b, u)):
        raise ValueError("a level and a uniform number lie between 0 and 1")
    return np.asarray(a + u * (b - a))


def brier_score(probability: ArrayLike, met: ArrayLike) -> Floats:
    """(``probability`` - ``met``) squared, float64[...]; ``met`` is 0 or 1 (Brier 1950)."""
    import scoringrules

    p, event = _event(probability, met)
    return np.asarray(scoringrules.brier_score(event, p, backend=_BACKEND))


def log_score(probability: ArrayLike, met: ArrayLike) -> Floats:
    """Minus the natural logarithm of the probability given to what happened, float64[...]; inf where it was 0."""
    import scoringrules

    p, event = _event(probability, met)
    with np.errstate(divide="ignore"):
        return np.asarray(scoringrules.log_score(event, p, backend=_BACKEND))


def _event(probability: ArrayLike, met: ArrayLike) -> tuple[Floats, Floats]:
    p, event = _finite(probability, "probability"), _finite(met, "met")
    if np.any((p < 0.0) | (p > 1.0)):
        raise ValueError("a probability lies between 0 and 1")
    if np.any((event != 0.0) & (event != 1.0)):
        raise ValueError("an event is met (1) or not (0)")
    return p, event


def _quantiles(quantiles: ArrayLike, levels: Sequence[float]) -> tuple[Floats, Floats]:
    q, tau = _finite(quantiles, "quantiles"), _finite(levels, "levels")
    if tau.ndim != 1 or tau.size == 0 or q.ndim == 0 or q.shape[-1] != tau.size:
        raise ValueError("one quantile a level is needed")
    if tau[0] <= 0.0 or tau[-1] >= 1.0 or np.any(np.diff(tau) <= 0.0):
        raise ValueError("the levels must rise between 0 and 1")
    if np.any(np.diff(q, axis=-1) < 0.0):
        raise ValueError("the quantiles must not fall")
    return q, tau


def _finite(values: Any, name: str) -> Floats:
    array = np.asarray(values, dtype=np.float64)
    if not np.all(np.isfinite(array)):
        raise ValueError(f"{name}: a finite number is needed")
    return array
