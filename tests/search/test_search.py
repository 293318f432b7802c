"""The search as a whole on a stand-in engine whose best allocation is known."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

import sim
from sim.analyses.search.objective import TIE_BREAK
from sim.analyses.search.worlds import OWN
from sim.errors import InputError
from sim.inputs.policy import load_scenario
from sim.study.chunks import Chunks
from sim.study.record import Interrupted

from .toy import stand_in, totals_of


def search(engine, *args, **options):
    return sim.search("reference", *args, **{"fitted": "prior", "simulate": engine, "estimate_runs": 100, **options})


@pytest.fixture(scope="module")
def made():
    engine = stand_in()
    return engine, search(engine, "expected", 1000, 1, estimate_runs=400)


def test_most_of_what_can_be_gained_is_found(made) -> None:
    """Regret 0 is the best allocation, 1 the even split; the median over seeds is in test_regret.py."""
    engine, result = made
    assert engine.regret(totals_of(result)) < 0.25
    assert result.worth.gain.shown
    assert result.worth.positive > 0.95


def test_the_reported_values_are_those_of_fresh_runs(made) -> None:
    engine, result = made
    for side, totals in (("scenario", engine.space.inputs.allocation.totals), ("winner", totals_of(result))):
        reported = getattr(result.worth, side)
        assert abs(reported.value - engine.expected(totals)) < 4 * reported.error
    assert [row.id for row in result.targets] == [target.id for target in result.plan.targets]
    assert sum(row.gain.value for row in result.targets if row.class_ in "AB") == pytest.approx(result.worth.gain.value)


def test_the_gain_under_each_lever_effect(made) -> None:
    """The stand-in's money does nothing, something, and more."""
    _, result = made
    none, discounted, full = (result.effects[mode] for mode in ("none", "discounted", "full"))
    assert (none.gain.value, none.gain.error, none.positive) == (0.0, 0.0, None)
    assert 0.0 < discounted.gain.value < full.gain.value
    assert discounted == result.worth


def test_money_adds_up(made) -> None:
    _, result = made
    assert len(result.money) == 13
    assert sum(row.winner for row in result.money) == pytest.approx(4500.0)
    assert sum(row.difference for row in result.money) == pytest.approx(0.0, abs=1e-6)
    assert all(row.winner >= row.committed - 1e-9 for row in result.money)
    assert result.table().columns[:6].tolist() == ["action", "name", "committed", "scenario", "winner", "difference"]


def test_scenario_and_even_split_are_always_among_the_finalists(made) -> None:
    _, result = made
    assert {"scenario", "even"} <= {one.name for one in result.finalists}
    assert result.winner_name == result.finalists[0].name  # shown to beat the scenario
    assert next(one for one in result.finalists if one.name == "scenario").runs == result.finalists[0].runs
    assert result.trace.simulations[-1] <= 750
    assert sum(one.runs for one in result.finalists) + result.trace.simulations[-1] <= 1000
    assert result.simulations == result.trace.simulations[-1] + sum(one.runs for one in result.finalists) + 3 * 2 * 400


def test_any_number_of_threads_gives_the_same_search(made) -> None:
    _, result = made
    again = search(stand_in(), "expected", 1000, 1, estimate_runs=400, threads=2)
    assert again.to_json() == result.to_json()
    assert search(stand_in(), "expected", 1000, 2, estimate_runs=400).digest != result.digest


def test_the_global_generator_is_neither_used_nor_moved() -> None:
    np.random.seed(5)  # noqa: NPY002
    before = np.random.get_state()[1].copy()  # noqa: NPY002
    one = search(stand_in(), "expected", 200, 1)
    assert (np.random.get_state()[1] == before).all()  # noqa: NPY002
    np.random.seed(6)  # noqa: NPY002
    assert search(stand_in(), "expected", 200, 1).digest == one.digest


