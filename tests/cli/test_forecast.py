"""``xiandao forecast``: what it asks for, what it prints where, what it leaves behind, how it ends."""

from __future__ import annotations

import csv
import io
import json
import shlex
import warnings
from pathlib import Path

import numpy as np
import pytest

from sim.app.cli.streams import BELOW, FAILED_RUNS, INTERNAL, INTERRUPTED, SUCCESS, USAGE
from sim.errors import InputError
from sim.results.files import StorageError
from sim.study.record import Interrupted


def test_the_result_is_on_stdout_and_notes_on_stderr(xiandao, forecast) -> None:
    done = xiandao("forecast")
    assert done.code == SUCCESS
    assert "High-tech firms" in done.out
    assert "Results: results/forecast-reference-1000-1" in done.err
    assert "Results:" not in done.out


def test_the_settings_reach_the_forecast(xiandao, forecast) -> None:
    given = ("--runs", "20", "--seed", "7", "--level", "low", "--threads", "1")
    xiandao("forecast", "even", *given, "--prior", "--pool", "0.25", "--structure-runs", "4", "-q")
    assert forecast.calls == [
        {
            "scenario": "even",
            "runs": 20,
            "seed": 7,
            "level": "low",
            "threads": 1,
            "out": "results/forecast-even-low-20-7",
            "fitted": "prior",
            "pool": 0.25,
            "structure_runs": 4,
            "months": None,
            "lang": "en",
        }
    ]


def test_the_folder_is_made_for_the_results(xiandao, forecast) -> None:
    forecast.act = lambda progress, runs: Path("mine/deep/kept").write_text("")
    xiandao("forecast", "--runs", "5", "--out", "mine/deep")
    assert Path("mine/deep/kept").exists()


def test_unusable_input_leaves_no_empty_folder(xiandao, forecast, tmp_path: Path) -> None:
    def refuse(progress, runs):
        raise InputError("unknown scenario")

    forecast.act = refuse
    assert xiandao("forecast", "--out", "mine/deep").code == USAGE
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_does_not_cost_the_answer(xiandao, forecast) -> None:
    def refuse(progress, runs):
        fault = StorageError("the disk is full: free some space", file="results")
        fault.result = forecast.answer(runs)
        raise fault

    forecast.act = refuse
    done = xiandao("forecast", "-q")
    assert done.code == INTERNAL
    assert "High-tech firms" in done.out
    assert done.err == "Error: results: the disk is full: free some space\n"


def test_a_warning_is_one_plain_line(xiandao, forecast) -> None:
    forecast.act = lambda progress, runs: warnings.warn("could not be resumed", RuntimeWarning, stacklevel=1)
    assert xiandao("forecast", "-q").err == "could not be resumed\n"


def test_json_is_one_object(xiandao, forecast) -> None:
    done = xiandao("forecast", "--runs", "5", "--json")
    assert json.loads(done.out)["runs"] == 5


def test_csv_is_a_table(xiandao, forecast) -> None:
    rows = list(csv.DictReader(io.StringIO(xiandao("forecast", "--csv").out)))
    assert [row["id"] for row in rows] == ["high-tech-firms", "consortia", "leaders", "platforms"]


def test_quiet_says_nothing_on_stderr(xiandao, forecast) -> None:
    assert xiandao("forecast", "-q").err == ""


def test_progress_off_a_terminal_is_one_line_for_ten_per_cent(xiandao, forecast) -> None:
    forecast.act = lambda progress, runs: [progress(done, runs) for done in range(0, runs + 1, 7)]
    lines = [line for line in xiandao("forecast", "--runs", "700").err.splitlines() if "of 700" in line]
    assert [line.split(" %")[0] for line in lines] == [str(p) for p in range(10, 101, 10)]


def test_failed_runs_end_with_3_and_are_counted(xiandao, forecast) -> None:
    forecast.failed = 2
    done = xiandao("forecast", "--runs", "50")
    assert done.code == FAILED_RUNS
    assert "2 of 50 runs failed" in done.err


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (["0.2"], SUCCESS),
        (["0.22"], BELOW),
        (["high-tech-firms=0.27"], SUCCESS),
        (["high-tech-firms=0.28"], BELOW),
        (["0.1", "consortia=1"], BELOW),
    ],
)
def test_fail_under(xiandao, forecast, limits: list[str], code: int) -> None:
    options = [word for limit in limits for word in ("--fail-under", limit)]
    assert xiandao("forecast", *options).code == code


