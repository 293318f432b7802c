"""A target's probability with one parameter low or high, all others drawn as usual, in paired differences."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sim.display import Displayed
from sim.forecast.chunks import Chunks
from sim.forecast.paired import Difference, difference
from sim.forecast.rows import run_rows
from sim.forecast.runs import Progress, shifted
from sim.forecast.structure import Structure
from sim.sensitivity.factors import Factors, Floats
from sim.sensitivity.usual_runs import UsualRuns

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
    usual: UsualRuns,
    factors: Factors,
    parameters: Sequence[str],
    targets: Sequence[str],
    runs: int,
    simulate: Callable[..., Any],
    *,
    threads: int | None = None,
    progress: Progress | None = None,
    chunks: Chunks | None = None,
) -> dict[str, tuple[Bar, ...]]:
    """Target -> a bar for each of ``parameters``, in their order, from the first ``runs`` of ``usual``.

    ``progress(done, total)`` of 2 * ``runs`` * parameters. Raises Interrupted on Ctrl-C.
    """
    inputs, total = usual.inputs, 2 * runs * len(parameters)
    own = _met(usual.outputs(targets)[:runs])
    bars: dict[str, list[Bar]] = {target: [] for target in targets}
    for place, name in enumerate(parameters):
        values = [factors.quantile(name, level) for level in (LOW, HIGH)]
        ends = []
        for side, value in enumerate(values):
            theta = usual.theta[:runs].copy()
            theta[:, inputs.parameters.column(name)] = value
            part = shifted(progress, (2 * place + side) * runs, total)
            ends.append(
                run_rows(inputs, theta, usual.seeds[:runs], simulate, threads=threads, progress=part, chunks=chunks)
            )
        low, high = (
            _met(UsualRuns(inputs, usual.theta[:runs], usual.seeds[:runs], end).outputs(targets)) for end in ends
        )
        for column, target in enumerate(targets):
            bars[target].append(
                Bar(
                    name,
                    PARAMETER,
                    difference(low[:, column], own[:, column]),
                    difference(high[:, column], own[:, column]),
                    difference(high[:, column], low[:, column]),
                    *values,
                )
            )
    return {target: tuple(made) for target, made in bars.items()}


def structure_bars(structure: Structure | None, target: str) -> tuple[Bar, ...]:
    """A bar for every switch of the model at another value; none where no variant was run."""
    found: Mapping[str, Mapping[str, Difference]] = {} if structure is None else structure.differences
    return tuple(
        Bar(name, STRUCTURE, None, by_target[target], by_target[target])
        for name, by_target in found.items()
        if target in by_target
    )


def _met(outputs: Floats) -> Floats:
    """The second half of the outputs: whether each target is met."""
    return outputs[:, outputs.shape[1] // 2 :]
