"""What a back-test says: one row a forecast, one summary a series, and coverage over all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True)
class ScoredForecast:
    """One outcome forecast from one origin.

    ``horizon``: whole years from origin to the end of the outcome's period, rounded up; ``quantiles``: of the model at
    ``LEVELS``, in the outcome's unit; ``crps`` of the model and ``baselines`` (name -> CRPS) on the logarithm of
    number + 1/2; ``pit``: rank of the outcome in the forecast; ``known``: observations that the fit of the origin saw.
    """

    series: str
    outcome: str
    origin: date
    horizon: int
    year: int
    value: float
    quantiles: tuple[float, ...]
    crps: float
    wis: float
    baselines: Mapping[str, float]
    pit: float
    known: int

    @property
    def inside_50(self) -> bool:
        """Whether the outcome lies in the central 50 per cent."""
        return abs(self.pit - 0.5) <= 0.25

    @property
    def inside_90(self) -> bool:
        """Whether the outcome lies in the central 90 per cent."""
        return abs(self.pit - 0.5) <= 0.45


@dataclass(frozen=True)
class SeriesScore:
    """A series over its forecasts. ``baseline``: name of the best baseline of this series; ``ratio``: mean CRPS of the
    model over its mean CRPS, with a bootstrap 90 % interval over outcome years; below 1 the model is better.

    ``worse``: the whole interval lies above 1.
    """

    series: str
    forecasts: int
    crps: float
    baseline: str
    baseline_crps: float
    ratio: float
    low: float
    high: float
    skill_claimed: bool

    @property
    def worse(self) -> bool:
        """Significantly worse than the best baseline."""
        return self.low > 1.0


@dataclass(frozen=True)
class Coverage:
    """Share of outcomes inside the central interval ``nominal``, with a 90 % interval from resampling clusters
    (series and calendar year); ``clusters``: how many there are."""

    nominal: float
    value: float
    low: float
    high: float
    clusters: int

    @property
    def fails(self) -> bool:
        """Whether the interval excludes the nominal coverage."""
        return not self.low <= self.nominal <= self.high


@dataclass(frozen=True)
class Backtest:
    """A pseudo-back-test. ``geometric_mean``: of the ratios of the series for which skill is claimed, with interval.

    ``origins``: days from which forecasts were made; ``runs``, ``seed``: of the histories behind it.
    """

    origins: tuple[date, ...]
    rows: tuple[ScoredForecast, ...]
    series: tuple[SeriesScore, ...]
    coverage: tuple[Coverage, ...]
    geometric_mean: float
    geometric_low: float
    geometric_high: float
    runs: int
    seed: int
