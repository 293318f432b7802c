"""The real command on the small invented city: one object on stdout, files that repeat it, an interruption survived."""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import sim
from sim.app.cli.streams import INTERRUPTED, SUCCESS

# the program as a process of its own, from any folder, installed or not
PROGRAM = [sys.executable, "-m", "sim"]
# the same with blank pictures, as in the tests of the command within this process
BLANK = """
from sim.app.cli import main
from sim.results.result import Result
Result.pictures = lambda self, lang: dict.fromkeys(self.drawings(), b"not drawn")
main()
"""
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(sim.__file__).parent.parent)}
TARGET_KEYS = [
    "id", "class", "reading", "threshold", "at_start", "expected", "q05", "q50", "q95", "probability", "mc_error",
    "low", "high", "earned_probability", "word", "confidence", "break_even", "outside_view", "placeholders", "readings",
]  # fmt: skip


@pytest.mark.usefixtures("drawn_pictures")
def test_the_command_prints_the_promised_object_and_keeps_it(xiandao, tmp_path: Path) -> None:
    done = xiandao("forecast", "template", "--runs", "8", "--json", "--out", "here")
    assert done.code == SUCCESS
    document = json.loads(done.out)
    assert {"schema_version", "scenario", "runs", "seed", "targets", "joint", "provenance"} <= set(document)
    assert (document["scenario"], document["runs"], document["seed"]) == ("template", 8, 1)
    assert {"all_met", "expected_met"} <= set(document["joint"])
    assert all(list(target)[: len(TARGET_KEYS)] == TARGET_KEYS for target in document["targets"])
    assert json.loads((tmp_path / "here/forecast.json").read_text(encoding="utf-8")) == document
    assert (tmp_path / "here/forecast.png").stat().st_size > 10_000


@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.slow)])
def test_the_whole_table_survives_a_gbk_stream(lang: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", BLANK, "forecast", "template", "--runs", "4", "-q", "--lang", lang]
    environment = {**ENVIRONMENT, "PYTHONIOENCODING": "gbk"}
    done = subprocess.run(command, capture_output=True, env=environment, cwd=tmp_path, timeout=300, check=False)
    assert done.returncode == SUCCESS, done.stderr
    assert "?" not in done.stdout.decode("gbk")


@pytest.mark.slow
def test_an_interrupted_forecast_goes_on_and_ends_with_the_same_bytes(tmp_path: Path) -> None:
    command = [*PROGRAM, "forecast", "reference", "--runs", "1000", "--lang", "en", "--json"]
    whole = subprocess.run(
        [*command, "-q", "--out", "whole"], cwd=tmp_path, env=ENVIRONMENT, capture_output=True, check=True
    )
    with subprocess.Popen(
        [*command, "--out", "part"], cwd=tmp_path, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stderr is not None
        for line in running.stderr:
            if line.startswith("30 %"):
                running.send_signal(signal.SIGINT)
                break
        said = running.stderr.read()
    assert running.returncode == INTERRUPTED
    assert "of 1600 runs are finished" in said  # with those of the structure
    again = shlex.split(said.strip().splitlines()[-1].removeprefix("Resume with: "))
    rest = subprocess.run([*PROGRAM, *again[1:]], cwd=tmp_path, env=ENVIRONMENT, capture_output=True, check=True)
    assert rest.stdout == whole.stdout
    assert (tmp_path / "part/metrics.npz").read_bytes() == (tmp_path / "whole/metrics.npz").read_bytes()
