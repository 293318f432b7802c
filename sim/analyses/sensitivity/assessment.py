"""From the finished runs of every stage to the result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.analyses.forecast.structure import Structure
from sim.analyses.sensitivity.common_numbers import mean_of_replicates
from sim.analyses.sensitivity.decision import bases_of, decide
from sim.analyses.sensitivity.factors import Factors
from sim.analyses.sensitivity.findings import Effect, Index, TargetSensitivity
from sim.analyses.sensitivity.indices import Indices
from sim.analyses.sensitivity.information import Worth, variance_worth
from sim.analyses.sensitivity.result import Sensitivity
from sim.analyses.sensitivity.screening import Screening
from sim.analyses.sensitivity.tornado import Bar, structure_bars
from sim.analyses.sensitivity.usual_runs import UsualRuns, chance_share, split_of
from sim.analyses.sensitivity.workload import Workload
from sim.study.repeating import Repeating
from sim.study.study import Study


@dataclass(frozen=True, eq=False)
class Material:
    """What the stages made. Outputs are the counts of ``targets``, then whether each is met; ``others``: usual runs of
    the alternative scenarios."""

    targets: tuple[str, ...]
    factors: Factors
    kept: tuple[str, ...]
    screening: Screening
    usual: UsualRuns
    others: Sequence[UsualRuns]
    indices: Indices
    bars: Mapping[str, tuple[Bar, ...]]
    structure: Structure | None


def assess(study: Study, made: Material, load: Workload, seed: int, again: Repeating) -> Sensitivity:
    """The result; ``again``: what repeats it."""
    inputs, table = made.usual.inputs, made.factors.inputs.parameters
    failed = sum(int((~runs.done).sum()) for runs in (made.usual, *made.others))
    return Sensitivity(
        scenario=inputs.scenario.id,
        seed=seed,
        workload=load,
        factors=len(made.factors.names),
        kept=made.kept,
        fitted=load.fitted,
        targets=tuple(_target(made, place, seed) for place in range(len(made.targets))),
        decision=decide(made.usual, made.others, made.kept, seed),
        runs_failed=failed,
        rows_lost=_lost(made, load),
        command=again.command,
        copies=again.copies,
        names={target.id: dict(target.name) for target in inputs.plan.targets},
        meanings={name: table[name].meaning for name in made.factors.names},
        provenance=study.provenance(
            "inputs against plan fitted code versions fingerprint",
            against=[runs.inputs.digests for runs in made.others],
        ),
    )


def _target(made: Material, place: int, seed: int) -> TargetSensitivity:
    id, number = made.targets[place], len(made.targets)
    inputs = made.usual.inputs
    planned = next(target for target in inputs.plan.targets if target.id == id)
    outputs = made.usual.outputs([id])
    counts, hits = outputs[:, 0], outputs[:, 1]
    done = made.usual.done
    of_count = _indices(made.indices, place)
    return TargetSensitivity(
        id=id,
        class_=planned.class_,
        probability=float(hits[done].mean()),
        expected=float(counts[done].mean()),
        chance=chance_share(counts),
        split=split_of(made.usual, id, made.structure),
        effects=_effects(made.screening, place),
        indices=of_count,
        indices_met=_indices(made.indices, number + place),
        bars=(*_ordered(made.bars[id], of_count), *structure_bars(made.structure, id)),
        worths=_worths(made, hits, seed),
    )


def _effects(screening: Screening, output: int) -> tuple[Effect, ...]:
    sizes = screening.mu_star[:, output]
    if not np.nansum(sizes) > 0.0:
        return ()
    columns = (screening.mu, screening.mu_star, screening.sigma, screening.error)
    return tuple(
        Effect(screening.names[k], *(float(array[k, output]) for array in columns))
        for k in np.argsort(-sizes, kind="stable")
    )


def _indices(found: Indices, output: int) -> tuple[Index, ...]:
    arrays = (found.first, found.first_error, found.total, found.total_error)
    if np.isnan(found.total[:, output]).any():
        return ()
    made = [Index(name, *(float(array[k, output]) for array in arrays)) for k, name in enumerate(found.factors)]
    return tuple(sorted(made, key=lambda one: (one.grouped, -one.total)))


def _ordered(bars: Sequence[Bar], indices: Sequence[Index]) -> list[Bar]:
    """By total index, which other runs gave: so the bars shown first were not chosen for their own luck."""
    rank = {index.factor: place for place, index in enumerate(indices)}
    return sorted(bars, key=lambda bar: rank.get(bar.factor, len(rank)))


def _worths(made: Material, hits: np.ndarray, seed: int) -> tuple[Worth, ...]:
    shares = mean_of_replicates(hits[:, None])[:, 0]
    draws = np.flatnonzero(np.isfinite(shares))
    probability = float(shares[draws].mean()) if len(draws) else 0.0
    whole = probability * (1.0 - probability)
    if whole <= 0.0:
        return ()
    return variance_worth(bases_of(made.usual, made.kept, draws.tolist()), shares[draws], whole, seed)


def _lost(made: Material, load: Workload) -> int:
    """Trajectories and rows of the two designs that count for nothing because a run failed."""
    asked = ((load.sizes.trajectories, made.screening.trajectories), (load.sizes.base_samples, made.indices.samples))
    return sum(number - int(finished.min()) for number, finished in asked)
