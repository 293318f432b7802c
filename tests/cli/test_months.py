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
        ("200", "en", "not a whole number in range"),
        ("many", "en", "not a whole number in range"),
    ],
)
def test_a_length_that_makes_no_sense(xiandao, command, months: str, lang: str, sentence: str, tmp_path: Path) -> None:
    done = xiandao(*command, "--prior", "--months", months, "--lang", lang)
    assert done.code == USAGE
    assert sentence in done.err
    assert months in done.err
    if months.isdigit() and int(months) < 100:
        assert "24" in done.err
        assert "60" in done.err
    assert not list(tmp_path.iterdir())
