"""The whole way on a toy city with known answers."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest

from sim.analyses.sensitivity.common_numbers import CommonNumbers, factors_of
from sim.analyses.sensitivity.indices import variance_indices
from sim.analyses.sensitivity.tornado import PARAMETER
from sim.errors import InputError
from sim.study.chunks import FOLDER
from sim.study.inputs import gather
from sim.study.record import Interrupted
from sim.study.repeating import Given
from sim.study.study import Study

MOVING = ("breakthroughs", "city-zones", "scenarios")
ALWAYS, NEVER = "high-tech-firms", "fund-system"


def phi(z: float) -> float:
    from math import erf

    return 0.5 * (1.0 + erf(z / sqrt(2.0)))


def test_fixed_parameters_are_left_out(made) -> None:
    assert made.factors == 3
    assert made.kept == ("weak", "strong")


@pytest.mark.parametrize("target", MOVING)
def test_screening_ranks_by_effect_and_the_inert_one_is_exactly_nought(made, target: str) -> None:
    effects = made.target(target).effects
    assert [one.parameter for one in effects] == ["strong", "weak", "inert"]
    assert effects[0].mu_star == pytest.approx(2.0 * effects[1].mu_star)
    assert effects[2].mu_star == 0.0


@pytest.mark.parametrize("target", MOVING)
def test_indices_of_the_count_hold_the_parameters_alone(made, target: str) -> None:
    """Variances 4 and 1, chance left out: 0.8 and 0.2."""
    indices = {one.factor: one for one in made.target(target).indices}
    assert indices["strong"].first == pytest.approx(0.8, abs=0.05)
    assert indices["weak"].total == pytest.approx(0.2, abs=0.05)
    assert made.target(target).indices[-1].grouped
    assert made.target(target).indices[-1].total == 0.0
    assert sum(one.total for one in made.target(target).indices) == pytest.approx(1.0, abs=0.1)


def test_chance_is_estimated_apart(made) -> None:
    """1 of 4 + 1 + 1; standard error of an intraclass correlation over 2,000 pairs: about 0.01."""
    assert made.target("scenarios").chance == pytest.approx(1.0 / 6.0, abs=0.03)


def test_without_common_numbers_the_total_indices_hold_the_chance_of_every_run(toy, made) -> None:
    inputs = gather("template", parameters=toy.table())
    factors = factors_of(inputs)
    common = CommonNumbers(Study(Given((), [inputs], simulate=toy.simulate)), factors, ("scenarios",), 1)

    class Independent:
        def __call__(self, u):
            rng = np.random.default_rng(5)
            return common(u)[:, :1] + 3.0 * 0.05 * rng.normal(size=(len(u), 1)) * toy.STRONG

    own = variance_indices(common, factors.names, [1, 2], 512, seed=1)
    other = variance_indices(Independent(), factors.names, [1, 2], 512, seed=1)
    assert own.total[:, 0].sum() == pytest.approx(1.0, abs=0.1)
    assert other.total[:, 0].sum() > 1.5


@pytest.mark.parametrize("name", ["strong", "weak"])
def test_the_tornado_is_that_of_the_normal_model(made, name: str) -> None:
    """Count met with probability Phi((level - mark) / spread) for a parameter held at a quantile.

    2,000 runs in pairs: standard error of a probability below 0.016; 0.05 is three of them.
    """
    bars = {bar.factor: bar for bar in made.target("scenarios").bars if bar.kind == PARAMETER}
    slope = {"strong": 2.0, "weak": 1.0}[name]
    rest = sqrt(6.0 - slope**2)
    mark = 0.98 * 20.0 - 20.0
    z = 1.2815515655446004
    at = {side: phi((side * slope * z - mark) / rest) for side in (-1, 1)}
    usual = phi(-mark / sqrt(6.0))
    bar = bars[name]
    assert bar.low.value == pytest.approx(at[-1] - usual, abs=0.05)
    assert bar.high.value == pytest.approx(at[1] - usual, abs=0.05)
    assert bar.swing.value == pytest.approx(at[1] - at[-1], abs=0.05)
    assert bar.swing.shown
    assert (bar.low_value, bar.high_value) == pytest.approx((-z, z))


def test_a_switch_without_effect_is_not_shown(made) -> None:
    switches = [bar for bar in made.target("scenarios").bars if bar.kind != PARAMETER]
    assert {bar.factor for bar in switches} >= {"crowding=in", "lever_effects=none"}
    assert not any(bar.swing.shown for bar in switches)
    assert made.target("scenarios").split.structure == pytest.approx(0.0, abs=1e-12)


def test_the_split_is_that_of_met_or_not_and_sums_to_one(made) -> None:
    split = made.target("scenarios").split
    assert split.parameter + split.chance + split.definition + split.structure == pytest.approx(1.0)
    assert 0.5 < split.parameter < 0.75


def test_what_always_holds_varies_in_count_only(made) -> None:
    target = made.target(ALWAYS)
    assert (target.probability, target.split, target.indices_met, target.worths) == (1.0, None, (), ())
    assert target.indices
    assert target.varies


def test_what_never_moves_says_so_without_nan(made) -> None:
    target = made.target(NEVER)
    assert (target.effects, target.indices, target.chance, target.split) == ((), (), None, None)
    assert not target.varies
    from sim.analyses.sensitivity.views import notes, screen
    from sim.results.table import Table

    assert any("Nothing varies" in sentence for sentence in notes(made, "en"))
    tables = [block for block in screen(made, "zh") if isinstance(block, Table)]
    assert tables
    assert not any("nan" in cell for table in tables for row in table.lines for cell in row)


def test_the_value_of_information_ranks_the_parameters(made) -> None:
    worths = made.target("scenarios").worths
    assert [one.parameter for one in worths] == ["strong", "weak"]
    assert all(one.shown for one in worths)
    assert 0.35 < worths[0].value < 0.6


def test_a_decision_turns_on_the_parameter_that_divides_the_scenarios(analyse, toy) -> None:
    """Under the alternative ``strong`` counts double: better when it is high, worse when it is low."""
    engine = lambda *given, **named: toy.simulate(*given, shift={"template-no-plan": 4.0}, **named)  # noqa: E731
    result = analyse(against=["template-no-plan"], simulate=engine, runs=3000, keep=3)
    decision = result.decision
    assert [one.scenario for one in decision.alternatives] == ["template", "template-no-plan"]
    assert decision.targets == 4
    assert decision.worths[0].parameter == "strong"
    assert decision.worths[0].shown
    assert not next(one for one in decision.worths if one.parameter == "inert").shown


def test_no_choice_without_alternatives(made) -> None:
    assert made.decision is None
    assert len(made.table("decision")) == 0


def test_the_same_seed_gives_the_same_answer_and_another_another(analyse) -> None:
    assert analyse().to_json() == analyse().to_json()
    assert analyse().to_json() != analyse(seed=2).to_json()


def test_an_interrupted_analysis_goes_on_to_equal_bytes(analyse, toy, tmp_path, monkeypatch) -> None:
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    analyse(out=whole)
    for calls in (2, 9):
        stop = [calls]
        with pytest.raises(Interrupted):
            analyse(out=parts, simulate=lambda *given, **named: toy.simulate(*given, stop=stop, **named))  # noqa: B023
        assert (parts / FOLDER).is_dir()
        assert not (parts / "sensitivity.json").exists()
    calls = []
    analyse(out=parts, simulate=lambda *given, **named: (calls.append(len(given[2])), toy.simulate(*given, **named))[1])
    names, again = ({path.relative_to(f) for path in f.rglob("*") if path.is_file()} for f in (whole, parts))
    assert again == names
    assert all((parts / name).read_bytes() == (whole / name).read_bytes() for name in names)
    written = {path.as_posix() for path in names}
    assert {"sensitivity.json", "result.json", "indices.csv", "tornado.csv", "inputs/scenario.toml"} <= written


def test_finished_runs_are_not_run_again(analyse, toy, tmp_path, monkeypatch) -> None:
    made: list[int] = []

    def engine(*given, **named):
        made.append(len(given[2]))
        return toy.simulate(*given, **named)

    analyse(out=tmp_path / "whole", simulate=engine)
    needed, made[:] = sum(made), []
    stop = [9]
    with pytest.raises(Interrupted):
        analyse(out=tmp_path / "parts", simulate=lambda *given, **named: engine(*given, stop=stop, **named))
    done = sum(made[:-1])  # the last call was the one that Ctrl-C met
    made.clear()
    analyse(out=tmp_path / "parts", simulate=engine)
    assert sum(made) == needed - done


def test_progress_runs_to_the_announced_total(analyse) -> None:
    seen, loads = [], []
    analyse(progress=lambda done, total: seen.append((done, total)), report=loads.append, against=["template-no-plan"])
    done, totals = zip(*seen, strict=True)
    assert set(totals) == {loads[0].total}
    assert done[-1] == loads[0].total
    assert list(done) == sorted(done)


def test_failed_runs_are_counted_and_leave_finite_numbers(analyse, toy) -> None:
    result = analyse(simulate=lambda *given, **named: toy.simulate(*given, fail=[30, 31, 44], **named))
    assert (result.runs_failed, result.rows_lost) == (3, 0)
    result.to_json()  # refuses nan
    with pytest.raises(RuntimeError, match="none of the 400 runs finished"):
        analyse(simulate=lambda *given, **named: toy.simulate(*given, fail=range(400), **named))


def test_a_fitted_set_moves_along_its_own_quantiles(toy) -> None:
    """The shipped set: the median of the design is the median of the posterior, not of the prior."""
    inputs = gather("reference")
    assert inputs.fitted is not None
    factors = factors_of(inputs)
    for k, name in enumerate(inputs.fitted.names):
        own = np.quantile(inputs.fitted.draws[:, k], [0.1, 0.9])
        assert [factors.quantile(name, level) for level in (0.1, 0.9)] == pytest.approx(own)
    row = inputs.parameters["field_firms"]
    assert factors.quantile("field_firms", 0.9) == pytest.approx(float(row.law.from_unit(np.array([0.9]))[0]))


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({"targets": ["scenario"]}, "did you mean 'scenarios'|scenarios"),
        ({"targets": []}, "no target named"),
        ({"base_samples": 100}, "power of two"),
        ({"trajectories": 1}, "trajectories"),
        ({"keep": 0}, "keep"),
        ({"runs": 401}, "pairs"),
        ({"against": ["reference"]}, "another plan"),
        ({"against": ["template"]}, "twice"),
        ({"fitted": "no-such-set"}, "no-such-set"),
    ],
)
def test_what_cannot_be_used_is_refused(analyse, options, word: str) -> None:
    with pytest.raises(InputError, match=word):
        analyse(**options)


def test_only_the_named_targets_are_looked_at(analyse) -> None:
    result = analyse(targets=["scenarios", "breakthroughs"])
    assert [target.id for target in result.targets] == ["breakthroughs", "scenarios"]
    with pytest.raises(InputError, match="fund-system"):
        result.target("fund-system")
    assert "targets=['scenarios', 'breakthroughs']" in result.command


def test_targets_may_stand_with_their_names(analyse) -> None:
    result = analyse(targets=["典型应用场景"])
    assert [target.id for target in result.targets] == ["scenarios"]
    assert result.target("典型应用场景") is result.target("scenarios")
    with pytest.raises(InputError, match="did you mean '典型应用场景'"):
        analyse(targets=["典型应用场地"])


def test_tables_are_tidy_and_hold_every_kept_parameter(made) -> None:
    table = made.table("tornado")
    assert len(table) == 5 * (2 + 10)
    assert set(made.table("screening").parameter) == {"inert", "weak", "strong"}
    with pytest.raises(InputError, match="indices"):
        made.table("sobol")


def test_the_package_is_a_function() -> None:
    import inspect

    import sim.analyses.sensitivity.views

    assert callable(sim.sensitivity)
    assert "trajectories" in inspect.signature(sim.sensitivity).parameters
    assert sim.analyses.sensitivity.views.factor_name
