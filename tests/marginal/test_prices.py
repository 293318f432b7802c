"""Price lists with known answers: linear, saturating and null effects, both horizons, bands, thirds, folders."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial

import pytest

from sim.analyses.value.banded import compared
from sim.analyses.value.portions import portions
from sim.analyses.value.price import ABOVE, BELOW, INSIDE, MARGINAL, UNCLEAR
from sim.analyses.value.run import value
from sim.analyses.value.views import screen
from sim.errors import InputError
from sim.inputs.evidence.price_bands import load_price_bands
from sim.language import LANGUAGES
from sim.results.folder import opened
from sim.results.table import Table
from sim.study.inputs import gather
from sim.study.paired import SHOWN, Difference
from tests.marginal.cities import FLOW, GAIN, HALF, LAUNCHED, LEADING, LOST, UNSPENT, plain_scenario, priced_city

KEY, GRANTS, SUBSIDY = "key-technology", "project-grants", "research-subsidy"


def listed(**given):
    return value(**{"scenario": plain_scenario(), "runs": 60, "prices": True, "simulate": priced_city, **given})


@pytest.fixture(scope="module")
def result():
    return listed(whole=True)


def line(result, metric, action=KEY, instrument=None, month=24, **chosen):
    """The one line of a metric; ``chosen``: kind, times, target."""
    chosen = {"times": 1.0, **chosen}
    lines = result.of(action, instrument, chosen.pop("kind", "average"))
    (found,) = [
        one
        for one in lines
        if (one.metric, one.month) == (metric, month) and all(getattr(one, name) == x for name, x in chosen.items())
    ]
    return found


def test_a_linear_effect_has_its_units_and_price_to_the_digit(result):
    """12 of the action's 30 million CNY are grants: 10 projects per 100 million of grants are 4 of the action."""
    of_action, of_grants = (line(result, "projects_launched", instrument=one) for one in (None, GRANTS))
    assert of_grants.units.value == pytest.approx(100.0 * LAUNCHED)
    assert of_grants.price == pytest.approx(10.0)
    assert of_grants.money == pytest.approx(12.0)
    assert of_action.units.value == pytest.approx(4.0)
    assert of_action.price == pytest.approx(25.0)
    assert of_action.units.error == pytest.approx(0.0, abs=1e-9)
    assert line(result, "projects_launched", instrument=SUBSIDY).units.value == pytest.approx(0.0)


def test_the_same_run_gives_both_horizons_and_the_share_delivered(result):
    assert result.months == (24, 60)
    assert result.labels == ("2026-12", "2029-12")
    first, last = (line(result, "projects_accepted", instrument=GRANTS, month=month) for month in (24, 60))
    assert (first.units.value, last.units.value) == pytest.approx((5.0, 10.0))
    assert result.delivery(first) == result.delivery(last) == pytest.approx(0.5)
    assert result.delivery(line(result, "projects_launched")) == pytest.approx(1.0)
    assert result.delivery(line(result, "city_zones_completed", "pilot-zones")) is None


def test_averages_and_marginal_effects_of_a_saturating_count(result):
    """Nine million CNY of money, and steps of twenty either way, not below nothing."""

    def gain(money):
        return GAIN * money / (money + HALF)

    average = line(result, "scenarios_listed", "pilot-zones")
    assert average.units.value == pytest.approx(100.0 * gain(9.0) / 9.0)
    marginal = result.marginals(average)
    for times in (0.5, 1.0, 2.0):
        low, high = max(9.0 * times - 20.0, 0.0), 9.0 * times + 20.0
        assert marginal[times].money == pytest.approx(high - low)
        assert marginal[times].units.value == pytest.approx(100.0 * (gain(high) - gain(low)) / (high - low))
    assert marginal[0.5].units.value > marginal[2.0].units.value
    assert marginal[1.0].thirds is None


def test_what_is_not_shown_has_no_price_but_a_bound(result):
    null = line(result, "city_zones_completed", "pilot-zones")
    assert not null.units.shown
    assert null.units.error > 0.0
    assert null.price is None
    assert null.price_range == (None, None)
    assert null.more_than == pytest.approx(100.0 / (null.units.value + SHOWN * null.units.error))


def test_no_price_where_money_lowers_a_count_or_no_run_differs(result):
    lost = line(result, "projects_met_aim", instrument=SUBSIDY)
    assert lost.units.value == pytest.approx(-100.0 * LOST)
    assert lost.units.shown
    nothing = line(result, "high_tech_first")
    for one in (lost, nothing):
        assert (one.price, one.more_than) == (None, None)


