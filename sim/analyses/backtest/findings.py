"""Record of a back-test: one row a forecast, one summary a series, coverage of intervals."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sim.display import Displayed
from sim.errors import check_name

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
QUANTILES = tuple(f"q{round(100 * level):02d}" for level in LEVELS)
#: What a forecast's JSON object and its row of the table have alike, in their order there.
FIGURES = (
    *("series", "outcome", "origin", "horizon", "year", "value", *QUANTILES),
    *("crps", "wis", "pit", "inside_50", "inside_90", "known", "past"),
)
LEAST_YEARS = 3  # outcome years from which an interval of a ratio is given: fewer cannot be resampled


@dataclass(frozen=True)
class ScoredForecast(Displayed):
    """One outcome forecast from one origin.

    ``horizon``: whole years from origin to the end of the outcome's period, rounded up; ``year``: the calendar year in
    which that period ends; ``value`` and ``quantiles`` (of the model, at ``LEVELS``): in the model's unit; ``crps``,
    ``wis`` of the model and ``baselines``, ``baseline_wis`` (name -> score, empty without a past figure): on the
    logarithm of number + 1/2; ``pit``: rank of the outcome in the forecast; ``known``: observations that the fit of the
    origin saw; ``past``: figures of the series that the baselines saw (with one, all three are the last value).
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
    baseline_wis: Mapping[str, float] = field(default_factory=dict)
    past: int = 0

    @property
    def inside_50(self) -> bool:
        """Whether the outcome lies in the central 50 per cent."""
        return abs(self.pit - 0.5) <= 0.25

    @property
    def inside_90(self) -> bool:
        """Whether the outcome lies in the central 90 per cent."""
        return abs(self.pit - 0.5) <= 0.45

    def written(self) -> dict[str, Any]:
        """JSON object."""
        quantiles = dict(zip(QUANTILES, self.quantiles, strict=True))
        return {
            **{name: quantiles[name] if name in quantiles else getattr(self, name) for name in FIGURES},
            "origin": str(self.origin),
            "baselines_crps": dict(self.baselines),
            "baselines_wis": dict(self.baseline_wis),
        }


@dataclass(frozen=True)
class SeriesScore(Displayed):
    """A series over its forecasts that have a baseline.

    ``baseline``: name of the best one, by mean CRPS over this series; ``ratio``: mean CRPS of the model over its mean
    CRPS, with a bootstrap 90 % interval over the ``years`` outcome years (None with fewer than ``LEAST_YEARS``); below
    1 the model is better. ``wis_ratio``: the same by weighted interval score, against the same baseline.
    """

    series: str
    forecasts: int
    crps: float
    baseline: str
    baseline_crps: float
    ratio: float
    low: float | None
    high: float | None
    skill_claimed: bool
    years: int = 0
    wis_ratio: float | None = None

    @property
    def worse(self) -> bool:
        """Significantly worse than the best baseline: the whole interval lies above 1."""
        return self.low is not None and self.low > 1.0


@dataclass(frozen=True)
class Coverage(Displayed):
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

    def written(self) -> dict[str, Any]:
        """JSON object."""
        return {**vars(self), "fails": self.fails}


@dataclass(frozen=True)
class OriginFit(Displayed):
    """Data of the fit of one origin, and coverage of its regression on unseen histories.

    ``points``, ``bounds``: observations known; ``share``: simulated histories at least as far out as the record (1
    without points); ``unseen_50``, ``unseen_90``: coverage of the scored outcomes' own intervals on unseen synthetic
    histories, which tells a fault of the regression from one of the model.
    """

    day: date
    points: int
    bounds: int
    share: float
    unseen_50: float | None
    unseen_90: float | None


@dataclass(frozen=True)
class BacktestFindings(Displayed):
    """A pseudo-back-test. ``rows``: every forecast, by series, outcome and origin; ``series``: those with a baseline.

    ``coverage``: 50 and 90 %, over all rows; ``by_horizon``: the same by horizon. ``geometric_mean``: of the ratios of
    the series for which skill is claimed, with a 90 % interval from resampling outcome years; None where there is none.
    ``origins``: days from which forecasts were made; ``runs``, ``seed``: of the histories behind it.
    """

    FACTS = ("origins", "runs", "seed", "rows", "names", "geometric_mean")

    origins: tuple[date, ...]
    rows: tuple[ScoredForecast, ...]
    series: tuple[SeriesScore, ...]
    coverage: tuple[Coverage, ...]
    geometric_mean: float | None
    geometric_low: float | None
    geometric_high: float | None
    runs: int
    seed: int
    by_horizon: Mapping[int, tuple[Coverage, ...]] = field(default_factory=dict)
    fits: tuple[OriginFit, ...] = ()
    provenance: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """Every series with a forecast, in alphabetical order."""
        return tuple(sorted({row.series for row in self.rows}))

    def of(self, series: str) -> tuple[ScoredForecast, ...]:
        """The forecasts of one series. Raises InputError for a series without any."""
        check_name("unknown series", series, self.names)
        return tuple(row for row in self.rows if row.series == series)

    def score(self, series: str) -> SeriesScore | None:
        """The summary of one series, None where nothing published before gives it a baseline."""
        return next((summary for summary in self.series if summary.series == series), None)
