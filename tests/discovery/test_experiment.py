"""The runs: the forecast's draws, switches drawn on top, and the same bytes however they were made."""

from __future__ import annotations

import numpy as np
import pytest

from sim.analyses.discover.experiment import drawn_switches, run_draws, switch_values
from sim.analyses.forecast.structure import ALTERNATIVES
from sim.study.inputs import gather
from sim.study.record import Interrupted
from sim.study.repeating import Given
from sim.study.study import Study

from . import toy


@pytest.fixture(scope="module")
def inputs():
    return gather("reference", parameters=toy.table())


def experiment(inputs, runs, simulate=toy.simulate, switches=True, **course):
    return run_draws(Study(Given((), [inputs], simulate=simulate), total=runs, **course), runs, 1, switches=switches)


def test_switches_are_drawn_evenly_and_independently() -> None:
    """4,000 draws: shares within 4 standard errors (6e-5 each), correlations within 4 / sqrt(n)."""
    codes = drawn_switches(1, 4000)
    for column, values in enumerate(ALTERNATIVES.values()):
        number = len(values)
        shares = np.bincount(codes[:, column].astype(int), minlength=number) / 4000
        np.testing.assert_allclose(shares, 1 / number, atol=4 * np.sqrt(1 / number * (1 - 1 / number) / 4000))
    between = np.corrcoef(codes.T) - np.eye(len(ALTERNATIVES))
    assert np.abs(between).max() < 4 / np.sqrt(4000)


def test_a_longer_experiment_begins_with_the_shorter_one() -> None:
    np.testing.assert_array_equal(drawn_switches(3, 50), drawn_switches(3, 200)[:50])
    assert set(switch_values(drawn_switches(3, 1)[0])) == set(ALTERNATIVES)


def test_factors_are_what_differs_and_outcomes_are_means_of_two_runs(inputs) -> None:
    made = experiment(inputs, 400)
    assert made.factors.names == (*(f"inert_{k}" for k in range(5)), "strong", *ALTERNATIVES)
    assert made.factors.levels == (0,) * 6 + tuple(len(values) for values in ALTERNATIVES.values())
    assert set(np.unique(made.met)) == {0.0, 0.5, 1.0}
    np.testing.assert_array_equal(made.factors.values[:, :6], inputs.draws(1, 0, 200)[:, 1:])
    assert (made.met[:, 0] == 1.0).all()
    assert made.failed == 0


def test_switches_reach_the_runs(inputs) -> None:
    made = experiment(inputs, 400)
    leniency = made.factors.values[:, made.factors.names.index("leniency")] == 1.0
    assert made.met[leniency, 1].mean() == pytest.approx(0.9, abs=0.06)  # 200 runs, sd 0.02
    without = experiment(inputs, 400, switches=False)
    assert "leniency" not in without.factors.names
    assert without.met[:, 1].mean() == pytest.approx(0.9 * 0.6 + 0.1 * 0.4, abs=0.1)


def test_a_draw_with_one_failed_run_counts_by_the_other(inputs) -> None:
    whole = experiment(inputs, 200)
    made = experiment(inputs, 200, lambda *a, **k: toy.simulate(*a, **k, fail=(0, 2, 3)))
    assert made.failed == 3
    assert np.isnan(made.met[1]).all()
    assert set(made.met[0]) <= {0.0, 1.0}
    np.testing.assert_array_equal(made.met[2:], whole.met[2:])


def test_an_interrupted_experiment_goes_on_to_the_same_numbers(inputs, tmp_path) -> None:
    whole, stop = experiment(inputs, 200), [30]
    with pytest.raises(Interrupted):
        experiment(inputs, 200, lambda *a, **k: toy.simulate(*a, **k, stop=stop), out=tmp_path)
    kept = len(list((tmp_path / ".unfinished").iterdir()))
    assert kept == 30
    calls = []

    def counted(*args, **options):
        calls.append(len(args[0]))
        return toy.simulate(*args, **options)

    seen = []
    resumed = experiment(inputs, 200, counted, out=tmp_path, progress=lambda *a: seen.append(a))
    assert resumed.met.tobytes() == whole.met.tobytes()
    assert sum(calls) < 200
    assert seen[-1] == (200, 200)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_threads_do_not_show_in_the_compiled_engine() -> None:
    inputs = gather("template")
    one, two = (experiment(inputs, 12, None, threads=threads) for threads in (1, 2))
    assert one.met.tobytes() == two.met.tobytes()
