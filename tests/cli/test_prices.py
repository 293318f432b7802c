"""``xiandao value --prices``: the list on a terminal, how long it takes, where it is saved; bands in ``explain``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.app.cli.streams import SUCCESS, USAGE
from sim.inputs.evidence.price_bands import load_price_bands
from sim.inputs.plan import load_plan

SMALL = ("value", "template", "--prices", "--runs", "4", "--months", "30")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_list_is_printed_and_saved_in_a_folder_of_its_name(xiandao, lang: str) -> None:
    done = xiandao(*SMALL, "--lang", lang)
    assert done.code == SUCCESS
    for words in {"en": ("what 100 million CNY buy", "By 2027-06"), "zh": ("1 亿元买到什么", "到 2027-06")}[lang]:
        assert words in done.out
    folder = Path("results/prices-template-30-months-4-1")
    assert str(folder / "prices.png") in done.err
    assert {"prices.csv", "prices.json", "prices.png"} <= {path.name for path in folder.iterdir()}


def test_the_same_folder_takes_the_list_again_and_no_marginal_values(xiandao) -> None:
    assert xiandao(*SMALL, "--out", "here", "-q").code == SUCCESS
    assert xiandao(*SMALL, "--out", "here", "-q").code == SUCCESS
    other = xiandao("value", "template", "--runs", "4", "--no-curves", "--out", "here", "-q", "--lang", "en")
    assert other.code == USAGE
    assert "xiandao value --prices" in other.err


def test_the_number_of_runs_and_the_time_are_said_first(xiandao) -> None:
    # four actions without their money, and the baseline, of four runs each
    assert "20 runs (5 allocations, to month 30): about 1 to 2 minutes" in xiandao(*SMALL, "--lang", "en").err
    assert "20 runs" not in xiandao(*SMALL, "--quiet").err


def test_json_and_csv(xiandao) -> None:
    document = json.loads(xiandao(*SMALL, "--json", "-q").out)
    assert document["schema_version"] == "1"
    assert document["months"] == {"2026-12": 24, "2027-06": 30}
    assert xiandao(*SMALL, "--csv", "-q").out.startswith("action,action_name,instrument,")


def test_the_usual_number_of_runs_follows_what_is_asked_for(xiandao) -> None:
    def runs(*words: str) -> str:
        lines = xiandao("value", *words, "--print-config", "--lang", "en").out.splitlines()
        return next(line for line in lines if line.startswith("runs"))

    assert "1000" in runs("--prices")
    assert " 200 " in f"{runs()} "


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--whole",), "whole: belongs to a price list"),
        (("--months", "60"), "months: belongs to a price list"),
        (("--prices", "--step", "50"), "step: has no meaning for a price list"),
        (("--prices", "--no-curves"), "no-curves: has no meaning for a price list"),
    ],
)
def test_options_of_the_other_kind_are_refused(xiandao, words: tuple[str, ...], sentence: str) -> None:
    done = xiandao("value", "template", "--runs", "4", *words, "--lang", "en")
    assert done.code == USAGE
    assert sentence in done.err


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("action", load_plan().actions, ids=lambda action: action.id)
def test_explain_tells_every_band_of_an_action_with_reason_and_evidence(xiandao, monkeypatch, action, lang) -> None:
    monkeypatch.setenv("COLUMNS", "3000")
    out = xiandao("explain", action.id, "--lang", lang).out
    tools = {tool.id for tool in load_plan().instruments if tool.action == action.id}
    bands = [band for band in load_price_bands() if (band.action, band.instrument in tools) == (action.id, True)]
    assert bands
    for band in bands:
        assert band.reason in out
        assert all(source in out for source in band.sources)


def test_explain_gives_price_units_and_confidence(xiandao, monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "3000")
    for lang, words in {
        "en": "by month 24: 0.4–2.1 (central 0.9) million CNY a unit, 48–250 (central 110) per 100 million CNY",
        "zh": "到第 24 个月：单价 40 万元–210 万元（中心 90 万元），每 1 亿元 48–250（中心 110）（证据）",
    }.items():
        assert words in xiandao("explain", "high-growth-firms", "--lang", lang).out
