"""A target's probability with one parameter low or high, all others drawn as usual, in paired differences."""

from collections.abc import Sequence
from dataclasses import dataclass

from sim.analyses.forecast.structure import Structure
from sim.analyses.sensitivity.common_numbers import Factors, Floats, outputs_of
from sim.analyses.sensitivity.usual_runs import UsualRuns
from sim.display import Displayed
from sim.study.paired import Difference, difference
from sim.study.study import Study

LOW, HIGH = 0.1, 0.9
PARAMETER, STRUCTURE = "parameter", "structure"


@dataclass(frozen=True)
class Bar(Displayed):
    """What one parameter, or one switch of the model ("crowding=in"), does to the probability of a target.

    ``low``, ``high``: the probability with the parameter at its 10 % and 90 % quantile, less that with all drawn as
    usual; ``swing``: high less low. For a switch ``low`` is None and ``high`` and ``swing`` are its difference.
    ``low_value``, ``high_value``: the parameter's values.
    """

    factor: str
    kind: str
    low: Difference | None
    high: Difference
    swing: Difference
    low_value: float | None = None
    high_value: float | None = None


def tornado(
    study: Study, usual: UsualRuns, factors: Factors, parameters: Sequence[str], targets: Sequence[str], runs: int
) -> dict[str, tuple[Bar, ...]]:
    """Target -> a bar for each of ``parameters``, in their order, from the first ``runs`` of ``usual``.

    Raises Interrupted on Ctrl-C.
    """
    inputs, design = usual.inputs, usual.design.rows(slice(runs))
    baseline = _met(usual.outputs(targets)[:runs])
    bars: dict[str, list[Bar]] = {target: [] for target in targets}
    for name in parameters:
        values = [factors.quantile(name, level) for level in (LOW, HIGH)]
        column = inputs.parameters.column(name)
        ends = [study.ends(design.with_column(column, value), inputs) for value in values]
        low, high = (_met(outputs_of(inputs, end, targets)) for end in ends)
        for k, target in enumerate(targets):
            falls, rises = (difference(side[:, k], baseline[:, k]) for side in (low, high))
            bars[target].append(Bar(name, PARAMETER, falls, rises, difference(high[:, k], low[:, k]), *values))
    return {target: tuple(of_target) for target, of_target in bars.items()}


def structure_bars(structure: Structure | None, target: str) -> tuple[Bar, ...]:
    """A bar for every switch of the model at another value; none where no variant was run."""
    variants = {} if structure is None else structure.differences
    changes = {name: by_target[target] for name, by_target in variants.items() if target in by_target}
    return tuple(Bar(name, STRUCTURE, None, change, change) for name, change in changes.items())


def _met(outputs: Floats) -> Floats:
    """The second half of the outputs: whether each target is met."""
    return outputs[:, outputs.shape[1] // 2 :]
