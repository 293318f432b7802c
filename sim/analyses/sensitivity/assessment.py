"""The result of a sensitivity analysis, computed from the finished runs of every stage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.analyses.forecast.structure import Structure
from sim.analyses.sensitivity.common_numbers import Factors, mean_of_replicates
from sim.analyses.sensitivity.decision import bases_of, decide
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
class StageResults:
    """Runs and statistics of every stage. Outputs are the counts of ``targets``, then whether each is met; ``others``:
    usual runs of the alternative scenarios."""

    targets: tuple[str, ...]
    factors: Factors
    kept: tuple[str, ...]
    screening: Screening
    usual: UsualRuns
    others: Sequence[UsualRuns]
    indices: Indices
    bars: Mapping[str, tuple[Bar, ...]]
    structure: Structure | None


def assess(study: Study, stages: StageResults, load: Workload, seed: int, again: Repeating) -> Sensitivity:
    """The result; ``again``: the command that repeats it and its files."""
    inputs, table = stages.usual.inputs, stages.factors.inputs.parameters
    failed = sum(int((~runs.done).sum()) for runs in (stages.usual, *stages.others))
    return Sensitivity(
        scenario=inputs.scenario.id,
        seed=seed,
        workload=load,
        factors=len(stages.factors.names),
        kept=stages.kept,
        fitted=load.fitted,
        targets=tuple(_target(stages, index, seed) for index in range(len(stages.targets))),
        decision=decide(stages.usual, stages.others, stages.kept, seed),
        runs_failed=failed,
        rows_lost=_lost(stages, load),
        command=again.command,
        copies=again.copies,
        names={target.id: dict(target.name) for target in inputs.plan.targets},
        meanings={name: table[name].meaning for name in stages.factors.names},
        provenance=study.provenance(
            "inputs against plan fitted code versions fingerprint",
            against=[runs.inputs.digests for runs in stages.others],
        ),
    )


def _target(stages: StageResults, index: int, seed: int) -> TargetSensitivity:
    id, usual, plan = stages.targets[index], stages.usual, stages.usual.inputs.plan
    counts, hits = usual.outputs([id]).T
    of_count = _indices(stages.indices, index)
    return TargetSensitivity(
        id=id,
        class_=plan.targets[plan.target_index[id]].class_,
        probability=float(hits[usual.done].mean()),
        expected=float(counts[usual.done].mean()),
        chance=chance_share(counts),
        split=split_of(usual, id, stages.structure),
        effects=_effects(stages.screening, index),
        indices=of_count,
        indices_met=_indices(stages.indices, len(stages.targets) + index),
        bars=(*_ordered(stages.bars[id], of_count), *structure_bars(stages.structure, id)),
        worths=_worths(stages, hits, seed),
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


def _indices(indices: Indices, output: int) -> tuple[Index, ...]:
    arrays = (indices.first, indices.first_error, indices.total, indices.total_error)
    if np.isnan(indices.total[:, output]).any():
        return ()
    records = [Index(name, *(float(array[k, output]) for array in arrays)) for k, name in enumerate(indices.factors)]
    return tuple(sorted(records, key=lambda index: (index.grouped, -index.total)))


def _ordered(bars: Sequence[Bar], indices: Sequence[Index]) -> list[Bar]:
    """By total index, which other runs gave: so the bars shown first were not chosen for their own luck."""
    order = {index.factor: rank for rank, index in enumerate(indices)}
    return sorted(bars, key=lambda bar: order.get(bar.factor, len(order)))


def _worths(stages: StageResults, hits: np.ndarray, seed: int) -> tuple[Worth, ...]:
    shares = mean_of_replicates(hits[:, None])[:, 0]
    draws = np.flatnonzero(np.isfinite(shares))
    probability = float(shares[draws].mean()) if len(draws) else 0.0
    whole = probability * (1.0 - probability)
    if whole <= 0.0:
        return ()
    return variance_worth(bases_of(stages.usual, stages.kept, draws.tolist()), shares[draws], whole, seed)


def _lost(stages: StageResults, load: Workload) -> int:
    """Trajectories and rows of the two designs that count for nothing because a run failed."""
    lost_trajectories = load.sizes.trajectories - int(stages.screening.trajectories.min())
    return lost_trajectories + load.sizes.base_samples - int(stages.indices.samples.min())