def test_ctrl_c_keeps_the_finished_runs_and_prints_the_line_that_resumes(xiandao, forecast) -> None:
    def stop(progress, runs):
        raise KeyboardInterrupt

    forecast.act = stop
    done = xiandao("forecast", "my plan.toml", "--runs", "20", "--seed", "3", "--threads", "1", "--out", "a b", "-q")
    assert done.code == INTERRUPTED
    line = done.err.strip().splitlines()[-1].removeprefix("Resume with: ")
    assert line == "xiandao forecast 'my plan.toml' --runs 20 --seed 3 --threads 1 --out 'a b' --lang en -q"


def test_the_resume_line_asks_for_the_same_forecast(xiandao, forecast) -> None:
    def stop(progress, runs):
        raise KeyboardInterrupt

    ordinary, forecast.act = forecast.act, stop
    done = xiandao("forecast", "even", "--runs", "20", "--level", "high", "--json")
    forecast.act = ordinary
    again = shlex.split(done.err.strip().splitlines()[-1].removeprefix("Resume with: "))
    assert "before any run was finished" in done.err
    assert xiandao(*again[1:]).code == SUCCESS
    assert forecast.calls[0] == forecast.calls[1]


def test_ctrl_c_counts_the_runs_that_the_progress_counts(xiandao, forecast) -> None:
    """Structural variants and the later months are runs too: the main ones may be done and others not."""

    def act(progress, runs: int) -> None:
        progress(960, 1200)
        interrupt = Interrupted(None)
        interrupt.result = forecast.answer(600)
        raise interrupt

    forecast.act = act
    done = xiandao("forecast", "--runs", "600", "--out", "here", "--lang", "en", "-q")
    assert done.code == INTERRUPTED
    assert done.err.startswith("Interrupted; 960 of 1200 runs are finished and kept in here.\n")


def test_memory_that_runs_out_is_one_sentence(xiandao, monkeypatch, tmp_path) -> None:
    def too_much(*_: object) -> None:
        np.zeros(2**50)

    monkeypatch.setattr("sim.app.cli.long_command.LongCommand.computed", too_much)
    done = xiandao("forecast", "template", "--out", str(tmp_path / "out"), "--lang", "en")
    assert (done.code, done.out) == (INTERNAL, "")
    assert done.err == "Error: not enough memory for this; run fewer at a time, or take smaller numbers\n"
    assert not (tmp_path / "out").exists()


def test_an_internal_error_is_one_sentence(xiandao, forecast) -> None:
    forecast.act = lambda progress, runs: 1 / 0
    done = xiandao("forecast", "-q")
    assert (done.code, done.out) == (INTERNAL, "")
    assert done.err == "Internal error: ZeroDivisionError: division by zero (--debug shows the traceback)\n"


def test_debug_shows_the_traceback(xiandao, forecast) -> None:
    forecast.act = lambda progress, runs: 1 / 0
    done = xiandao("forecast", "-q", "--debug")
    assert done.code == INTERNAL
    assert "Traceback" in done.err


def test_an_output_folder_that_is_a_file_is_refused_before_the_run(xiandao, forecast, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    done = xiandao("forecast", "--out", "taken")
    assert done.code == USAGE
    assert forecast.calls == []


def test_ctrl_c_counts_the_finished_runs(xiandao, forecast) -> None:
    def stop(progress, runs):
        interrupt = Interrupted(None)
        interrupt.result = forecast.answer(300)
        raise interrupt

    forecast.act = stop
    done = xiandao("forecast", "-q", "--out", "here")
    assert done.code == INTERRUPTED
    assert done.err.startswith("Interrupted; 300 of 1000 runs are finished and kept in here.\n")
    assert done.out == ""


def test_the_resume_line_names_the_set_that_the_kept_runs_came_from(xiandao, forecast) -> None:
    """Another set may be current when the line is pasted."""

    def stop(progress, runs):
        interrupt = Interrupted(None)
        interrupt.result = forecast.answer(300)
        interrupt.result.provenance = {"fitted": "2026-11-24-ea386603", "data_until": "2026-11-24"}
        raise interrupt

    forecast.act = stop
    assert "--fitted 2026-11-24-ea386603" in xiandao("forecast", "-q", "--out", "here").err
    assert "--fitted prior" in xiandao("forecast", "-q", "--out", "here", "--prior").err
