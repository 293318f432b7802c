"""Response tables with known answers: what agents do by each month, signs of studies beside it, folders, refusals."""

from __future__ import annotations

import json
from functools import partial

import pytest

from sim.analyses.value.response import AGREES, CONTRADICTS, NO_SIGN, OPEN, verdict
from sim.analyses.value.response_views import bought_table, expected_words
from sim.analyses.value.run import value
from sim.analyses.value.views import screen
from sim.errors import InputError
from sim.inputs.evidence.response_signs import ResponseSign
from sim.language import LANGUAGES, text
from sim.language.refusals import translated
from sim.model.tables.behaviours import BEHAVIOURS, BOUGHT, KINDS
from sim.model.tables.metrics import METRIC_INDEX
from sim.results.folder import opened
from sim.results.table import Table
from sim.study.paired import Difference
from tests.marginal.cities import FLOW, LOST_TENANTS, UNSPENT, plain_scenario, responding_city

KEY = "key-technology"


def responded(**given):
    return value(**{"scenario": plain_scenario(), "runs": 60, "responses": True, "simulate": responding_city, **given})


@pytest.fixture(scope="module")
def result():
    return responded()


def test_months_twelve_the_plans_end_and_sixty_are_told_of_every_action_and_behaviour(result):
    assert result.months == (12, 24, 60)
    assert result.labels == ("2025-12", "2026-12", "2029-12")
    assert len(result.responses) == 4 * len(BEHAVIOURS) * 3
    assert result.actions == (KEY, "start-ups", "pilot-zones", "funds")
    assert {line.of for line in result.responses} == set(KINDS)


def test_a_flow_is_summed_up_to_the_month_and_divided_by_the_actions_money(result):
    """Nine of the action's 30 million CNY are subsidies: 12 million CNY a year of R&D a million of them."""
    for month in result.months:
        line = result.at(KEY, "research", month)
        assert line.change.value == pytest.approx(100.0 * FLOW * 0.3 * month / 12.0)
        assert line.change.error == pytest.approx(0.0, abs=1e-6)
        assert line.unspent == pytest.approx(UNSPENT)
        assert line.money == pytest.approx(30.0)


def test_a_stock_is_taken_at_the_end_of_the_month(result):
    tenants = [result.at("funds", "tenants", month).change.value for month in result.months]
    assert tenants == pytest.approx([0.0, -100.0 * LOST_TENANTS, -100.0 * LOST_TENANTS])


def test_private_money_is_what_rounds_and_funds_hold_less_the_public_capital(result):
    line = result.at("funds", "private_money", 60)
    assert line.change.value == pytest.approx(100.0 * (0.9 + 0.2 + 0.3 - 1.0))
    assert result.at("funds", "deal_money", 60).change.value == pytest.approx(90.0)


def test_what_no_run_moves_is_nothing_and_noise_is_not_shown(result):
    null = result.at("start-ups", "lab_spin_outs", 60)
    assert (null.change.value, null.change.error, null.change.shown) == (0.0, 0.0, False)
    noise = result.at("pilot-zones", "dry_powder", 60).change
    assert noise.error > 0.0
    assert not noise.shown


UP = ResponseSign("one/up", "one", "births", (24,), 1, None, ("priors:a",), "why")
NONE = ResponseSign("one/none", "one", "births", (24,), 0, 2.0, ("priors:a",), "why")


@pytest.mark.parametrize(
    ("change", "sign", "expected"),
    [
        (Difference(3.0, 1.0), UP, AGREES),
        (Difference(-3.0, 1.0), UP, CONTRADICTS),
        (Difference(1.0, 1.0), UP, OPEN),
        (Difference(-1.0, 1.0), UP, OPEN),
        (Difference(0.0, 0.0), UP, OPEN),
        (Difference(0.0, 0.0), NONE, AGREES),
        (Difference(-1.0, 0.5), NONE, AGREES),
        (Difference(1.0, 1.0), NONE, OPEN),
        (Difference(4.0, 1.0), NONE, CONTRADICTS),
        (Difference(-4.0, 1.0), NONE, CONTRADICTS),
        (Difference(9.0, 1.0), None, NO_SIGN),
    ],
)
def test_a_sign_agrees_or_contradicts_only_where_the_runs_show_it(change, sign, expected):
    assert verdict(change, sign) == expected


