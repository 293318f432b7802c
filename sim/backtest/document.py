"""A back-test as one JSON object (schema_version 1) and as a table of rows: plain types, finite numbers."""

from __future__ import annotations

import csv
import io
from typing import Any

from sim.backtest.baselines import NAMES
from sim.backtest.result import LEVELS, Backtest, Coverage, ScoredForecast, SeriesScore
from sim.forecast.document import plain

SCHEMA_VERSION = "1"
QUANTILES = tuple(f"q{round(100 * level):02d}" for level in LEVELS)
COLUMNS = (
    *("series", "outcome", "origin", "horizon", "year", "value"),
    *QUANTILES,
    *("crps", "wis", "pit", "inside_50", "inside_90", "known", "past"),
    *(f"crps_{name}" for name in NAMES),
    *(f"wis_{name}" for name in NAMES),
)


def document(backtest: Backtest) -> dict[str, Any]:
    """The object that ``xiandao backtest --json`` prints; numbers carry six significant digits."""
    return {
        "schema_version": SCHEMA_VERSION,
        "origins": [str(day) for day in backtest.origins],
        "runs": backtest.runs,
        "seed": backtest.seed,
        "series": [plain(_series(one)) for one in backtest.series],
        "geometric_mean": plain(
            {"value": backtest.geometric_mean, "low": backtest.geometric_low, "high": backtest.geometric_high}
        ),
        "coverage": [plain(_coverage(one)) for one in backtest.coverage],
        "by_horizon": {str(years): [plain(_coverage(one)) for one in both] for years, both in _horizons(backtest)},
        "fits": [plain({**vars(one), "day": str(one.day)}) for one in backtest.fits],
        "rows": [plain(_row(row)) for row in backtest.rows],
        "provenance": plain(backtest.provenance, digits=17),
    }


def rows_csv(backtest: Backtest) -> str:
    """One line a forecast, columns ``COLUMNS``; empty where there is no baseline."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n", restval="")
    writer.writeheader()
    for row in backtest.rows:
        cells = plain(_row(row))
        flat = {name: value for name, value in cells.items() if not isinstance(value, dict)}
        for kind in ("crps", "wis"):
            flat |= {f"{kind}_{name}": score for name, score in cells[f"baselines_{kind}"].items()}
        writer.writerow(flat)
    return text.getvalue()


def _row(row: ScoredForecast) -> dict[str, Any]:
    return {
        "series": row.series,
        "outcome": row.outcome,
        "origin": str(row.origin),
        "horizon": row.horizon,
        "year": row.year,
        "value": row.value,
        **dict(zip(QUANTILES, row.quantiles, strict=True)),
        "crps": row.crps,
        "wis": row.wis,
        "pit": row.pit,
        "inside_50": row.inside_50,
        "inside_90": row.inside_90,
        "known": row.known,
        "past": row.past,
        "baselines_crps": dict(row.baselines),
        "baselines_wis": dict(row.baseline_wis),
    }


def _series(one: SeriesScore) -> dict[str, Any]:
    return {**vars(one), "worse": one.worse}


def _coverage(one: Coverage) -> dict[str, Any]:
    return {**vars(one), "fails": one.fails}


def _horizons(backtest: Backtest) -> list[tuple[int, tuple[Coverage, ...]]]:
    return sorted(backtest.by_horizon.items())
