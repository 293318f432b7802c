"""How good the search is, and that the number shown is not lifted by having been chosen."""

from __future__ import annotations

import numpy as np
import pytest

import sim

from .toy import stand_in, totals_of


def found(simulations: int, seed: int, estimate_runs: int = 4):
    engine = stand_in()
    result = sim.search(
        "reference", "expected", simulations, seed, fitted="prior", simulate=engine, estimate_runs=estimate_runs
    )
    return engine, result


@pytest.mark.slow
@pytest.mark.parametrize(("simulations", "limit"), [(1000, 0.15), (4000, 0.06)])
def test_median_regret(simulations: int, limit: float) -> None:
    """Regret 0 is the best allocation, 1 the even split; 21 seeds."""
    regrets = []
    for seed in range(21):
        engine, result = found(simulations, seed)
        regrets.append(engine.regret(totals_of(result)))
    print(f"regret at {simulations}: median {np.median(regrets):.3f}, worst {max(regrets):.3f}")
    assert np.median(regrets) <= limit


@pytest.mark.slow
def test_the_reported_gain_has_no_winners_curse() -> None:
    """Over repeated searches the reported gain less the true one is 0 within its error (4 standard errors: fails by
    chance less than once in 10,000), although each winner was chosen for looking good."""
    misses, errors = [], []
    for seed in range(16):
        engine, result = found(200, seed, estimate_runs=60)
        truth = engine.expected(totals_of(result)) - engine.expected(engine.space.inputs.allocation.totals)
        misses.append(result.worth.gain.value - truth)
        errors.append(result.worth.gain.error)
    assert abs(np.mean(misses)) < 4 * np.std(misses, ddof=1) / np.sqrt(len(misses))
    assert np.std(misses, ddof=1) == pytest.approx(np.sqrt(np.mean(np.square(errors))), rel=0.5)
