"""Comparisons with known answers: nothing against nothing, planted effects, reviews that fire or do not."""

from __future__ import annotations

import json

import numpy as np
import pytest

from sim.analyses.compare.run import compare
from sim.errors import InputError
from sim.inputs.plan import load_plan
from sim.inputs.policy import load_scenario
from sim.study.record import Interrupted

PER_MILLION = 0.05


@pytest.fixture(scope="module")
def template():
    return load_plan("template")


@pytest.fixture(scope="module")
def scenario(template):
    return load_scenario("template", template)


def richer(scenario, million):
    """The template with ``million`` CNY more for its first action."""
    shares = {**scenario.shares, "key-technology": scenario.shares["key-technology"] + million / 60.0}
    return scenario.model_copy(update={"id": "richer", "shares": shares})


def test_an_allocation_against_itself_shows_no_difference_at_all():
    """The compiled city, run twice over: every difference is 0 with error 0, and "=" everywhere."""
    result = compare("template", "template", runs=40, effects_runs=20)
    (side,) = result.sides
    everything = [*side.probability.values(), *side.count.values(), *side.firms.values()]
    everything += [side.all_met, side.expected_met, side.attainment, side.all_firms]
    everything += [gain.attainment for gain in side.gains.values()]
    assert {(one.value, one.error, one.shown) for one in everything} == {(0.0, 0.0, False)}
    assert {gain.positive for gain in side.gains.values()} == {None}
    assert side.losers == ((), (), ())
    assert not result.table()["shown"].any()
    assert [forecast.scenario.id for forecast in result.forecasts] == ["template", "template-2"]


def test_a_planted_effect_is_found_without_error(toy, scenario):
    result = compare(scenario, richer(scenario, 2.0), runs=200, effects_runs=100, simulate=toy)
    (side,) = result.sides
    change = side.count["scenarios"]
    assert change.value == pytest.approx(0.5 * PER_MILLION * 2.0)
    assert change.error == pytest.approx(0.0, abs=1e-12)
    assert change.sign == 1
    others = [one for id, one in side.count.items() if id != "scenarios"]
    assert {one.value for one in others} == {0.0}
    gains = {mode: gain.attainment.value for mode, gain in side.gains.items()}
    assert gains["none"] == 0.0
    assert min(gains["discounted"], gains["full"]) > 0.0
    assert side.gains["none"].positive is None
    assert side.gains["full"].positive > 0.99


def test_the_expected_number_met_is_the_sum_of_its_parts(toy, scenario):
    result = compare(scenario, richer(scenario, 3.0), runs=300, effects_runs=0, simulate=toy)
    (side,) = result.sides
    together = result.first.joint.targets
    assert side.expected_met.value == pytest.approx(sum(side.probability[id].value for id in together))
    assert side.gains == {}


def test_who_gives_money_and_who_loses_by_it(toy, scenario):
    result = compare(richer(scenario, 3.0), scenario, runs=200, effects_runs=0, simulate=toy)
    targets, _, actions = result.sides[0].losers
    assert targets == ("scenarios",)
    assert actions == ("key-technology",)


def test_everything_is_counted_as_the_first_scenario_does(toy, scenario, template):
    other = load_scenario("template-no-plan", template)
    asked = other.model_copy(update={"targets": {}})
    result = compare(scenario, asked, runs=40, effects_runs=0, simulate=toy)
    assert set(result.recounted[asked.id]) == {"high-tech-firms", "scenarios"}
    readings = [[target.threshold for target in forecast.targets] for forecast in result.forecasts]
    assert readings[0] == readings[1]


def test_a_move_makes_a_scenario_of_its_own(toy, scenario):
    result = compare(scenario, moves=["start-ups:key-technology:6"], runs=40, effects_runs=0, simulate=toy)
    money = result.sides[0].money
    assert money["start-ups"] == pytest.approx(-6.0)
    assert money["key-technology"] == pytest.approx(6.0)
    assert sum(money.values()) == pytest.approx(0.0, abs=1e-9)
    assert result.sides[0].count["scenarios"].value == pytest.approx(0.5 * PER_MILLION * 6.0)


def test_failed_runs_drop_out_in_pairs(toy, scenario):
    def lame(*arguments, **options):
        return toy(*arguments, fail=(3, 8), **options)

    result = compare(scenario, richer(scenario, 2.0), runs=60, effects_runs=0, simulate=lame)
    assert result.sides[0].count["scenarios"].value == pytest.approx(0.5 * PER_MILLION * 2.0)
    assert result.first.runs_failed == 2


