"""Flag over environment over file over default, and --print-config says which."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.cli.settings import resolve

FLAG, ENVIRONMENT, FILE = {"runs": "2"}, {"XIANDAO_RUNS": "3"}, "runs = 4"


@pytest.mark.parametrize(
    ("flags", "environment", "file", "expected"),
    [
        (FLAG, ENVIRONMENT, FILE, (2, "flag", "--runs")),
        ({}, ENVIRONMENT, FILE, (3, "environment", "XIANDAO_RUNS")),
        ({"runs": None}, {}, FILE, (4, "file", "xiandao.toml")),
        ({}, {"XIANDAO_RUNS": ""}, "", (1000, "default", "")),
    ],
)
def test_precedence(tmp_path: Path, flags, environment, file, expected) -> None:
    (tmp_path / "xiandao.toml").write_text(file)
    runs = resolve(flags, environment, tmp_path)["runs"]
    assert (runs.value, runs.origin, runs.place) == expected


def test_print_config_names_each_origin_and_runs_nothing(xiandao, forecast, tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "xiandao.toml").write_text('level = "low"')
    monkeypatch.setenv("XIANDAO_SEED", "9")
    out = xiandao("forecast", "even", "--runs", "5", "--print-config").out
    lines = {line.split()[0]: line for line in out.splitlines()}
    assert "option --runs" in lines["runs"]
    assert "environment variable XIANDAO_SEED" in lines["seed"]
    assert "file xiandao.toml" in lines["level"]
    assert "default" in lines["threads"]
    assert "results/forecast-even-low-5-9" in lines["out"]
    assert forecast.calls == []
    assert list(tmp_path.iterdir()) == [tmp_path / "xiandao.toml"]
