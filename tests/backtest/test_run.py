"""The whole way on simulations that answer at once: taken up again, unmoved by the future, refused in one sentence."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import numpy as np
import pytest

import sim.analyses.calibrate.history as history
from sim.analyses.backtest.run import backtest, claims
from sim.analyses.calibrate.history import load_setting
from sim.analyses.calibrate.run import held_out
from sim.errors import InputError
from sim.inputs.evidence import load_evidence
from sim.shipped import data_path
from sim.study.record import DONE

OPEN = (2019, 2020, 2021)
PLANTED = "series:unicorns/hangzhou/all/2023"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, shipped):
    """History runs that scatter around the shipped figures; ``calls`` lists the first run of every chunk made."""
    values = np.array([one.value for one in shipped.observations.used])
    calls: list[int] = []

    def engine(inputs, design, **_):
        seed, first = map(int, design.seeds[0])
        random = np.random.default_rng([seed, first])
        n = len(design)
        common = 0.3 * random.standard_normal((n, 1))
        made = np.exp(np.log(values + 0.5) + common + 0.2 * random.standard_normal((n, len(values)))) - 0.5
        status = np.full(n, DONE)
        status[0] = DONE + 1  # one run of each chunk fails and is left out
        calls.append(first)
        states = np.zeros((n, 4))
        return {"values": made, "states": states, "bases": states, "reported": states, "status": status}

    monkeypatch.setattr(history, "compiled", engine)
    monkeypatch.setattr(history, "compared", lambda setting: lambda made, design: made)
    return calls


def test_interrupted_and_resumed_is_the_same_as_never_stopped(quick, tmp_path: Path, monkeypatch) -> None:
    whole = backtest(OPEN, 1000, 3, histories=tmp_path / "whole")

    def stop(done: int, total: int) -> None:
        if done == 600:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        backtest(OPEN, 1000, 3, histories=tmp_path / "twice", progress=stop)
    quick.clear()
    again = backtest(OPEN, 1000, 3, histories=tmp_path / "twice")
    assert quick == list(range(600, 1000 + held_out(1000), 200))
    assert again == whole
    assert again.to_json() == whole.to_json()


def test_the_histories_of_a_fit_are_taken_up(quick, tmp_path: Path) -> None:
    """The same number, seed and folder as ``calibrate``: a fit that was made leaves nothing to simulate."""
    from sim.analyses.calibrate.history import run_histories
    from sim.study.chunks import Chunks

    run_histories(load_setting(), 1000 + held_out(1000), 3, chunks=Chunks(tmp_path))
    quick.clear()
    backtest((2019,), 1000, 3, histories=tmp_path)
    assert quick == []


def test_an_absurd_figure_of_the_future_in_the_evidence_changes_its_own_rows_only(quick, tmp_path: Path) -> None:
    folder = tmp_path / "evidence"
    shutil.copytree(data_path("calibration/evidence"), folder)
    text = (folder / "series.csv").read_text(encoding="utf-8-sig")
    with (folder / "series.csv").open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["id"] == PLANTED:
            row["value"] = "987654"
    with (folder / "series.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    assert text != (folder / "series.csv").read_text(encoding="utf-8")
    assert load_evidence(folder).row(PLANTED).number() == 987654

    before = backtest(OPEN, 1000, 3, histories=tmp_path)
    after = backtest(OPEN, 1000, 3, histories=tmp_path, evidence=folder)
    assert before.fits == after.fits
    same = [row for row in before.rows if row.outcome != PLANTED]
    assert same == [row for row in after.rows if row.outcome != PLANTED]
    assert [row.quantiles for row in before.rows] == [row.quantiles for row in after.rows]
    assert any(row.value == 987654 and row.crps > 5.0 for row in after.rows)
    assert before.provenance["figures"] != after.provenance["figures"]


def test_origins_come_in_any_order_and_are_told(quick, tmp_path: Path) -> None:
    told = []
    made = backtest((2021, 2020), 1000, 3, histories=tmp_path, report=told.append)
    assert [day.year for day in told] == [2020, 2021] == [day.year for day in made.origins]
    assert made == backtest((2020, 2021), 1000, 3, histories=tmp_path)


def test_little_giants_are_shown_and_no_skill_is_claimed(shipped) -> None:
    claimed = claims(shipped.observations)
    assert "little-giants" in {one.series for one in shipped.observations.scored}
    assert {one.series for one in shipped.observations.scored} - claimed == {"little-giants"}


@pytest.mark.parametrize("runs", [0, 800, 1100, 2_000_000])
def test_a_number_of_runs_that_cannot_be_used(runs: int) -> None:
    with pytest.raises(InputError, match=r"runs.*multiple of 200 from 1,000"):
        backtest(OPEN, runs)


def test_the_package_is_the_function(quick, tmp_path: Path) -> None:
    import sim

    made = sim.backtest(origins=(2021,), runs=1000, seed=3, histories=tmp_path)
    assert made == backtest((2021,), 1000, 3, histories=tmp_path)


def test_results_are_saved_where_asked(quick, tmp_path: Path) -> None:
    backtest((2021,), 1000, 3, histories=tmp_path, out=tmp_path / "here")
    assert sorted(path.name for path in (tmp_path / "here").iterdir()) == [
        "backtest.json",
        "backtest.md",
        "manifest.json",
        "result.json",
        "rows.csv",
    ]
