"""From what a search chose to its result: fresh runs of scenario and winner, in every world that is to be told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from sim.analyses.search.course import Chosen, Front
from sim.analyses.search.estimate import Robustness, by_effects, robustness, target_changes, worth
from sim.analyses.search.evaluation import Evaluator, Outcome
from sim.analyses.search.front import FrontPoint, unbeaten
from sim.analyses.search.question import RUNNERS_UP, WORLD_RUNS, Question
from sim.analyses.search.result import MoneyRow, SearchResult
from sim.analyses.search.space import Candidate, Space
from sim.analyses.search.worlds import outcomes
from sim.inputs.plan.records import Bilingual
from sim.inputs.policy import Scenario
from sim.language import LANGUAGES, text
from sim.study.design import Design, forecast_runs
from sim.study.provenance import array_digest, digest_of
from sim.study.repeating import Repeating

_LONGEST_ID = 60  # letters


def report_single(evaluate: Evaluator, question: Question, chosen: Chosen, again: Repeating) -> SearchResult:
    """The result of a search with one objective. Raises Interrupted."""
    space, objective = question.space, question.objectives[0]
    block = forecast_runs(space.inputs, question.estimate_runs, question.seed).drawn()
    pair = (space.itself(), chosen.winner)
    own = evaluate(pair, block)
    effects = by_effects(evaluate, objective, pair, block, own)
    robust = None
    if question.criterion is not None:
        policies = [*pair, space.candidate(space.even), *chosen.others[:RUNNERS_UP]]
        robust = _robust(evaluate, question, policies, block)
    result = _result(evaluate, question, chosen.winner, own, again)
    return replace(
        result,
        winner_name=chosen.name,
        effects=effects,
        finalists=chosen.finalists,
        trace=chosen.trace,
        robust=robust,
        simulations=evaluate.simulations,
    )


def _robust(evaluate: Evaluator, question: Question, policies: list[Candidate], block: Design) -> Robustness:
    """Worlds that need no runs of their own are told on the whole block, the others on its first runs."""
    assert question.criterion is not None
    runs = min(WORLD_RUNS, len(block))
    short = block.rows(slice(runs))
    free = [world for world in question.worlds if not world.switches]
    made = outcomes(evaluate, policies, block, free)
    for world in question.worlds:
        if world.switches:
            made[world.name] = evaluate(policies, short, dict(world.switches))
    return robustness(question.criterion, question.objectives[0], made, question.worlds, runs)


def report_front(evaluate: Evaluator, question: Question, front: Front, again: Repeating) -> SearchResult:
    """The result of a search with two objectives; the winner is the front's best in the first. Raises Interrupted."""
    space, pair = question.space, question.objectives
    block = forecast_runs(space.inputs, question.estimate_runs, question.seed).drawn()
    itself = space.itself()
    points = list(front.points.values())
    every = evaluate([itself, *points], block)
    judged = [objective.judged(every) for objective in pair]
    values = np.array(
        [[one.estimate(runs[k]).value for one, runs in zip(pair, judged, strict=True)] for k in range(len(every.hits))]
    )
    stays = unbeaten(values)[1:]
    made = tuple(
        FrontPoint(
            name,
            _named_scenario(space, point, f"front-{k}"),
            (pair[0].estimate(judged[0][k]), pair[1].estimate(judged[1][k])),
            (pair[0].gain(judged[0][k], judged[0][0]), pair[1].gain(judged[1][k], judged[1][0])),
            beaten=not bool(stay),
        )
        for k, ((name, point), stay) in enumerate(zip(front.points.items(), stays, strict=True), start=1)
    )
    own = every.first(2)
    effects = by_effects(evaluate, pair[0], (itself, points[0]), block, own)
    result = _result(evaluate, question, points[0], own, again)
    return replace(
        result,
        winner_name=made[0].name,
        effects=effects,
        finalists=front.finalists,
        trace=front.trace,
        front=made,
        simulations=evaluate.simulations,
    )


def _result(evaluate: Evaluator, question: Question, winner: Candidate, own: Outcome, again: Repeating) -> SearchResult:
    """All that scenario and winner alone say; ``own``: their fresh runs."""
    space = question.space
    inputs = space.inputs
    before, after = own.hits
    empty: dict[str, Any] = {"effects": {}, "finalists": (), "trace": None, "robust": None, "front": ()}
    return SearchResult(
        plan=inputs.plan,
        scenario=inputs.scenario,
        winner=_named_scenario(space, winner, "search"),
        winner_name="",
        objectives=question.objectives,
        worths=tuple(worth(objective, *objective.judged(own)) for objective in question.objectives),
        money=_money(space, winner),
        fields=_fields(space, winner),
        targets=target_changes(inputs.plan, before, after),
        searched=question.simulations,
        simulations=0,
        estimate_runs=question.estimate_runs,
        runs_failed=int((~np.isfinite(own.ends.sum(axis=2))).sum()),
        seed=question.seed,
        command=again.command,
        copies=again.copies,
        digest=digest_of([inputs.digest, array_digest(own.ends, winner.totals)]),
        provenance=evaluate.study.provenance("inputs fitted code versions"),
        **empty,
    )


def _named_scenario(space: Space, winner: Candidate, ending: str) -> Scenario:
    """The winner as a scenario of its own; its name says where it comes from."""
    scenario = space.inputs.scenario if winner.is_scenario else space.scenario(winner)
    name = {lang: text("search.scenario-name", lang, scenario=scenario.name[lang]) for lang in LANGUAGES}
    description = {lang: text("search.scenario-description", lang) for lang in LANGUAGES}
    return scenario.model_copy(
        update={
            "id": f"{scenario.id[: _LONGEST_ID - len(ending) - 1].rstrip('-')}-{ending}",
            "name": Bilingual.model_validate(name),
            "description": Bilingual.model_validate(description),
        }
    )


def _money(space: Space, winner: Candidate) -> tuple[MoneyRow, ...]:
    inputs = space.inputs
    own_year = inputs.allocation.calendar[:, :12].sum(axis=1)
    rows = []
    for place, action in enumerate(inputs.plan.actions):
        if action.pot != "expenditure":
            continue
        committed = inputs.scenario.committed.get(action.id, 0.0) * inputs.scenario.budget.expenditure
        year = None
        if winner.first_year is not None:
            year = (float(own_year[place]), float(winner.first_year[place]))
        before, after = float(inputs.allocation.totals[place]), float(winner.totals[place])
        rows.append(MoneyRow(action.id, committed, before, after, year))
    return tuple(rows)


def _fields(space: Space, winner: Candidate) -> dict[str, tuple[float, float]]:
    """Weight of each field, mean 1: the scenario's over all its money, the winner's; empty where not searched."""
    if winner.fields is None:
        return {}
    money = space.inputs.allocation.totals @ space.inputs.allocation.field_weight
    own = money / money.mean()
    fields = space.inputs.plan.fields
    return {f.id: (float(own[k]), float(winner.fields[k])) for k, f in enumerate(fields)}
