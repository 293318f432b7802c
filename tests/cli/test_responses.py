"""``xiandao value --responses``: the table on a terminal, how long it takes, where it is saved."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.app.cli.streams import SUCCESS, USAGE

SMALL = ("value", "template", "--responses", "--runs", "4", "--months", "24")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_table_is_printed_and_saved_in_a_folder_of_its_name(xiandao, lang: str) -> None:
    done = xiandao(*SMALL, "--lang", lang)
    assert done.code == SUCCESS
    told = {
        "en": ("what the agents do with the money", "By 2025-12", "Expected from studies"),
        "zh": ("各类主体怎么动", "到 2025-12", "研究预期"),
    }
    for words in told[lang]:
        assert words in done.out
    folder = Path("results/responses-template-24-months-4-1")
    assert str(folder / "responses.png") in done.err
    assert {"responses.csv", "responses.json", "responses.png"} <= {path.name for path in folder.iterdir()}
    assert ("20 runs (5 allocations, to month 24)" in done.err) == (lang == "en")


def test_a_folder_with_a_response_table_takes_no_price_list(xiandao) -> None:
    assert xiandao(*SMALL, "--out", "here", "-q").code == SUCCESS
    other = xiandao("value", "template", "--prices", "--runs", "4", "--out", "here", "-q", "--lang", "en")
    assert other.code == USAGE
    assert "xiandao value --responses" in other.err


def test_json_and_csv(xiandao) -> None:
    document = json.loads(xiandao(*SMALL, "--json", "-q").out)
    assert document["schema_version"] == "1"
    assert document["months"] == {"2025-12": 12, "2026-12": 24}
    assert {"action", "behaviour", "change", "expected", "verdict"} <= set(document["responses"][0])
    assert xiandao(*SMALL, "--csv", "-q").out.startswith("action,action_name,of,behaviour,")


def test_the_usual_number_of_runs_is_that_of_a_price_list(xiandao) -> None:
    lines = xiandao("value", "--responses", "--print-config", "--lang", "en").out.splitlines()
    assert "1000" in next(line for line in lines if line.startswith("runs"))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--responses", "--prices"), "responses: a price list and a response table are two results"),
        (("--responses", "--whole"), "whole: belongs to a price list"),
        (("--responses", "--step", "50"), "step: has no meaning for a response table"),
        (("--months", "60"), "months: belongs to a price list or a response table"),
    ],
)
def test_options_of_another_kind_are_refused(xiandao, words: tuple[str, ...], sentence: str) -> None:
    done = xiandao("value", "template", "--runs", "4", *words, "--lang", "en")
    assert done.code == USAGE
    assert sentence in done.err