def test_a_price_has_the_interval_of_its_units(result):
    one = replace(line(result, "projects_launched"), units=Difference(4.0, 1.0))
    assert one.price_range == pytest.approx((100.0 / (4.0 + SHOWN), 100.0 / (4.0 - SHOWN)))
    assert replace(one, units=Difference(4.0, 3.0)).price is None


def test_unspent_money_and_units_of_what_was_taken_up(result):
    one = line(result, "projects_launched", instrument=GRANTS)
    assert one.unspent == pytest.approx(UNSPENT)
    assert one.taken_up is not None
    assert one.taken_up.value == pytest.approx(one.units.value / (1.0 - UNSPENT))


def test_yearly_flows_are_summed_up_to_the_month(result):
    for month in (24, 60):
        one = line(result, "research", instrument=SUBSIDY, month=month)
        assert one.units.value == pytest.approx(100.0 * FLOW * month / 12.0)
        assert one.target is None


def test_the_range_over_the_unknown_is_by_thirds_of_the_leading_parameter():
    result = listed(runs=200)
    found = line(result, "high_tech_earned", "start-ups").thirds
    assert found is not None
    assert found.parameter == LEADING
    assert found.correlation > 0.99
    assert found.low.value < found.middle.value < found.high.value
    whole = line(result, "high_tech_earned", "start-ups").units.value
    mean = (33 * found.low.value + 33 * found.middle.value + 34 * found.high.value) / 100
    assert mean == pytest.approx(whole, rel=0.03)  # of a hundred draws the first third has one more
    assert line(result, "projects_launched").thirds is None


def test_bands_are_held_against_the_instrument_and_times_its_share_against_the_action(result):
    grants = line(result, "projects_launched", instrument=GRANTS).band
    assert grants is not None
    assert (grants.ids, grants.low, grants.high) == (("projects-city/by_month_24",), 5.8, 44.0)
    assert (grants.verdict, grants.partly) == (INSIDE, False)
    action = line(result, "projects_launched", month=60).band
    assert action is not None
    assert (action.low, action.high) == pytest.approx((0.4 * 6.3, 0.4 * 48.0))
    assert action.partly
    assert result.reasons[grants.ids[0]] == "the row begun, over the share counted by then"
    assert line(result, "projects_launched", instrument=SUBSIDY).band is None
    lists = line(result, "scenarios_listed", "pilot-zones").band
    assert lists is None  # the bands of another action's instrument are not this one's
    marginal = line(result, "projects_launched", kind=MARGINAL)
    assert marginal.band is None


@pytest.mark.parametrize(
    ("units", "verdict"),
    [
        (Difference(10.0, 1.0), INSIDE),
        (Difference(1.0, 1.0), BELOW),
        (Difference(90.0, 1.0), ABOVE),
        (Difference(5.0, 1.0), UNCLEAR),
        (Difference(46.0, 2.0), UNCLEAR),
        (Difference(0.0, 0.0), BELOW),
    ],
)
def test_a_verdict_is_given_where_the_whole_interval_is_on_one_side(units, verdict):
    (portion,) = [one for one in portions(gather(plain_scenario()), instruments=True) if one.instrument == GRANTS]
    found = compared(load_price_bands(), portion, "projects_launched", 24, units)
    assert found is not None
    assert found.verdict == verdict
    assert compared(load_price_bands(), portion, "projects_launched", 48, units) is None


def test_every_reading_of_every_target_and_what_was_earned_is_there(result):
    for target in result.plan.targets:
        lines = [one for one in result.of("funds") if one.target == target.id and one.month == 24]
        readings = {reading.id for reading in target.readings} | ({"earned"} if target.earned else set())
        assert {one.reading for one in lines} == readings
        assert sum(one.primary for one in lines) == 1
    # the scenario counts listed scenarios, and so does the list
    assert [one.reading for one in result.of("funds") if one.primary and one.target == "scenarios"] == ["listed"] * 2


def test_only_averages_of_actions_by_default():
    result = listed(runs=8)
    assert {(one.instrument, one.kind) for one in result.prices} == {(None, "average")}


def test_runs_that_end_with_the_plan_have_one_horizon():
    result = listed(runs=8, months=24)
    assert result.months == (24,)
    assert result.labels == ("2026-12",)
    assert result.delivery(line(result, "projects_launched")) is None
    assert line(result, "projects_launched").units.value == pytest.approx(4.0)
    for lang in LANGUAGES:
        assert any(isinstance(block, Table) for block in screen(result, lang))


