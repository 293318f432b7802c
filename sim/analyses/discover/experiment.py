"""Runs of a discovery: the forecast's draws, two runs each, with the structural switches drawn as well."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.analyses.discover.box import Factors, Floats
from sim.analyses.forecast.structure import ALTERNATIVES
from sim.inputs.parameters.keyed import uniforms
from sim.study.design import Design, seeds_of
from sim.study.inputs import Inputs
from sim.study.outcomes import met_at_end
from sim.study.record import REPLICATES
from sim.study.study import Study


@dataclass(frozen=True, eq=False)
class DiscoveryRuns:
    """Runs of D draws. ``factors``: what differs between them, float64[D, k]: uncertain parameters, then switches as
    codes of their values in ``ALTERNATIVES``. ``met`` float64[D, T]: share of a draw's finished runs that meet each
    target of the plan, nan where none finished. ``failed``: runs that did not finish."""

    inputs: Inputs
    factors: Factors
    met: Floats
    failed: int


def run_draws(study: Study, runs: int, seed: int, *, switches: bool = True) -> DiscoveryRuns:
    """Run ``runs`` / 2 draws twice each. Draws and seeds are those of ``sim.forecast`` with the same seed.

    ``switches``: draw every structural switch, each value equally likely; else all stay as in the scenario. Raises
    Interrupted on Ctrl-C.
    """
    inputs, draws = study.inputs, runs // REPLICATES
    theta = inputs.draws(seed, 0, draws)
    codes = drawn_switches(seed, draws) if switches else np.zeros((draws, 0))
    met = np.full((draws * REPLICATES, len(inputs.plan.targets)), np.nan)
    for combination in np.unique(codes, axis=0):
        chosen = np.flatnonzero((codes == combination).all(axis=1))
        rows = (REPLICATES * chosen[:, None] + np.arange(REPLICATES)).ravel()
        variant = inputs.under(**switch_values(combination)) if switches else inputs
        design = Design(np.repeat(theta[chosen], REPLICATES, axis=0), seeds_of(seed, rows))
        met[rows] = met_at_end(variant, study.ends(design, variant))
    pairs = met.reshape(draws, REPLICATES, -1)
    finished = np.isfinite(pairs)
    shares = np.divide(
        np.where(finished, pairs, 0.0).sum(axis=1),
        finished.sum(axis=1),
        out=np.full((draws, met.shape[1]), np.nan),
        where=finished.any(axis=1),
    )
    return DiscoveryRuns(inputs, _factors(inputs, theta, codes), shares, int((~finished.all(axis=2)).sum()))


def drawn_switches(seed: int, draws: int) -> Floats:
    """float64[draws, S]: place of each switch's value in ``ALTERNATIVES``; each number depends on seed, draw and name
    alone."""
    unit = uniforms(seed, 0, draws, [f"switch {name}" for name in ALTERNATIVES])
    sizes = np.array([len(values) for values in ALTERNATIVES.values()])
    return np.floor(unit * sizes)


def switch_values(combination: NDArray[np.float64]) -> Mapping[str, Any]:
    """Switch -> value of the codes float64[S] of one draw."""
    pairs = zip(ALTERNATIVES.items(), combination, strict=True)
    return {name: values[int(code)] for (name, values), code in pairs}


def _factors(inputs: Inputs, theta: Floats, codes: Floats) -> Factors:
    """Columns that differ between draws: fixed parameters are left out."""
    moving = np.flatnonzero(np.ptp(theta, axis=0) > 0.0)
    names = [inputs.parameters.names[column] for column in moving]
    switches = list(ALTERNATIVES)[: codes.shape[1]]
    levels = [0] * len(names) + [len(ALTERNATIVES[name]) for name in switches]
    return Factors((*names, *switches), np.column_stack([theta[:, moving], codes]), tuple(levels))
