"""``sim.score(vintage, outcomes)``: proper scores of every outcome against the quantiles of the vintage.

Scores of an outcome with a measurement error are expected over a normal law around the published figure.
"""

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.analyses.vintage.outcomes import Outcome, read_outcomes
from sim.analyses.vintage.read import Vintage, read_vintage
from sim.analyses.vintage.result import Event, OutcomeScore, Scores
from sim.study import scores
from sim.study.scores import HUB_LEVELS

_NODES = 64  # a score has a kink at every quantile: with 64 nodes its mean is off by half a per cent of the error


def score(vintage: str | Path | Vintage, outcomes: str | Path) -> Scores:
    """The scores of the outcomes in the CSV file ``outcomes`` (columns date, metric, value, kind, error).

    ``vintage``: a path, the name of a shipped vintage, or one that was read. README.md in ``sim/analyses/vintage`` says
    what the columns may hold and how a date, an error and a kind are read. Raises InputError for a vintage that is
    missing or changed and for a file that cannot be used.
    """
    against = vintage if isinstance(vintage, Vintage) else read_vintage(vintage)
    rows = tuple(_scored(outcome, against) for outcome in read_outcomes(outcomes, against))
    day, unseen = (str(against.document.get(key, "")) for key in ("made", "unseen"))
    return Scores(vintage=against.name, made=day, unseen=unseen, outcomes=rows)


def _scored(outcome: Outcome, vintage: Vintage) -> OutcomeScore:
    quantiles = vintage.quantiles[outcome.metric][outcome.month]
    unit = vintage.units[outcome.metric]
    whole = unit == "count"
    value, weight = points(outcome.value, outcome.error)
    crps = scores.crps_quantiles(quantiles, HUB_LEVELS, value)
    interval = scores.weighted_interval_score(quantiles, HUB_LEVELS, value)
    low, high = scores.pit_quantiles(quantiles, HUB_LEVELS, value)
    q25, q75 = (float(end) for end in scores.central_interval(quantiles, HUB_LEVELS, 0.50))
    q05, q95 = (float(end) for end in scores.central_interval(quantiles, HUB_LEVELS, 0.90))
    return OutcomeScore(
        date=outcome.date,
        month=vintage.months[outcome.month],
        name=outcome.name,
        metric=outcome.metric,
        kind=outcome.kind,
        unit=unit,
        value=outcome.value,
        error=outcome.error,
        q05=q05,
        q25=q25,
        median=float(quantiles[len(HUB_LEVELS) // 2]),
        q75=q75,
        q95=q95,
        crps=float(weight @ crps),
        wis=float(weight @ interval.total),
        sharpness=float(weight @ interval.sharpness),
        overprediction=float(weight @ interval.overprediction),
        underprediction=float(weight @ interval.underprediction),
        in_50=chance_inside(outcome.value, outcome.error, q25, q75, whole=whole),
        in_90=chance_inside(outcome.value, outcome.error, q05, q95, whole=whole),
        pit=float(weight @ scores.randomised_pit(low, high, 0.5)),
        pit_low=float(weight @ low),
        pit_high=float(weight @ high),
        event=_event(outcome, whole, final=outcome.month == len(vintage.months) - 1),
    )


def _event(outcome: Outcome, whole: bool, *, final: bool) -> Event | None:
    """The target as met or not, None before the plan's last month: only then is it decided."""
    target = outcome.target
    if target is None or not final:
        return None
    met = chance_reached(outcome.value, outcome.error, target.threshold, whole=whole)
    outside = target.outside_view
    return Event(
        target=target.target,
        reading=target.reading,
        threshold=target.threshold,
        probability=target.probability,
        outside_view=outside,
        met=met,
        brier=_mixed(scores.brier_score, target.probability, met),
        log_score=_mixed(scores.log_score, target.probability, met),
        outside_brier=None if outside is None else _mixed(scores.brier_score, outside, met),
    )


def _mixed(rule: Callable[..., Any], probability: float, met: float) -> float:
    """Expected score of an event that happened with probability ``met`` (0 or 1 where the outcome is exact)."""
    parts = np.asarray(rule(probability, (0.0, 1.0)))
    return float(parts[1] if met == 1.0 else parts[0] if met == 0.0 else (1.0 - met) * parts[0] + met * parts[1])


def points(value: float, error: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Gauss-Hermite points around ``value`` with weights that sum to 1; the figure itself where ``error`` is 0."""
    if error == 0.0:
        return np.array([value]), np.array([1.0])
    node, weight = np.polynomial.hermite_e.hermegauss(_NODES)
    return value + error * node, weight / weight.sum()


def chance_inside(value: float, error: float, low: float, high: float, *, whole: bool) -> float:
    """Probability that the true figure lies in [``low``, ``high``]; 0 or 1 where ``error`` is 0.

    From the normal distribution function, since quadrature is poor at a step. ``whole``: the metric counts things, so
    every whole number stands for all that rounds to it, and an interval of one number keeps its probability.
    """
    if error == 0.0:
        return float(low <= value <= high)
    if whole:
        low, high = math.ceil(low) - 0.5, math.floor(high) + 0.5
    return max(0.0, _below((high - value) / error) - _below((low - value) / error))


def chance_reached(value: float, error: float, threshold: float, *, whole: bool) -> float:
    """Probability that the true figure is ``threshold`` or more; see ``chance_inside``."""
    if error == 0.0:
        return float(value >= threshold)
    edge = math.ceil(threshold) - 0.5 if whole else threshold
    return _below((value - edge) / error)


def _below(z: float) -> float:
    return 0.5 * math.erfc(-z / math.sqrt(2.0))