def test_instruments_whose_action_a_review_moves_stand_together():
    result = listed(scenario="template", runs=8, whole=True)
    assert result.together == ("start-ups", "pilot-zones")
    told = {one.instrument for one in result.prices}
    assert {GRANTS, SUBSIDY} <= told
    assert not {"start-up-vouchers", "zone-preparation"} & told
    words = " ".join(block.words for block in screen(result, "zh") if not isinstance(block, Table))
    assert "评估" in words


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_screen_says_units_prices_and_bands(result, lang):
    tables = [block for block in screen(result, lang) if isinstance(block, Table)]
    cells = [cell for table in tables for row in table.lines for cell in row]
    assert any("5.8–44" in cell for cell in cells)
    assert "=" in cells
    assert ("10" if lang == "en" else "1,000 万元") in " ".join(cells)
    assert any(cell.startswith(">") for cell in cells)
    frame = result.table(lang)
    assert len(frame) == len(result.prices)
    row = frame[(frame["instrument"] == GRANTS) & (frame["metric"] == "projects_launched")].iloc[0]
    assert row["units"] == pytest.approx(10.0)
    assert row["band_verdict"] == INSIDE


def test_the_folder_is_opened_with_every_number(result, tmp_path):
    result.save(tmp_path, charts=True)
    again = opened(tmp_path)
    assert type(again) is type(result)
    assert again.prices == result.prices
    assert again.to_json() == result.to_json() == json.loads((tmp_path / "prices.json").read_text(encoding="utf-8"))
    names = {"prices.csv", "prices.json", "prices.png", "prices-by-action.svg", "prices-by-instrument.png"}
    assert names <= {path.name for path in tmp_path.iterdir()}


def test_the_same_bytes_after_an_interruption(tmp_path):
    calls = []

    def counted(*arguments, **options):
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return priced_city(*arguments, **options)

    run = partial(listed, runs=8, simulate=counted)
    with pytest.raises(KeyboardInterrupt):
        run(out=tmp_path / "cut")
    run(out=tmp_path / "cut")
    assert len(calls) == 6  # a baseline and four actions, one of them begun twice
    run(out=tmp_path / "whole")
    for name in ("prices.json", "prices.csv", "prices.png"):
        assert (tmp_path / "cut" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()


def test_progress_counts_what_was_announced():
    said, seen = [], []
    listed(runs=8, whole=True, report=said.append, progress=lambda done, total: seen.append((done, total)))
    (work,) = said
    # four actions, three of them with four instruments and one with three, seven allocations each, and the baseline
    assert work.allocations == 1 + 7 * (4 + 15)
    assert work.total == seen[-1][0] == seen[-1][1]
    assert (work.runs, work.length) == (8, 60)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"step": 50.0}, "step: has no meaning for a price list"),
        ({"curves": False}, "no-curves: has no meaning for a price list"),
        ({"prices": False, "whole": True}, "whole: belongs to a price list: ask for prices as well"),
        (
            {"prices": False, "months": 60},
            "months: belongs to a price list or a response table: ask for prices or responses as well",
        ),
        ({"months": 12}, "months: shorter than the plan, whose targets are counted at its end"),
        ({"months": 61}, "months: further than a forecast goes"),
        ({"runs": 2}, "runs: too few runs for an error"),
    ],
)
def test_what_does_not_fit_is_refused_in_a_sentence(given, sentence):
    with pytest.raises(InputError) as refusal:
        listed(**{"runs": 8, **given})
    assert str(refusal.value).startswith(sentence)


def test_an_engine_that_does_not_go_on_is_refused():
    def short(*arguments, months=None, **options):
        return priced_city(*arguments, **options)

    with pytest.raises(InputError, match="the engine made runs of 24 months"):
        listed(runs=8, simulate=short)


def test_failed_runs_are_left_out():
    def failing(theta, totals, seeds, **options):
        made = priced_city(theta, totals, seeds, **options)
        made.status[seeds[:, 1] == 3] = 3
        return made

    result = listed(runs=8, simulate=failing)
    assert result.provenance["runs_failed"] == 1
    assert line(result, "projects_launched").units.value == pytest.approx(4.0)


def test_the_compiled_city_gives_the_same_list_for_any_number_of_threads():
    one, two = (value("template", runs=8, prices=True, threads=threads) for threads in (1, 2))
    assert one.to_json() == two.to_json()
    assert one.command == "xiandao value template --prices --runs 8 --seed 1"
    assert line(one, "projects_launched").units.value > 0.0


def test_a_portion_with_the_references_money_has_the_references_totals():
    inputs = gather("reference")
    for portion in portions(inputs, instruments=True):
        assert (portion.totals(portion.money) == portion.inputs.allocation.totals).all()
        assert portion.totals(0.0)[portion.column] == 0.0
