"""A Forecast computed from runs: every number is taken from finished runs, none from a failed one.

Pooling with the outside view is offered, never applied silently.
"""

from dataclasses import replace
from typing import Any

import numpy as np

from sim.analyses.forecast.earned import money_table
from sim.analyses.forecast.later import Later
from sim.analyses.forecast.result import Forecast
from sim.analyses.forecast.structure import Structure
from sim.analyses.forecast.targets import TargetForecast, target_forecast
from sim.analyses.forecast.uncertainty import Scores, by_draw, drivers, fit_error, parameter_scores, variance_split
from sim.errors import InputError, Text
from sim.inputs.plan import Target
from sim.model.tables.metrics import METRIC_INDEX
from sim.study.inputs import Inputs
from sim.study.outcomes import hits
from sim.study.probabilities import JOINT_CLASSES, Declared, Joint, joint
from sim.study.provenance import array_digest, code_digest, machine, numeric_fingerprint, versions
from sim.study.record import DONE, REPLICATES, Runs


def check_pool(weight: Any, inputs: Inputs) -> None:
    """InputError for what is no weight in (0, 1], and where mobilisation or leniency is on.

    Earlier plans met their goals for reasons that these switches stand for: with either on, the outside view would
    count them a second time.
    """
    if weight is None:
        return
    if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0.0 < weight <= 1.0:
        raise InputError("not a weight of the outside view", key="pool", value=weight,
                         allowed=Text("above 0, at most 1"))  # fmt: skip
    switches = inputs.scenario.switches
    if switches.mobilisation:
        problem = "the outside view already contains mobilisation, which is switched on here: it would count twice"
        raise InputError(problem, key="pool", value=weight, allowed=Text("switches.mobilisation = false"))
    if switches.leniency:
        problem = "the outside view already contains leniency, which is switched on here: it would count twice"
        raise InputError(problem, key="pool", value=weight, allowed=Text("switches.leniency = false"))


def pooled(weight: float | None, class_: str, model: float, outside: float | None) -> float | None:
    """Linear opinion pool: ``weight`` on the outside view; None without a pool, an outside view, or for class C."""
    if weight is None or outside is None or class_ not in JOINT_CLASSES:
        return None
    return weight * outside + (1.0 - weight) * model


def assess(
    inputs: Inputs,
    runs: Runs,
    seed: int,
    structure: Structure | None = None,
    pool: float | None = None,
    later: Later | None = None,
    *,
    command: str,
) -> Forecast:
    """The forecast from ``runs``. ``pool``: weight of the outside view, where one was declared; ``later``: the same
    runs gone on after the plan's end; ``command``: the line that repeats it.

    Raises RuntimeError where no run finished.
    """
    done = runs.status == DONE
    if not done.any():
        raise RuntimeError(f"none of the {len(done)} runs finished")
    metrics, draw = runs.metrics[done], runs.draw[done]
    plan = inputs.plan
    scores = parameter_scores(inputs.parameters, inputs.draws(seed, 0, int(runs.draw[-1]) + 1))
    targets = tuple(_target(target, inputs, metrics, draw, scores, structure, pool) for target in plan.targets)
    money = None if runs.money is None else runs.money[done][:, : len(plan.actions)]
    actions = [action.id for action in plan.actions]
    return Forecast(
        scenario=inputs.scenario,
        plan=plan,
        runs=len(done),
        seed=seed,
        targets=targets,
        joint=_joint(targets, inputs, metrics, draw),
        money=money_table(actions, inputs.allocation.totals, money),
        months=plan.month_labels[: metrics.shape[1]],
        metrics=runs.metrics,
        status=runs.status,
        draw=runs.draw,
        provenance=provenance(inputs, runs, command, later),
        parameters=inputs.parameters,
        inputs=inputs.files,
        action_money=runs.money,
        field_firms=runs.field_firms,
        district_firms=runs.district_firms,
        structure=structure,
        pool=pool,
        later=later,
    )


def _target(
    planned: Target,
    inputs: Inputs,
    metrics: np.ndarray,
    draw: np.ndarray,
    scores: Scores,
    structure: Structure | None,
    pool: float | None,
) -> TargetForecast:
    """A target with what drives it, what its uncertainty is made of, and the fit's own error."""
    choice = inputs.allocation.readings[planned.id]
    target = target_forecast(planned, choice, metrics, draw, inputs.parameters.rows)
    counts, met = metrics[:, -1, METRIC_INDEX[choice.metric]], hits(choice, metrics)
    error = fit_error(by_draw(met, draw, len(scores.z)), scores, inputs.fitted)
    switches = None if structure is None else structure.shares[target.id]
    return replace(
        target,
        fit_error=None if target.mc_error is None else error,
        drivers=drivers(scores, by_draw(counts, draw, len(scores.z))),
        variance=variance_split(met, draw, tuple(target.readings.values()), switches),
        pooled=pooled(pool, target.class_, target.probability, target.outside_view),
    )


def provenance(inputs: Inputs, runs: Runs, command: str, later: Later | None = None) -> dict[str, Any]:
    """Provenance of a forecast: command, inputs, code, versions, fingerprints. JSON types only."""
    number = len(runs.status)
    fingerprint = {"math": numeric_fingerprint(), "metrics": array_digest(runs.metrics, runs.status)}
    fingerprint |= {} if later is None else {"later": array_digest(later.metrics, later.status)}
    return {
        "command": command,
        "draws": -(-number // REPLICATES),
        "replicates": REPLICATES,
        "runs_done": int(np.count_nonzero(runs.status == DONE)),
        "inputs": inputs.digests,
        "plan": inputs.plan.id,
        "budget": {"expenditure": inputs.scenario.budget.expenditure, "capital": inputs.scenario.budget.capital},
        "switches": inputs.allocation.switches.model_dump(mode="json"),
        "parameters": len(inputs.parameters),
        "fitted": "prior" if inputs.fitted is None else inputs.fitted.name,
        "data_until": None if inputs.fitted is None else inputs.fitted.until,
        "contraction": {} if inputs.fitted is None else dict(inputs.fitted.contraction),
        "code": code_digest(),
        "versions": versions(),
        "machine": machine(),
        "fingerprint": fingerprint,
    }


def _joint(targets: tuple[TargetForecast, ...], inputs: Inputs, metrics: np.ndarray, draw: np.ndarray) -> Joint:
    together = [target for target in targets if target.class_ in JOINT_CLASSES]
    apart = [target for target in targets if target.class_ not in JOINT_CLASSES]
    if not together:
        raise InputError("no target of class A or B, so nothing can be said of all together", key="targets")
    readings = inputs.allocation.readings
    met = np.column_stack([hits(readings[target.id], metrics) for target in together])
    declared = Declared(
        targets=tuple(target.id for target in apart),
        expected_met=float(sum(target.probability for target in apart)),
        expected_capacity=float(sum(hits(readings[target.id], metrics).mean() for target in apart)),
    )
    started = [target.id for target in targets if target.met_at_start]
    return joint([target.id for target in together], met, draw, started, declared)
