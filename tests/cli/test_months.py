"""``--months``: from the command line to the library, in the folder's name, refused in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.app.cli.streams import SUCCESS, USAGE


def test_it_reaches_the_forecast_from_every_place(xiandao, forecast, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("xiandao.toml").write_text("months = 48\n")
    assert xiandao("forecast", "-q").code == SUCCESS
    monkeypatch.setenv("XIANDAO_MONTHS", "54")
    xiandao("forecast", "-q")
    xiandao("forecast", "--months", "60", "-q")
    assert [call["months"] for call in forecast.calls] == [48, 54, 60]
    assert [call["out"] for call in forecast.calls] == [
        f"results/forecast-reference-1000-1-{months}-months" for months in (48, 54, 60)
    ]


def test_print_config_names_its_place(xiandao) -> None:
    lines = xiandao("forecast", "--months", "60", "--print-config").out.splitlines()
    assert [line.split()[1] for line in lines if line.startswith("months")] == ["60"]


@pytest.mark.parametrize("command", [("forecast", "template"), ("compare", "template", "template-no-plan")])
@pytest.mark.parametrize(
    ("months", "lang", "sentence"),
    [
        ("12", "en", "shorter than the plan"),
        ("12", "zh", "比计划还短"),
        ("61", "en", "further than a forecast goes"),
        ("61", "zh", "预测到不了这么远"),
        ("121", "en", "further than a forecast goes"),
        ("0", "en", "shorter than the plan"),
        ("many", "en", "must be a whole number"),
    ],
)
def test_a_length_that_makes_no_sense(xiandao, command, months: str, lang: str, sentence: str, tmp_path: Path) -> None:
    done = xiandao(*command, "--prior", "--months", months, "--lang", lang)
    assert done.code == USAGE
    assert sentence in done.err
    assert months in done.err
    assert "--months" in done.err
    if months.isdigit():
        assert {"en": "allowed: 24 to 60", "zh": "24 至 60"}[lang] in done.err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("where", ["XIANDAO_MONTHS", "xiandao.toml: months", "xiandao.toml: compare.months"])
def test_a_length_is_refused_where_it_stands(xiandao, monkeypatch, where: str) -> None:
    content = {"xiandao.toml: months": "months = 23", "xiandao.toml: compare.months": "[compare]\nmonths = 23"}
    if where in content:
        Path("xiandao.toml").write_text(content[where])
    else:
        monkeypatch.setenv(where, "23")
    done = xiandao("compare", "template", "template-no-plan", "--prior", "-q", "--lang", "en")
    assert done.code == USAGE
    assert done.err.startswith(f"Error: {where}: shorter than the plan")
    assert "allowed: 24 to 60" in done.err