def test_signs_stand_beside_the_lines_they_are_about(result):
    subsidy = result.at(KEY, "research", 24)
    assert (subsidy.expected, subsidy.verdict, subsidy.sign) == (1, AGREES, "key-technology/research/24-60")
    assert result.at(KEY, "research", 12).verdict == NO_SIGN
    assert "priors:rd_bfb_meta" in result.signs["key-technology/research/24-60"].evidence
    null = result.at(KEY, "firms_of_start", 60)
    assert (null.expected, null.verdict) == (0, AGREES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_shown_change_against_the_evidence_is_said_so(lang):
    def shrinking(theta, totals, seeds, *, plan, **options):
        made = responding_city(theta, totals, seeds, plan=plan, **options)
        money = made.metrics[:, :, METRIC_INDEX["fund_public_capital"]]
        made.metrics[:, :, METRIC_INDEX["fund_investment"]] -= money
        return made

    result = responded(runs=8, simulate=shrinking)
    assert [(line.behaviour, line.month) for line in result.contradictions] == [("fund_investment", 60)]
    words = [block.words for block in screen(result, lang) if not isinstance(block, Table)]
    told = {"en": "contradict the evidence", "zh": "与证据相反"}[lang]
    assert any(told in line and text("responses.fund_investment", lang) in line for line in words)
    line = tuple(result.at("funds", "fund_investment", month) for month in result.months)
    contradicts = text("responses.contradicts", lang, months="2029-12")
    assert contradicts in expected_words(result, line, lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_screen_tells_what_money_buys_and_what_agents_do(result, lang):
    tables = [block for block in screen(result, lang) if isinstance(block, Table)]
    assert tables[0] == bought_table(result, lang)
    assert len(tables[0].heads) == 1 + len(BOUGHT)
    assert [len(row) for row in tables[0].rows] == [1 + len(BOUGHT)] * 4
    cells = [cell for table in tables for row in table.lines for cell in row]
    assert {"=", "–"} <= set(cells)
    assert any(cell.startswith("+36") for cell in cells)
    assert any(cell.startswith(("+ ", "+（")) for cell in cells)
    frame = result.table(lang)
    assert len(frame) == len(result.responses)
    row = frame[(frame["action"] == KEY) & (frame["behaviour"] == "research")].iloc[-1]
    assert (row["month"], row["expected"], row["verdict"]) == ("2029-12", 1.0, AGREES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_behaviour_has_a_name_and_its_columns_stand_in_the_record(lang):
    names = {text(f"responses.{one}", lang) for one in BEHAVIOURS}
    assert len(names) == len(BEHAVIOURS)
    assert all(text(f"responses.kind-{kind}", lang) for kind in KINDS)
    assert set(BOUGHT) <= set(BEHAVIOURS)
    for one in BEHAVIOURS.values():
        assert set(one.plus + one.minus) <= set(METRIC_INDEX)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_money_there_is_nothing_to_respond_to(lang, tmp_path):
    result = responded(scenario="template-no-plan", runs=4)
    assert (result.responses, result.actions, result.signs) == ((), (), {})
    assert text("responses.no-money", lang) in [block.words for block in screen(result, lang)]
    assert len(result.table(lang)) == 0
    result.save(tmp_path, charts=True, lang=lang)
    assert opened(tmp_path).to_json() == result.to_json()


def test_the_folder_is_opened_with_every_number(result, tmp_path):
    result.save(tmp_path, charts=True)
    again = opened(tmp_path)
    assert type(again) is type(result)
    assert again.responses == result.responses
    assert again.signs == result.signs
    document = json.loads((tmp_path / "responses.json").read_text(encoding="utf-8"))
    assert again.to_json() == result.to_json() == document
    assert document["schema_version"] == "1"
    assert {"responses.csv", "responses.png", "responses.svg"} <= {path.name for path in tmp_path.iterdir()}


def test_the_same_bytes_after_an_interruption(tmp_path):
    calls = []

    def counted(*arguments, **options):
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return responding_city(*arguments, **options)

    run = partial(responded, runs=8, simulate=counted)
    with pytest.raises(KeyboardInterrupt):
        run(out=tmp_path / "cut")
    run(out=tmp_path / "cut")
    assert len(calls) == 6  # a baseline and four actions, one of them begun twice
    run(out=tmp_path / "whole")
    for name in ("responses.json", "responses.csv"):
        assert (tmp_path / "cut" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()


def test_kept_runs_of_a_price_list_are_not_taken_for_those_of_a_response_table(tmp_path):
    """Both keep runs of the same allocations in the same folder, and other months of them."""

    def stopping(*arguments, **options):
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return responding_city(*arguments, **options)

    calls = []
    with pytest.raises(KeyboardInterrupt):
        responded(runs=8, prices=True, responses=False, simulate=stopping, out=tmp_path)
    result = responded(runs=8, out=tmp_path)
    assert result.responses == responded(runs=8).responses


def test_progress_counts_what_was_announced():
    said, seen = [], []
    responded(runs=8, report=said.append, progress=lambda done, total: seen.append((done, total)))
    (work,) = said
    assert (work.allocations, work.runs, work.length) == (5, 8, 60)
    assert work.total == seen[-1][0] == seen[-1][1]


def test_runs_that_end_with_the_plan_tell_two_months():
    result = responded(runs=8, months=24)
    assert result.months == (12, 24)
    for lang in LANGUAGES:
        assert any(isinstance(block, Table) for block in screen(result, lang))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"step": 50.0}, "step: has no meaning for a response table"),
        ({"curves": False}, "no-curves: has no meaning for a response table"),
        ({"whole": True}, "whole: belongs to a price list: ask for prices as well"),
        ({"prices": True}, "responses: a price list and a response table are two results: ask for one of them"),
        ({"responses": False, "months": 60}, "months: belongs to a price list or a response table: ask for prices or"),
        ({"months": 12}, "months: shorter than the plan, whose targets are counted at its end"),
        ({"months": 61}, "months: further than a forecast goes"),
        ({"runs": 2}, "runs: too few runs for an error"),
    ],
)
def test_what_does_not_fit_is_refused_in_a_sentence_of_both_languages(given, sentence):
    with pytest.raises(InputError) as refusal:
        responded(**{"runs": 8, **given})
    assert str(refusal.value).startswith(sentence)
    assert translated(refusal.value.problem, "zh") != str(refusal.value.problem)


def test_an_unknown_action_is_refused_with_the_nearest_name(result):
    with pytest.raises(InputError, match="did you mean 'funds'"):
        result.of("fund")


def test_the_compiled_city_gives_the_same_table_for_any_number_of_threads():
    one, two = (value("template", runs=4, responses=True, months=24, threads=threads) for threads in (1, 2))
    assert one.to_json() == two.to_json()
    assert one.command == "xiandao value template --responses --months 24 --runs 4 --seed 1"
    assert one.at("funds", "fund_commitments", 24).change.value > 0.0
