"""``xiandao compare`` and ``xiandao value`` as a planner meets them: the invented city, run by the compiled engine."""

from __future__ import annotations

import csv
import io
import json

import pytest

from sim.model.tables.metrics import METRIC_INDEX, METRICS

FEW = ("--runs", "20", "-q")


def test_a_planners_question_in_one_command(xiandao):
    """Move 2 million from start-ups to pilot zones?"""
    outcome = xiandao("compare", "template", "--move", "start-ups:pilot-zones:2", "--runs", "40", "--lang", "en")
    assert outcome.code == 0
    assert "Template (invented), with 2 million CNY moved from" in outcome.out
    assert "Who loses" in outcome.out
    assert "rests on published studies and judgement" in " ".join(outcome.out.split())
    assert "results/compare-template-moved-40-1" in outcome.err.replace("\n", "")


def test_an_allocation_against_itself_is_equal_everywhere(xiandao):
    outcome = xiandao("compare", "template", "template", *FEW, "--lang", "en")
    assert outcome.code == 0
    assert " ± " not in outcome.out.split("Paired on")[0]
    assert "The allocations do not differ." in outcome.out
    assert "nobody is shown to lose" in outcome.out


def test_json_and_csv_are_plain(xiandao):
    document = json.loads(xiandao("compare", "template", "template-no-plan", *FEW, "--json").out)
    assert set(document["differences"]) == {"template-no-plan"}
    assert document["differences"]["template-no-plan"]["money"]["start-ups"] == -18.0
    rows = list(csv.DictReader(io.StringIO(xiandao("compare", "template", "template-no-plan", *FEW, "--csv").out)))
    assert {row["scenario"] for row in rows} == {"template", "template-no-plan"}


def test_reviews_are_told_in_words(xiandao):
    out = " ".join(xiandao("compare", "template", "template-no-plan", *FEW, "--lang", "en").out.split())
    meaning = METRICS[METRIC_INDEX["high_tech_first"]].meaning
    assert f"if {meaning} at 2026-01 is below 3, 50 % of the movable money" in out
    assert "moves money in" in out


def test_chinese_counts_in_yi(xiandao):
    outcome = xiandao("compare", "template", "--move", "start-ups:pilot-zones:0.05亿", *FEW, "--lang", "zh")
    assert outcome.code == 0
    assert "0.05 亿元由" in outcome.out
    assert "资金效应依据已发表的研究和判断" in outcome.out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("template",), "nothing to compare with; allowed: two scenarios, or one and a move of money"),
        (("template", "templat"), "unknown scenario (found 'templat')"),
        (("template", "--move", "start-ups:pilot-zone:1"), "did you mean 'pilot-zones'?"),
        (("template", "--move", "start-ups:pilot-zones:99"), "at most 12.0 million CNY (0.12 亿元), or all"),
        (("template", "--move", "start-ups:pilot-zones:-1"), "not an amount of money"),
        (("reference", "template"), "made for another plan"),
        (("template", "template", "--json", "--csv"), "exclude each other"),
        (("template", "template", "--effects-runs", "-1"), "--effects-runs: not a whole number in range"),
        (("template", "template", "--runs", "20", "--effects-runs", "40"), "effects runs: must be a whole number"),
    ],
)
def test_what_cannot_be_compared_is_one_sentence(xiandao, tmp_path, arguments, sentence):
    outcome = xiandao("compare", *arguments, "--lang", "en")
    assert outcome.code == 2
    assert sentence in outcome.err
    assert outcome.err.count("\n") <= 2
    assert "Traceback" not in outcome.err
    assert not (tmp_path / "results").exists()


def test_an_interrupt_prints_the_line_that_goes_on(xiandao, monkeypatch):
    from sim.study.record import Interrupted

    def stopped(*_, **__):
        raise Interrupted(None)

    monkeypatch.setattr("sim.analyses.compare.run.compare", stopped)
    monkeypatch.setattr("sim.analyses.value.run.value", stopped)
    outcome = xiandao("compare", "template", "--move", "start-ups:pilot-zones:2", "--seed", "7", "--lang", "en")
    assert outcome.code == 130
    assert "xiandao compare template --move start-ups:pilot-zones:2 --runs 1000 --seed 7" in outcome.err
    outcome = xiandao("value", "template", "--no-curves", "--step", "5", "--lang", "en")
    assert outcome.code == 130
    assert "xiandao value template --step 5.0 --no-curves --runs 200 --seed 1" in outcome.err
    assert outcome.err.endswith("--lang en\n")


def test_a_step_may_be_typed_with_its_unit(xiandao):
    for typed in ("5", "５", "500万", "0.05亿元"):
        outcome = xiandao("value", "template", "--runs", "8", "--step", typed, "--no-curves", "--json", "-q")
        steps = json.loads(outcome.out)["steps"]
        assert {step["amount"] for step in steps if step["action"] == "start-ups"} == {5.0, -5.0}


def test_the_value_of_every_action(xiandao):
    outcome = xiandao("value", "template", "--runs", "8", "--step", "5", "--lang", "en")
    assert outcome.code == 0
    for words in ("Expenditure, per 100 million CNY", "Capital, per 100 million CNY", "Saturation", "no effect shown"):
        assert words in outcome.out
    document = json.loads(xiandao("value", "template", "--runs", "8", "--step", "5", "--no-curves", "--json", "-q").out)
    assert [step["amount"] for step in document["steps"] if step["action"] == "start-ups"] == [5.0, -5.0]
    assert document["saturation"] == {}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("template", "--step", "0"), "step: not an amount of money (found '0')"),
        (("template", "--step", "-5"), "--step: not an amount of money (found '-5')"),
        (("template", "--step", "99999亿"), "(found '99999亿'); allowed: above 0, at most 5,000 million CNY"),
        (("template", "--step", "0,5亿"), "--step: a comma in a number only sets off thousands"),
        (("template", "--step", "nan"), "--step"),
        (("template", "--step", "viel"), "--step"),
        (("template", "--runs", "2"), "--runs: not a whole number in range"),
        (("templat",), "unknown scenario"),
    ],
)
def test_what_cannot_be_valued_is_one_sentence(xiandao, arguments, sentence):
    outcome = xiandao("value", *arguments, "--lang", "en")
    assert outcome.code == 2
    assert sentence in outcome.err
    assert "Traceback" not in outcome.err
