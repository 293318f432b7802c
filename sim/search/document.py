"""A search as one JSON object (schema_version 1)."""

from __future__ import annotations

from typing import Any

from sim.forecast.document import plain
from sim.forecast.paired import Difference
from sim.search.estimate import Robustness, Worth, interval
from sim.search.result import SearchResult

SCHEMA_VERSION = "1"


def document(result: SearchResult) -> dict[str, Any]:
    """The object that ``xiandao search --json`` prints; money in million CNY."""
    made = {
        "scenario": result.scenario.id,
        "winner": result.winner_name,
        "objectives": [_objective(result, place) for place in range(len(result.objectives))],
        "money": [
            {
                "action": row.action,
                "committed": row.committed,
                "scenario": row.scenario,
                "winner": row.winner,
                "difference": row.difference,
                "first_year": row.first_year,
            }
            for row in result.money
        ],
        "fields": dict(result.fields),
        "targets": [
            {"id": row.id, "class": row.class_, "scenario": row.scenario, "winner": row.winner, "gain": vars(row.gain)}
            for row in result.targets
        ],
        "effects": {mode: _worth(one) for mode, one in result.effects.items()},
        "finalists": [vars(one) for one in result.finalists],
        "robust": None if result.robust is None else _robust(result.robust),
        "front": [
            {
                "name": point.name,
                "values": [vars(one) for one in point.values],
                "gains": [vars(one) for one in point.gains],
                "beaten": point.beaten,
                "shares": point.scenario.shares,
            }
            for point in result.front
        ],
        "shares": result.winner.shares,
        "searched": result.searched,
        "simulations": result.simulations,
        "estimate_runs": result.estimate_runs,
        "runs_failed": result.runs_failed,
    }
    whole = {"schema_version": SCHEMA_VERSION, "seed": result.seed, "command": result.command, "digest": result.digest}
    return {**whole, **plain(made)}


def _objective(result: SearchResult, place: int) -> dict[str, Any]:
    one = result.objectives[place]
    weights = {target.id: float(w) for target, w in zip(result.plan.targets, one.weights, strict=True) if w > 0.0}
    return {"name": one.name, "weights": weights, **_worth(result.worths[place])}


def _worth(one: Worth) -> dict[str, Any]:
    return {
        "scenario": _with_interval(one.scenario),
        "winner": _with_interval(one.winner),
        "gain": _with_interval(one.gain),
        "positive": one.positive,
    }


def _with_interval(one: Difference) -> dict[str, float]:
    low, high = interval(one)
    return {"value": one.value, "error": one.error, "low": low, "high": high}


def _robust(one: Robustness) -> dict[str, Any]:
    return {
        "criterion": one.criterion,
        "runs": one.runs,
        "policies": one.policies,
        "worst": {"scenario": one.worst[0], "winner": one.worst[1]},
        "regret": {"scenario": one.regret[0], "winner": one.regret[1]},
        "worlds": {
            row.world: {
                **_worth(row.worth),
                "regret": {"scenario": row.scenario_regret, "winner": row.winner_regret},
            }
            for row in one.rows
        },
    }