def reviewed(scenario, **rule):
    from sim.inputs.policy.schema import Review

    document = {"metric": "firms", "at": "2025-Q3", "from": "start-ups", "to": "pilot-zones", "part": 1.0, **rule}
    return scenario.model_copy(update={"id": "reviewed", "reviews": (Review.model_validate(document),)})


def test_a_review_that_never_fires_changes_nothing_exactly(scenario):
    """Compiled: to the last bit, in every metric of every month."""
    plain = scenario.model_copy(update={"reviews": ()})
    for rule in ({"below": 0}, {"at_least": 1e9}):
        result = compare(plain, reviewed(scenario, **rule), runs=20, effects_runs=0)
        own, other = result.forecasts
        assert np.array_equal(own.metrics, other.metrics)
        worth = result.adaptivity["reviewed"]
        assert worth.fired == (0.0,)
        assert {one.value for one in worth.counts.values()} == {0.0}


def test_a_review_that_always_fires_moves_the_movable_money(scenario, template):
    result = compare(reviewed(scenario, at_least=1.0), scenario, runs=20, effects_runs=0)
    adaptive = result.first
    assert result.adaptivity["reviewed"].fired == (1.0,)
    place = template.action_index
    released = adaptive.action_money[:, [place["start-ups"], place["pilot-zones"]], 0]
    without = result.forecasts[1].action_money[:, [place["start-ups"], place["pilot-zones"]], 0]
    assert not np.array_equal(released, without)
    # start-ups hold 18 million, 6 of them committed; by October 2025 half of the calendar has passed
    months = result.first.plan.months
    assert months == 24
    assert (adaptive.metrics[:, -1] != result.forecasts[1].metrics[:, -1]).any()


def test_an_interrupted_comparison_goes_on_where_it_stopped(toy, scenario, tmp_path):
    calls = []

    def counted(*arguments, **options):
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return toy(*arguments, **options)

    other = richer(scenario, 2.0)
    with pytest.raises(Interrupted):
        compare(scenario, other, runs=200, effects_runs=20, simulate=counted, out=tmp_path / "cut")
    compare(scenario, other, runs=200, effects_runs=20, simulate=counted, out=tmp_path / "cut")
    finished_before, made_after = 2, len(calls) - 3
    calls += [1, 1, 1]  # no third call any more
    begun = len(calls)
    compare(scenario, other, runs=200, effects_runs=20, simulate=counted, out=tmp_path / "whole")
    assert made_after == len(calls) - begun - finished_before
    whole, cut = ((tmp_path / name / "comparison.json").read_bytes() for name in ("whole", "cut"))
    assert whole == cut
    assert all((tmp_path / "cut" / name).is_file() for name in ("comparison.png", "comparison.svg"))
    assert not (tmp_path / "cut" / ".unfinished").exists()


def test_the_folder_holds_scenarios_that_load(toy, scenario, template, tmp_path):
    result = compare(
        scenario, moves=["start-ups:pilot-zones:all"], runs=40, effects_runs=20, simulate=toy, out=tmp_path
    )
    again = load_scenario(tmp_path / "inputs" / "template-moved.toml", template)
    assert again.shares == pytest.approx(dict(result.forecasts[1].scenario.shares))
    document = json.loads((tmp_path / "comparison.json").read_text(encoding="utf-8"))
    assert document["differences"]["template-moved"]["money"]["start-ups"] == pytest.approx(-12.0)
    assert len((tmp_path / "targets.csv").read_text(encoding="utf-8-sig").splitlines()) == 1 + 2 * len(template.targets)
    assert len(result.effects_table()) == 2 * 3


def test_what_cannot_be_compared(scenario):
    with pytest.raises(InputError, match="nothing to compare with"):
        compare("template", runs=20)
    with pytest.raises(InputError, match=r"another plan \(found 'template'\); allowed: hangzhou"):
        compare("reference", "template", runs=20)
    with pytest.raises(InputError, match="too many scenarios"):
        compare(*["template"] * 9, runs=20)
    with pytest.raises(InputError, match="effects runs: must be a whole number"):
        compare("template", "template", runs=20, effects_runs=40)
