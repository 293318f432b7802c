"""What the uncertainty is made of, on worlds where the answer is known."""

from __future__ import annotations

import shlex
from types import SimpleNamespace

import numpy as np
import pytest

from sim.analyses.forecast.run import forecast
from sim.analyses.forecast.structure import ALTERNATIVES
from sim.analyses.forecast.uncertainty import Scores, by_draw, drivers, fit_error, variance_split
from sim.errors import InputError
from sim.inputs.fitted import FittedSet
from sim.inputs.parameters import load_parameters
from sim.inputs.policy.schema import Switches
from sim.model.tables.metrics import METRIC_INDEX, METRICS

TABLE = load_parameters()
DRAWS = 400


def replicated(probability: np.ndarray, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Two runs a draw that meet the target with the draw's own probability."""
    draw = np.repeat(np.arange(len(probability)), 2)
    return np.random.default_rng(seed).random(len(draw)) < probability[draw], draw


def test_parameters_that_decide_everything_have_all_the_variance() -> None:
    hits, draw = replicated(np.repeat([0.0, 1.0], DRAWS // 2))
    split = variance_split(hits, draw, (0.5,), {})
    assert split is not None
    assert split.parameter == pytest.approx(1.0, abs=0.01)
    assert split.chance == pytest.approx(0.0, abs=0.01)


def test_pure_chance_has_all_the_variance() -> None:
    hits, draw = replicated(np.full(4000, 0.5))
    split = variance_split(hits, draw, (0.5, 0.5), None)
    assert split is not None
    # the unbiased between-draw variance of 4,000 draws has a standard error of 0.0056 of 0.25
    assert split.chance == pytest.approx(1.0, abs=0.09)
    assert split.structure is None


def test_shares_are_those_of_the_law_of_total_variance() -> None:
    """Draws at 0.2 and 0.8: between 0.09, within 0.16. Readings 0.5 and 0.9: 0.04. Switches 0.01 and 0.0225."""
    hits, draw = replicated(np.tile([0.2, 0.8], 20_000))
    split = variance_split(hits, draw, (0.5, 0.9), {"a": (0.5, 0.7), "b": (0.5, 0.8)})
    assert split is not None
    total = 0.25 + 0.04 + 0.01 + 0.0225
    assert split.parameter == pytest.approx(0.09 / total, abs=0.01)
    assert split.chance == pytest.approx(0.16 / total, abs=0.01)
    assert split.definition == pytest.approx(0.04 / total, abs=0.005)
    assert split.structure == pytest.approx(0.0325 / total, abs=0.005)
    assert split.parameter + split.chance + split.definition + split.structure == pytest.approx(1.0)


def test_nothing_that_varies_is_not_split() -> None:
    assert variance_split(np.ones(20, bool), np.repeat(np.arange(10), 2), (1.0, 1.0), {"a": (1.0, 1.0)}) is None


@pytest.fixture(scope="module")
def scores() -> Scores:
    random = np.random.default_rng(3)
    return Scores(tuple(f"p{k}" for k in range(300)), random.standard_normal((DRAWS, 300)))


def test_the_parameter_that_decides_is_named_with_its_sign(scores: Scores) -> None:
    counts = np.exp(-2.0 * scores.z[:, 7] + 1.0 * scores.z[:, 20]) + 0.1 * np.random.default_rng(1).random(DRAWS)
    named = drivers(scores, counts)
    assert named[0].parameter == "p7"
    assert named[0].correlation < -0.8
    assert named[0].share == pytest.approx(named[0].correlation ** 2)
    assert [one.parameter for one in named][1] == "p20"


def test_chance_names_no_driver_beyond_its_error_rate(scores: Scores) -> None:
    """Bonferroni at 5 % over 40 parameters: of 200 worlds of noise ten name any; 21 or more once in a thousand."""
    few = Scores(scores.names[:40], scores.z[:, :40])
    false = sum(bool(drivers(few, np.random.default_rng(k).standard_normal(DRAWS))) for k in range(200))
    assert 0 < false <= 20


def test_a_count_that_never_moves_has_no_driver(scores: Scores) -> None:
    assert drivers(scores, np.full(DRAWS, 4.0)) == ()
    assert drivers(scores, np.where(np.arange(DRAWS) < 5, 1.0, np.nan)) == ()


def fitted_set(replicas: np.ndarray) -> FittedSet:
    return FittedSet("n", "hangzhou", "", "", ("p0", "p1"), np.zeros((2, 2)), replicas, {}, {}, {})


def test_the_error_of_a_fit_is_the_spread_of_what_its_replicas_say(scores: Scores) -> None:
    """Hits rise by 0.1 a unit of p0; replica means of p0 have sd 0.2, so the probability has sd 0.02."""
    random = np.random.default_rng(2)
    means = 0.2 * random.standard_normal(500)
    replicas = np.zeros((500, 2, 2))
    replicas[:, 0, 0] = means
    hits = 0.5 + 0.1 * scores.z[:, 0] + 0.02 * random.standard_normal(DRAWS)
    assert fit_error(hits, scores, fitted_set(replicas)) == pytest.approx(0.02, rel=0.1)
    assert fit_error(hits, scores, fitted_set(np.zeros((5, 2, 2)))) == pytest.approx(0.0, abs=1e-12)
    assert fit_error(hits, scores, None) is None
    assert fit_error(np.where(np.arange(DRAWS) < 15, hits, np.nan), scores, fitted_set(replicas)) is None


def test_hits_that_do_not_depend_on_the_fit_give_it_no_error_on_average(scores: Scores) -> None:
    """Pure chance: what is left of the noise is 0 in six worlds of ten (108 to 148 of 200, thirty times)."""
    random = np.random.default_rng(5)
    fitted = fitted_set(random.normal(0.0, 0.3, (20, 2, 2)))
    found = np.array([fit_error(random.binomial(2, 0.5, DRAWS) / 2.0, scores, fitted) for _ in range(200)])
    assert np.count_nonzero(found == 0.0) >= 80
    assert np.sqrt(np.mean(found**2)) < 0.009


@pytest.mark.parametrize("draws", [200, 2000])
def test_the_error_of_a_fit_does_not_depend_on_the_number_of_runs(draws: int) -> None:
    """Hits rise by 0.05 a unit of p0 and not with p1: the mean square of the error over 400 worlds is the true one.

    Uncorrected it would be half as large again with 200 draws.
    """
    random = np.random.default_rng(7)
    replicas = np.zeros((400, 2, 2))
    replicas[:, :, 0] = 0.2 * random.standard_normal((400, 2))
    squares = []
    for _ in range(400):
        z = random.standard_normal((draws, 2))
        hits = random.binomial(2, np.clip(0.5 + 0.05 * z[:, 0], 0.0, 1.0)) / 2.0
        squares.append(np.square(fit_error(hits, Scores(("p0", "p1"), z), fitted_set(replicas))))
    assert np.mean(squares) == pytest.approx(np.var(0.05 * replicas[:, 0, 0], ddof=1), rel=0.2)


def test_means_by_draw_leave_out_what_failed() -> None:
    found = by_draw(np.array([1.0, 0.0, 1.0]), np.array([0, 0, 2]), 4)
    np.testing.assert_array_equal(found, [0.5, np.nan, 1.0, np.nan])


# ------------------------------------------------------------------------------------------ in a whole forecast


def simulate(theta, totals, seeds, *, plan, scenario, progress=None, **_):
    """A city in which one parameter decides every count, and mobilisation adds a tenth."""
    column = TABLE.column("founding_rate")
    unit = TABLE["founding_rate"].law.to_unit(theta[:, column])
    metrics = np.zeros((len(seeds), 24, len(METRICS)))
    for target in plan.targets:
        for reading in target.readings:
            factor = 1.1 if scenario.switches.mobilisation else 1.0
            metrics[:, -1, METRIC_INDEX[reading.metric]] = np.floor(2.0 * unit * factor * target.number)
    if progress is not None:
        progress(len(seeds), len(seeds))
    return SimpleNamespace(metrics=metrics, status=np.ones(len(seeds), np.int64), money=None)


@pytest.fixture(scope="module")
def result():
    return forecast("reference", runs=200, seed=1, simulate=simulate, structure_runs=60, fitted="prior", pool=0.25)


def test_one_parameter_decides_and_is_named(result) -> None:
    for target in result.targets:
        assert target.drivers[0].parameter == "founding_rate"
        assert target.drivers[0].correlation == pytest.approx(1.0, abs=0.02)
        if target.variance is not None and target.class_ != "C":
            assert target.variance.chance == pytest.approx(0.0, abs=0.01)
        assert target.fit_error is None


def test_each_variant_is_run_once_and_differs_only_where_it_acts(result) -> None:
    structure = result.structure
    assert structure.runs == 60
    assert len(structure.differences) == sum(len(values) - 1 for values in ALTERNATIVES.values())
    for name, differences in structure.differences.items():
        for difference in differences.values():
            if name == "mobilisation=true":
                assert difference.value >= 0.0
            else:
                assert (difference.value, difference.error) == (0.0, 0.0)
    moved = structure.differences["mobilisation=true"]["high-tech-firms"]
    assert moved.value > 0.0
    assert moved.error > 0.0


def test_every_switch_of_a_scenario_is_a_variant_or_an_allocation() -> None:
    assert set(ALTERNATIVES) | {"transfers_between_pots"} == set(Switches.model_fields)
    for name, values in ALTERNATIVES.items():
        assert getattr(Switches(), name) == values[0]


def test_a_declared_pool_stands_beside_the_model_and_replaces_nothing(result) -> None:
    alone = forecast("reference", runs=200, seed=1, simulate=simulate, fitted="prior")
    for target, plain in zip(result.targets, alone.targets, strict=True):
        assert target.probability == plain.probability
        assert plain.pooled is None
        if target.class_ == "C":
            assert target.pooled is None
        else:
            assert target.pooled == pytest.approx(0.25 * target.outside_view + 0.75 * target.probability)


@pytest.mark.parametrize("switch", ["mobilisation", "leniency"])
def test_a_pool_is_refused_where_the_switches_already_hold_the_outside_view(switch: str) -> None:
    from sim.inputs.policy import load_scenario

    scenario = load_scenario("reference").with_switches(**{switch: True})
    with pytest.raises(InputError, match=f"already contains {switch}"):
        forecast(scenario, runs=4, simulate=simulate, pool=0.5)


@pytest.mark.parametrize("weight", [0.0, -0.1, 1.1, float("nan")])
def test_a_weight_outside_its_range_is_refused(weight: float) -> None:
    with pytest.raises(InputError, match="not a weight"):
        forecast("reference", runs=4, simulate=simulate, pool=weight)


@pytest.mark.parametrize("runs", [3, -2, 100_000, 2.5])
def test_a_number_of_structure_runs_that_cannot_be(runs: float) -> None:
    with pytest.raises(InputError, match="structure runs"):
        forecast("reference", runs=10, simulate=simulate, structure_runs=runs)  # type: ignore[arg-type]


def test_an_interruption_among_the_variants_keeps_the_forecast_and_is_resumed(tmp_path) -> None:
    calls: list[int] = []

    def stopping(*args, scenario, **options):
        calls.append(len(args[2]))
        if scenario.switches.mobilisation:
            raise KeyboardInterrupt
        return simulate(*args, scenario=scenario, **options)

    with pytest.raises(KeyboardInterrupt) as caught:
        forecast("reference", runs=20, seed=1, simulate=stopping, structure_runs=10, out=tmp_path)
    assert caught.value.result.runs == 20  # type: ignore[attr-defined]
    assert caught.value.result.structure is None  # type: ignore[attr-defined]
    made = len(calls) - 1
    calls.clear()

    def counting(*args, scenario, **options):
        calls.append(len(args[2]))
        return simulate(*args, scenario=scenario, **options)

    resumed = forecast("reference", runs=20, seed=1, simulate=counting, structure_runs=10, out=tmp_path)
    assert len(calls) == 1 + 10 - made
    whole = forecast("reference", runs=20, seed=1, simulate=counting, structure_runs=10)
    assert resumed.to_json() == whole.to_json()


def test_progress_runs_through_both_parts_to_the_end() -> None:
    seen: list[tuple[int, int]] = []
    forecast(
        "reference", runs=20, seed=1, simulate=simulate, structure_runs=10, progress=lambda d, t: seen.append((d, t))
    )
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert {total for _, total in seen} == {120}
    assert seen[-1] == (120, 120)


def test_a_variant_in_which_every_run_fails_costs_only_itself() -> None:
    def failing(*args, scenario, **options):
        made = simulate(*args, scenario=scenario, **options)
        made.status[:] = 3 if scenario.switches.mobilisation else 1
        return made

    result = forecast("reference", runs=20, seed=1, simulate=failing, structure_runs=4, fitted="prior")
    assert result.structure.differences["mobilisation=true"] == {}
    assert len(result.structure.differences["leniency=true"]) == len(result.targets)
    assert result.to_json()["structure"]["runs"] == 4


@pytest.mark.parametrize("weight", [True, "0.3", float("nan"), 0.0, 1.5])
def test_a_weight_that_cannot_be_is_refused(weight) -> None:
    with pytest.raises(InputError, match="not a weight"):
        forecast("reference", runs=4, simulate=simulate, pool=weight)


def test_the_command_repeats_the_whole_forecast(tmp_path, monkeypatch) -> None:
    """Set, pool and structure runs stand in it; a set given by path or laid over another table is its saved copy."""
    from sim.shipped import data_path

    current = data_path("calibration/fitted/current").read_text(encoding="utf-8").strip()
    options = {"runs": 12, "seed": 1, "simulate": simulate, "pool": 0.25, "structure_runs": 4}
    named = forecast("reference", **options).provenance["command"]
    assert f"'reference', runs=12, seed=1, fitted='{current}', pool=0.25, structure_runs=4, simulate=simulate" in named
    table = data_path("calibration/parameters.csv")
    first = forecast("reference", parameters=table, fitted=current, out=tmp_path, **options)
    said = first.provenance["command"]
    assert "fitted='inputs/fitted', pool=0.25, structure_runs=4" in said
    monkeypatch.chdir(tmp_path)
    *before, call = shlex.split(said)[2].split("; ")
    known: dict[str, object] = {}
    exec("; ".join(before), known)
    again = eval(call, known)
    assert again.to_json() == {**first.to_json(), "provenance": again.to_json()["provenance"]}
    assert again.provenance["fingerprint"] == first.provenance["fingerprint"]
    by_path = forecast("reference", fitted=tmp_path / "inputs" / "fitted", **options)
    assert "fitted='inputs/fitted'" in by_path.provenance["command"]