def test_the_folder_holds_a_scenario_that_a_forecast_repeats(made, tmp_path: Path) -> None:
    """The report's runs are those of a forecast with the same seed, so the two agree to the last digit."""
    engine, result = made
    result.save(tmp_path)
    tables = {"money.csv", "targets.csv", "effects.csv", "trace.csv"}
    assert {"winner.toml", "search.json", "result.json", "manifest.json", *tables} == {
        path.name for path in tmp_path.iterdir()
    }
    json.loads((tmp_path / "search.json").read_text(encoding="utf-8"))
    winner = tmp_path / "winner.toml"
    assert load_scenario(winner).id == "reference-search"
    forecast = sim.forecast(winner, runs=400, seed=1, fitted="prior", simulate=engine)
    assert {t.id: t.model_probability for t in forecast.targets} == pytest.approx(
        {row.id: row.winner for row in result.targets}
    )
    assert forecast.joint.expected_met == pytest.approx(result.worth.winner.value)


def test_an_interrupted_search_goes_on_and_ends_alike(tmp_path: Path) -> None:
    whole = search(stand_in(), "expected", 600, 3, out=tmp_path / "whole")
    engine, stop_at = stand_in(), 300

    def interrupted(*args, **options):
        if engine.calls >= stop_at:
            raise KeyboardInterrupt
        return engine(*args, **options)

    with pytest.raises(Interrupted):
        search(interrupted, "expected", 600, 3, out=tmp_path / "cut")
    assert any((tmp_path / "cut").rglob("*.npz"))
    before = engine.calls
    stop_at = 10**9
    resumed = search(interrupted, "expected", 600, 3, out=tmp_path / "cut")
    assert resumed.to_json() == whole.to_json()
    assert engine.calls == whole.simulations  # nothing was run twice
    assert before >= 300
    names = [{path.relative_to(tmp_path / side) for path in (tmp_path / side).rglob("*")} for side in ("whole", "cut")]
    assert names[0] == names[1]
    for name in names[0]:
        assert (tmp_path / "whole" / name).read_bytes() == (tmp_path / "cut" / name).read_bytes()
    assert not Chunks(tmp_path / "cut").folder.exists()


def test_money_is_not_moved_for_nothing() -> None:
    """The stand-in's money does nothing: the scenario stays, whatever the counts of a few runs say."""
    still = stand_in().space.inputs.scenario.with_switches(lever_effects="none")
    result = sim.search(still, "expected", 400, 1, fitted="prior", simulate=stand_in(), estimate_runs=20)
    assert result.winner_name == "scenario"
    assert all(row.difference == 0.0 for row in result.money)
    assert result.worth.gain.value == 0.0


def test_where_no_run_meets_anything_counts_decide() -> None:
    """All targets at once: out of reach under both, and the winner raises the counts."""
    engine = stand_in()
    result = search(engine, "all", 400, 2)  # a seed with which, as meant here, not one run of a finalist meets all
    assert max(one.score for one in result.finalists) < TIE_BREAK
    assert engine.expected(totals_of(result)) > engine.expected(engine.space.inputs.allocation.totals)


def test_progress_reaches_its_end_and_the_best_so_far_is_told() -> None:
    seen, told = [], []
    search(stand_in(), "expected", 300, 1, progress=lambda done, total: seen.append((done, total)), report=told.append)
    assert seen[-1] == (300 + 6 * 100, 300 + 6 * 100)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert len(told) > 5


def test_bounds_and_budget_reach_the_winner() -> None:
    result = search(stand_in(), "expected", 300, 1, budget=5000, bounds={"locks": {"scenarios": 111}})
    money = {row.action: row for row in result.money}
    assert money["scenarios"].winner == pytest.approx(111.0)
    assert sum(row.winner for row in result.money) == pytest.approx(5000.0)
    assert "scenario" not in {one.name for one in result.finalists}  # it does not keep the lock
    assert result.command == (
        "python -c \"import sim; sim.search('reference', objective='expected', budget=5000, "
        "bounds={'locks': {'scenarios': 111}}, simulations=300, seed=1, estimate_runs=100, fitted='prior', "
        "simulate=..., out='search-again')\""
    )


