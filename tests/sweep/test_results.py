"""Tables of a sweep: the mean, spread and clustered error of every point, however its runs are cut into units."""

from __future__ import annotations

import numpy as np
import pytest

import sim
from sim.analyses.sweep.results import open_results
from sim.errors import InputError


def values(points: int = 3, draws: int = 4, replicates: int = 3, months: int = 2) -> np.ndarray:
    rng = np.random.default_rng(7)
    shift = rng.normal(size=(points, draws, 1, 1, 1))  # runs of a draw are alike
    return 1e6 + shift + 0.1 * rng.normal(size=(points, draws, replicates, months, 2))


def clustered(x: np.ndarray) -> float:
    """Error of the mean of x[draw, replicate] with equal draws: that of the draws' means."""
    means = x.mean(axis=1)
    return float(means.std(ddof=1) / np.sqrt(len(means)))


@pytest.mark.parametrize("unit_runs", [1, 5, 7, 12, 100])
def test_a_point_is_its_runs_wherever_units_end(write, unit_runs):
    made = values()
    table = write(made, unit_runs=unit_runs).table()
    assert len(table) == 3 * 2 * 2
    row = table[(table["point"] == 1) & (table["month"] == "2025-02") & (table["column"] == "labs")].iloc[0]
    own = made[1, :, :, 1, 1]
    assert row["budget.expenditure"] == 200.0
    assert row["mean"] == pytest.approx(own.mean(), rel=1e-12)
    assert row["sd"] == pytest.approx(own.std(ddof=1), rel=1e-6)
    assert row["error"] == pytest.approx(clustered(own), rel=1e-6)
    assert (row["runs"], row["failed"]) == (12, 0)


def test_failed_runs_do_not_count_and_are_counted(write):
    made = values()
    made[0, 0, 1] = np.nan  # whatever a failed run left
    row = write(made, failed=[1]).table(["firms"]).iloc[0]
    own = np.delete(made[0, :, :, 0, 0].ravel(), 1)
    assert row["mean"] == pytest.approx(own.mean(), rel=1e-12)
    assert (row["runs"], row["failed"]) == (11, 1)
    sums = np.array([own[:2].sum(), own[2:5].sum(), own[5:8].sum(), own[8:].sum()])
    sizes = np.array([2, 3, 3, 3])
    residual = sums - own.mean() * sizes
    assert row["error"] == pytest.approx(np.sqrt(4 / 3 * (residual**2).sum()) / 11, rel=1e-6)


def test_a_point_with_nothing_there_stays_in_the_table(write):
    made = write(values(), unit_runs=12, missing=[1])
    table = made.table(["firms"])
    assert made.share_done == pytest.approx(2 / 3)
    assert not made.finished
    assert made.sha256 is None
    assert table.groupby("point")["runs"].first().tolist() == [12, 0, 12]
    assert table[table["point"] == 1][["mean", "sd", "error"]].isna().all(axis=None)


def test_one_draw_has_no_error_and_one_run_no_spread(write):
    row = write(values(points=1, draws=1, replicates=1)).table(["firms"]).iloc[0]
    assert np.isfinite(row["mean"])
    assert np.isnan(row["sd"])
    assert np.isnan(row["error"])


def test_the_engines_numbers_come_back(tiny):
    table = tiny.table(["firms", "field_firms:quantum"])
    rows = np.concatenate([block for _, block in tiny.blocks()])
    place = tiny.columns(["firms"], months=[23])[0][0]
    last = table[(table["month"] == "2026-12") & (table["column"] == "firms")]
    np.testing.assert_allclose(last["mean"], rows[:, place].reshape(9, 8).mean(axis=1))
    assert list(last["shares.pilot-zones"].unique()) == [0.0, 0.1, 0.2]


def test_what_is_unknown_or_damaged_is_one_sentence(tiny, write, tmp_path):
    with pytest.raises(InputError, match="did you mean 'firms'"):
        tiny.table(["firm"])
    with pytest.raises(InputError, match="no sweep"):
        sim.open_results(tmp_path / "nothing")
    made = write(values())
    unit = made.folder / "units" / "00000" / "00000001.npy"
    unit.write_bytes(b"x" * unit.stat().st_size)
    with pytest.raises(InputError, match="damaged"):
        open_results(made.folder).table()
