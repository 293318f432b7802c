"""From finished runs to a Forecast: every number is taken from the runs that count, none from a failed one."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.errors import InputError
from sim.forecast.earned import money_table
from sim.forecast.inputs import Inputs
from sim.forecast.joint import JOINT_CLASSES, Declared, Joint, joint
from sim.forecast.provenance import (
    array_digest,
    code_digest,
    machine,
    numeric_fingerprint,
    versions,
)
from sim.forecast.result import Forecast
from sim.forecast.runs import DONE, REPLICATES, Runs
from sim.forecast.targets import TargetForecast, hits, target_forecast


def assess(inputs: Inputs, made: Runs, seed: int) -> Forecast:
    """The forecast that ``made`` supports. Raises RuntimeError where no run finished."""
    done = made.status == DONE
    if not done.any():
        raise RuntimeError(f"none of the {len(done)} runs finished")
    metrics, draw = made.metrics[done], made.draw[done]
    plan, readings = inputs.plan, inputs.allocation.readings
    targets = tuple(
        target_forecast(target, readings[target.id], metrics, draw, inputs.parameters.rows) for target in plan.targets
    )
    money = None if made.money is None else made.money[done][:, : len(plan.actions)]
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
        metrics=made.metrics,
        status=made.status,
        draw=made.draw,
        provenance=provenance(inputs, made, seed),
        parameters=inputs.parameters,
        inputs=inputs.files,
        action_money=made.money,
        field_firms=made.field_firms,
    )


def provenance(inputs: Inputs, made: Runs, seed: int) -> dict[str, Any]:
    """What repeats the result, and what it rests on. JSON types only."""
    runs = len(made.status)
    return {
        "command": inputs.command.replace("{runs}", str(runs)).replace("{seed}", str(seed)),
        "draws": -(-runs // REPLICATES),
        "replicates": REPLICATES,
        "runs_done": int(np.count_nonzero(made.status == DONE)),
        "inputs": inputs.digests,
        "plan": inputs.plan.id,
        "budget": {"expenditure": inputs.scenario.budget.expenditure, "capital": inputs.scenario.budget.capital},
        "switches": inputs.allocation.switches.model_dump(mode="json"),
        "parameters": len(inputs.parameters),
        "fitted": "prior" if inputs.fitted is None else inputs.fitted.name,
        "data_until": None if inputs.fitted is None else inputs.fitted.until,
        "code": code_digest(),
        "versions": versions(),
        "machine": machine(),
        "fingerprint": {"math": numeric_fingerprint(), "metrics": array_digest(made.metrics, made.status)},
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