def test_fields_and_calendar_are_searched_too() -> None:
    """The stand-in rewards one field and an early calendar for one action."""
    result = search(stand_in(by=("field", "year")), "expected", 800, 1, by=("field", "year"), estimate_runs=60)
    own, found = result.fields["humanoid-robots"]
    assert own == pytest.approx(1.0)
    assert found > 1.0
    year = next(row.first_year for row in result.money if row.action == "scenarios")
    assert year[0] == pytest.approx(0.5)
    assert year[1] > year[0]
    assert result.worth.gain.shown


def test_runs_that_fail_are_counted_and_left_out() -> None:
    engine = stand_in(fail=(3, 50))
    result = search(engine, "expected", 300, 1)
    assert result.runs_failed == 4  # two runs under each of two policies
    assert np.isfinite(result.worth.gain.value)


def test_a_robust_winner_loses_less_where_money_works_otherwise() -> None:
    """Under ``leniency`` the stand-in's targets live on other actions; the ordinary winner does badly there.

    The largest true regret is about 0.7 at best and 1.2 to 1.5 for ordinary winners.
    """
    engine = stand_in(reversed_by=("leniency", True))
    lenient = engine.space.inputs.scenario.with_switches(leniency=True)
    robust = search(engine, "expected", 4000, 2, robust="regret")
    plain = search(engine, "expected", 1000, 2)
    own = [engine.expected(totals_of(one)) for one in (robust, plain)]
    there = [engine.probabilities(totals_of(one), lenient).sum() for one in (robust, plain)]
    assert there[0] - there[1] > 0.3
    assert there[0] - there[1] > own[1] - own[0]
    report = {row.world: row for row in robust.robust.rows}
    assert report[OWN].worth.gain.value == pytest.approx(robust.worth.gain.value)
    assert report["leniency=true"].worth.gain.shown
    assert report["lever_effects=none"].worth.gain.value == 0.0
    assert robust.robust.regret[1] < robust.robust.regret[0]


def test_maximin_reports_the_lowest_value() -> None:
    result = search(stand_in(), "expected", 2000, 1, robust="maximin")
    assert result.robust.worst[1] == min(row.worth.winner.value for row in result.robust.rows)
    assert {row.world for row in result.robust.rows} >= {"crowding=out", "high-tech-firms=stock", "draws=worst-fifth"}


def test_a_front_is_unbeaten_and_saved() -> None:
    """One target against all others: its own two actions, or everybody's."""
    one = {"weights": {"high-tech-firms": 1.0}}
    result = search(stand_in(), [one, "expected"], 3000, 1, estimate_runs=200)
    assert len(result.front) >= 2
    first = [point.values[0].value for point in result.front]
    second = [point.values[1].value for point in result.front]
    assert first[0] - first[-1] > 0.05  # the ends of the front differ
    assert second[-1] - second[0] > 0.05
    assert result.winner.shares == result.front[0].scenario.shares
    assert [len(one) for one in (result.objectives, result.worths)] == [2, 2]


@pytest.mark.parametrize(
    ("args", "options", "named"),
    [
        ((), {"simulations": 199}, "simulations"),
        ((), {"simulations": 4000.5}, "simulations"),
        ((), {"seed": -1}, "seed"),
        ((), {"robust": "maximun"}, "did you mean 'maximin'"),
        ((), {"robust": "regret", "simulations": 1999}, "2,000"),
        ((["expected", "worst"],), {"robust": "regret"}, "one objective"),
        ((["expected", "expected"],), {}, "two different"),
        ((["expected", "worst", "all"],), {}, "two for a front"),
        ((["expected", "worst"],), {"simulations": 999}, "1,000"),
        ((), {"budget": 4500.0, "level": "low"}, "exclude each other"),
        ((), {"estimate_runs": 101}, "pairs"),
        ((), {"by": ["month"]}, "field"),
    ],
)
def test_bad_input_is_refused_before_anything_runs(args: tuple, options: dict, named: str) -> None:
    engine = stand_in()
    with pytest.raises(InputError, match=named):
        search(engine, *args, **options)
    assert engine.calls == 0
