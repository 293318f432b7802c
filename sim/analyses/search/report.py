"""The result of a search from its chosen allocation: fresh runs of scenario and winner, in every reported world."""

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
    space = question.space
    block = forecast_runs(space.inputs, question.estimate_runs, question.seed).drawn()
    pair = (space.itself(), chosen.winner)
    outcome = evaluate(pair, block)
    robust = None
    if question.criterion is not None:
        policies = [*pair, space.candidate(space.even), *chosen.others[:RUNNERS_UP]]
        robust = _robust(evaluate, question, question.criterion, policies, block)
    return _result(evaluate, question, chosen, pair, block, outcome, again, name=chosen.name, robust=robust)


def _robust(
    evaluate: Evaluator, question: Question, criterion: str, policies: list[Candidate], block: Design
) -> Robustness:
    """Worlds that need no runs of their own are told on the whole block, the others on its first runs."""
    runs = min(WORLD_RUNS, len(block))
    by_world = outcomes(evaluate, policies, block, [world for world in question.worlds if not world.switches])
    costly = [world for world in question.worlds if world.switches]
    by_world |= {world.name: evaluate(policies, block.rows(slice(runs)), dict(world.switches)) for world in costly}
    return robustness(criterion, question.objectives[0], by_world, question.worlds, runs)


def report_front(evaluate: Evaluator, question: Question, front: Front, again: Repeating) -> SearchResult:
    """The result of a search with two objectives; the winner is the front's best in the first. Raises Interrupted."""
    space, pair = question.space, question.objectives
    block = forecast_runs(space.inputs, question.estimate_runs, question.seed).drawn()
    candidates = [space.itself(), *front.points.values()]
    outcome = evaluate(candidates, block)
    judged = [objective.judged(outcome) for objective in pair]
    estimates = [[objective.estimate(runs) for runs in each] for objective, each in zip(pair, judged, strict=True)]
    stays = unbeaten(np.array([[estimate.value for estimate in each] for each in estimates]).T)
    points = tuple(
        FrontPoint(
            name,
            _named_scenario(space, candidates[k], f"front-{k}"),
            (estimates[0][k], estimates[1][k]),
            (pair[0].gain(judged[0][k], judged[0][0]), pair[1].gain(judged[1][k], judged[1][0])),
            beaten=not bool(stays[k]),
        )
        for k, name in enumerate(front.points, start=1)
    )
    pair_of_first = (candidates[0], candidates[1])
    return _result(
        evaluate, question, front, pair_of_first, block, outcome[:2], again, name=points[0].name, front=points
    )


def _result(
    evaluate: Evaluator,
    question: Question,
    course: Chosen | Front,
    pair: tuple[Candidate, Candidate],
    block: Design,
    outcome: Outcome,
    again: Repeating,
    *,
    name: str,
    robust: Robustness | None = None,
    front: tuple[FrontPoint, ...] = (),
) -> SearchResult:
    """``pair``: scenario and winner, the winner by ``name``; ``outcome``: of both on the fresh ``block``."""
    space, objectives, winner = question.space, question.objectives, pair[1]
    inputs = space.inputs
    effects = by_effects(evaluate, objectives[0], pair, block, outcome)
    return SearchResult(
        plan=inputs.plan,
        scenario=inputs.scenario,
        winner=_named_scenario(space, winner, "search"),
        winner_name=name,
        objectives=objectives,
        worths=tuple(worth(objective, *objective.judged(outcome)) for objective in objectives),
        money=_money(space, winner),
        fields=_fields(space, winner),
        targets=target_changes(inputs.plan, *outcome.hits),
        effects=effects,
        finalists=course.finalists,
        trace=course.trace,
        robust=robust,
        front=front,
        searched=question.simulations,
        simulations=evaluate.simulations,
        estimate_runs=question.estimate_runs,
        runs_failed=int((~np.isfinite(outcome.ends.sum(axis=2))).sum()),
        seed=question.seed,
        command=again.command,
        copies=again.copies,
        digest=digest_of([inputs.digest, array_digest(outcome.ends, winner.totals)]),
        provenance=evaluate.study.provenance("inputs fitted code versions"),
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
    scenario, before, after = space.inputs.scenario, space.inputs.allocation.totals, winner.totals
    rows = []
    for k, action in enumerate(space.inputs.plan.actions):
        if action.pot == "expenditure":
            committed = scenario.committed.get(action.id, 0.0) * scenario.budget.expenditure
            searched = winner.first_year
            years = None if searched is None else (float(space.first_year_shares[k]), float(searched[k]))
            rows.append(MoneyRow(action.id, committed, float(before[k]), float(after[k]), years))
    return tuple(rows)


def _fields(space: Space, winner: Candidate) -> dict[str, tuple[float, float]]:
    """Weight of each field, mean 1: the scenario's over all its money, the winner's; empty where not searched."""
    if winner.fields is None:
        return {}
    money = space.inputs.allocation.totals @ space.inputs.allocation.field_weight
    weights = zip((money / money.mean()).tolist(), winner.fields.tolist(), strict=True)
    return {field.id: pair for field, pair in zip(space.inputs.plan.fields, weights, strict=True)}
