"""Score ratios by series, their geometric mean and interval coverage, each with a bootstrap interval.

Outcomes depend on each other: whole clusters are resampled (percentile bootstrap), outcome years for ratios, series and
calendar year for coverage.
"""

from collections.abc import Hashable, Mapping, Sequence

import numpy as np

from sim.analyses.backtest.baselines import NAMES
from sim.analyses.backtest.findings import LEAST_YEARS, Coverage, ScoredForecast, SeriesScore
from sim.study.design import Floats

RESAMPLES = 10_000
NOMINAL = (0.5, 0.9)
_TAILS = (0.05, 0.95)
_SEED = 5  # of the resampling alone: the same rows give the same intervals


def series_score(rows: Sequence[ScoredForecast], skill_claimed: bool) -> SeriesScore | None:
    """The summary of the rows of one series, None where none of them has a baseline."""
    matched = [row for row in rows if row.baselines]
    if not matched:
        return None
    best = best_baseline(matched)
    model, base = _sums(matched, best)
    low, high = _interval(_ratios(_counts(len(model)), model, base)) if len(model) >= LEAST_YEARS else (None, None)
    return SeriesScore(
        series=matched[0].series,
        forecasts=len(matched),
        crps=float(np.mean([row.crps for row in matched])),
        baseline=best,
        baseline_crps=float(np.mean([row.baselines[best] for row in matched])),
        ratio=float(model.sum() / base.sum()),
        low=low,
        high=high,
        skill_claimed=skill_claimed,
        years=len(model),
        wis_ratio=sum(row.wis for row in matched) / sum(row.baseline_wis[best] for row in matched),
    )


def best_baseline(rows: Sequence[ScoredForecast]) -> str:
    """The baseline with the lowest mean CRPS; of equal ones the simplest."""
    return min(NAMES, key=lambda name: sum(row.baselines[name] for row in rows))


def geometric_mean(
    rows: Sequence[ScoredForecast], scores: Sequence[SeriesScore]
) -> tuple[float | None, float | None, float | None]:
    """Of the ratios of the series for which skill is claimed, with an interval from resampling outcome years.

    A series without an outcome in the years drawn is left out of that resample. None where nothing is claimed, and no
    interval with fewer than ``LEAST_YEARS`` years.
    """
    claimed = [score for score in scores if score.skill_claimed]
    if not claimed:
        return None, None, None
    value = float(np.exp(np.mean(np.log([score.ratio for score in claimed]))))
    matched = {score.series: [row for row in rows if row.series == score.series and row.baselines] for score in claimed}
    years = sorted({row.year for group in matched.values() for row in group})
    if len(years) < LEAST_YEARS:
        return value, None, None
    counts = _counts(len(years))
    logs = []
    for score in claimed:
        model, base = _sums(matched[score.series], score.baseline, years)
        logs.append(np.log(_ratios(counts, model, base)))
    low, high = _interval(np.exp(np.nanmean(np.array(logs), axis=0)))
    return value, low, high


def coverage(rows: Sequence[ScoredForecast]) -> tuple[Coverage, ...]:
    """Of nominal 50 and 90 per cent over ``rows``, which must not be empty."""
    return tuple(
        cluster_coverage(nominal, [((row.series, row.year), abs(row.pit - 0.5) <= nominal / 2.0) for row in rows])
        for nominal in NOMINAL
    )


def cluster_coverage(nominal: float, hits: Sequence[tuple[Hashable, bool]]) -> Coverage:
    """``hits``: cluster and whether the outcome was inside.

    Where all outcomes agree resampling says nothing: then the exact (Clopper-Pearson) bound for as many independent
    outcomes as there are clusters stands in.
    """
    groups: dict[Hashable, list[bool]] = {}
    for cluster, hit in hits:
        groups.setdefault(cluster, []).append(hit)
    inside = np.array([sum(group) for group in groups.values()], dtype=np.float64)
    number = np.array([len(group) for group in groups.values()], dtype=np.float64)
    value = float(inside.sum() / number.sum())
    edge = _TAILS[0] ** (1.0 / len(groups))
    if value == 1.0:
        low, high = edge, 1.0
    elif value == 0.0:
        low, high = 0.0, 1.0 - edge
    else:
        low, high = _interval(_ratios(_counts(len(groups)), inside, number))
    return Coverage(nominal, value, low, high, len(groups))


def by_horizon(rows: Sequence[ScoredForecast]) -> Mapping[int, tuple[Coverage, ...]]:
    """Coverage of the forecasts of each horizon."""
    horizons = sorted({row.horizon for row in rows})
    return {years: coverage([row for row in rows if row.horizon == years]) for years in horizons}


def _sums(rows: Sequence[ScoredForecast], baseline: str, years: Sequence[int] | None = None) -> tuple[Floats, Floats]:
    """CRPS of model and baseline summed by outcome year: two float64[years]."""
    columns = {year: index for index, year in enumerate(years or sorted({row.year for row in rows}))}
    model, base = np.zeros(len(columns)), np.zeros(len(columns))
    for row in rows:
        model[columns[row.year]] += row.crps
        base[columns[row.year]] += row.baselines[baseline]
    return model, base


def _counts(clusters: int) -> Floats:
    """float64[RESAMPLES, clusters]: how often each cluster is drawn."""
    random = np.random.Generator(np.random.PCG64(_SEED))
    return random.multinomial(clusters, np.full(clusters, 1.0 / clusters), RESAMPLES).astype(np.float64)


def _ratios(counts: Floats, above: Floats, below: Floats) -> Floats:
    """float64[RESAMPLES]: ratio of resampled sums, nan where nothing was drawn that counts."""
    total = counts @ below
    return np.where(total > 0.0, counts @ above / np.where(total > 0.0, total, 1.0), np.nan)


def _interval(values: Floats) -> tuple[float, float]:
    low, high = np.nanquantile(values, _TAILS)
    return float(low), float(high)
