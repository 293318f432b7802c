"""The posterior-predictive gate: patterns are found where they are planted, and not where there are none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.analyses.calibrate.history import Setting
from sim.analyses.calibrate.observations import Observation
from sim.analyses.calibrate.pattern import pattern_faults, series_patterns

HISTORIES = 400


def points(setting: Setting) -> tuple[Observation, ...]:
    return tuple(row for row in setting.observations.used if row.fitted and row.bound == "point")


def published(rows: tuple[Observation, ...], seed: int) -> np.ndarray:
    """Histories around the record with an error of .1 each."""
    random = np.random.default_rng(seed)
    return np.array([row.log for row in rows]) + 0.1 * random.standard_normal((HISTORIES, len(rows)))


def patterns(rows: tuple[Observation, ...], logs: np.ndarray):
    return series_patterns(rows, range(len(rows)), logs)


def moved(rows: tuple[Observation, ...], series: str, slope: float, level: float) -> tuple[Observation, ...]:
    """The record with one series moved by ``level`` and ``slope`` a year, log points."""

    def change(row: Observation) -> Observation:
        by = level + slope * ((row.first + row.last) / 24.0 - 4.0)
        return replace(row, value=float(np.exp(row.log + by) - 0.5)) if row.series == series else row

    return tuple(change(row) for row in rows)


def test_no_fault_where_the_record_is_a_history(setting: Setting) -> None:
    """The record is drawn as the histories are: each test errs in at most 5 of 100 records together."""
    rows = points(setting)
    logs = published(rows, 1)
    faulty = 0
    for seed in range(40):
        random = np.random.default_rng([2, seed])
        record = tuple(
            replace(row, value=float(np.exp(row.log + 0.1 * random.standard_normal()) - 0.5)) for row in rows
        )
        faulty += bool(pattern_faults(patterns(record, logs)))
    assert faulty <= 13  # three families of 5 % each: 15 % expected, 13 of 40 is exceeded once in a thousand


@pytest.mark.parametrize(("slope", "level", "word"), [(0.3, 0.0, "trend"), (0.0, 0.5, "level")])
def test_a_planted_pattern_is_named(setting: Setting, slope: float, level: float, word: str) -> None:
    rows = points(setting)
    faults = pattern_faults(patterns(moved(rows, "unicorns", slope, level), published(rows, 1)))
    assert any(fault.startswith("unicorns") and word in fault for fault in faults)
    assert all(fault.startswith("unicorns") for fault in faults)


def test_what_few_points_could_have_shown(setting: Setting) -> None:
    """The slope that is called detectable is found about four times in five."""
    rows = tuple(row for row in points(setting) if row.series == "unicorns")
    logs = published(rows, 3)
    slope = patterns(rows, logs)[0].detectable
    found = 0
    for seed in range(100):
        random = np.random.default_rng([4, seed])
        noisy = tuple(replace(row, value=float(np.exp(row.log + 0.1 * random.standard_normal()) - 0.5)) for row in rows)
        found += patterns(moved(noisy, "unicorns", slope, 0.0), logs)[0].p[1] < 0.05
    assert 65 <= found <= 92


def test_growth_of_a_stock_beside_the_model(setting: Setting) -> None:
    rows = tuple(row for row in points(setting) if row.series == "high-tech-stock")
    one = patterns(rows, published(rows, 1))[0]
    assert one.growth == pytest.approx(one.modelled, abs=0.05)
    flow = tuple(row for row in points(setting) if row.series == "listings")
    assert np.isnan(patterns(flow, published(flow, 1))[0].growth)
