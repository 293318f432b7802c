"""The choice between scenarios: expected number of targets met, and the expected value of perfect information."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.analyses.forecast.uncertainty import parameter_scores
from sim.analyses.sensitivity.common_numbers import Floats
from sim.analyses.sensitivity.information import Worth, decision_worth, spline_basis
from sim.analyses.sensitivity.usual_runs import UsualRuns
from sim.display import Displayed
from sim.errors import InputError
from sim.study.inputs import Inputs
from sim.study.outcomes import Outcomes
from sim.study.paired import Difference, difference
from sim.study.probabilities import JOINT_CLASSES
from sim.study.record import REPLICATES


@dataclass(frozen=True)
class Alternative(Displayed):
    """A scenario of the choice. ``expected``: number of class A and B targets met; ``gain``: over the first
    scenario, on the same draws and seeds."""

    scenario: str
    expected: float
    gain: Difference


@dataclass(frozen=True)
class Decision(Displayed):
    """The choice. ``alternatives``: the analysed scenario first; ``targets``: number of targets counted. ``worths``:
    what knowing each parameter would add to the expected number met (partial expected value of perfect information),
    largest first."""

    alternatives: tuple[Alternative, ...]
    worths: tuple[Worth, ...]
    targets: int

    @property
    def best(self) -> Alternative:
        """The scenario with the largest expected number met."""
        return max(self.alternatives, key=lambda policy: policy.expected)


def check_alternatives(baseline: Inputs, others: Sequence[Inputs]) -> None:
    """InputError where a scenario has another plan, appears twice, or the plan has no target of class A or B."""
    names = [baseline.scenario.id]
    for other in others:
        if other.plan.id != baseline.plan.id:
            raise InputError("made for another plan", key="against", value=other.scenario.id, allowed=baseline.plan.id)
        if other.scenario.id in names:
            raise InputError("the scenario appears twice", key="against", value=other.scenario.id)
        names.append(other.scenario.id)
    if others and not any(target.class_ in JOINT_CLASSES for target in baseline.plan.targets):
        raise InputError("no target of class A or B, so there is nothing to choose by", key="targets")


def bases_of(usual: UsualRuns, parameters: Sequence[str], draws: Sequence[int]) -> dict[str, Floats]:
    """Parameter -> spline basis over ``draws`` of ``usual``, of those that vary."""
    theta = usual.design.theta[REPLICATES * np.asarray(draws, dtype=np.int64)]
    scores = parameter_scores(usual.inputs.parameters, theta)
    columns = dict(zip(scores.names, scores.z.T, strict=True))
    return {name: spline_basis(columns[name]) for name in parameters if name in columns}


def decide(usual: UsualRuns, others: Sequence[UsualRuns], parameters: Sequence[str], seed: int) -> Decision | None:
    """The choice between the scenario of ``usual`` and those of ``others``, on the same draws and seeds.

    None without others, and where too few draws finished under all.
    """
    if not others:
        return None
    numbers = np.column_stack([Outcomes(runs.inputs, runs.ends).number_met for runs in (usual, *others)])
    by_draw = numbers.reshape(-1, REPLICATES, numbers.shape[1]).mean(axis=1)
    draws = np.flatnonzero(np.isfinite(by_draw).all(axis=1))
    if len(draws) < 2:
        return None
    complete = np.isfinite(numbers).all(axis=1)
    gains = by_draw[draws, 1:] - by_draw[draws, :1]
    alternatives = [Alternative(usual.inputs.scenario.id, float(numbers[complete, 0].mean()), Difference(0.0, 0.0))]
    for column, other in enumerate(others, 1):
        gain = difference(numbers[:, column], numbers[:, 0])
        expected = float(numbers[complete, column].mean())
        alternatives.append(Alternative(other.inputs.scenario.id, expected, gain))
    worths = decision_worth(bases_of(usual, parameters, draws.tolist()), gains, seed)
    return Decision(tuple(alternatives), worths, len(Outcomes(usual.inputs, usual.ends).together))
