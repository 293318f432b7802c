"""``sim.search("reference", "expected", simulations=4000)``: from a scenario to a better split of what may move."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.analyses.search.course import best_of, front_of
from sim.analyses.search.evaluation import Evaluator
from sim.analyses.search.question import ESTIMATE_RUNS, SIMULATIONS, Choice, checked_question
from sim.analyses.search.report import report_front, report_single
from sim.analyses.search.result import SearchResult
from sim.errors import InputError
from sim.inputs.parameters import ParameterTable
from sim.inputs.plan import Plan
from sim.inputs.plan.document import is_path
from sim.inputs.policy import Scenario
from sim.study.record import Progress
from sim.study.study import Study


def search(
    scenario: str | Path | Scenario = "reference",
    objective: Choice | Sequence[Choice] = "expected",
    simulations: int = SIMULATIONS,
    seed: int = 1,
    *,
    budget: float | None = None,
    bounds: Choice | None = None,
    by: Sequence[str] = (),
    robust: str | None = None,
    plan: str | Path | Plan | None = None,
    level: str | None = None,
    parameters: str | Path | ParameterTable | None = None,
    fitted: str | Path | None = None,
    estimate_runs: int = ESTIMATE_RUNS,
    progress: Progress | None = None,
    report: Callable[[float], None] | None = None,
    threads: int | None = None,
    out: str | Path | None = None,
    lang: str | None = None,
    simulate: Callable[..., Any] | None = None,
) -> SearchResult:
    """Search the split of the movable expenditure that makes ``objective`` largest, and tell what it is worth.

    ``objective``: "expected" (number of targets of classes A and B met), "all", "worst", or weights by target (a TOML
    file or a mapping); two of them give a Pareto front. ``simulations``: those that choose. ``budget``: expenditure in
    million CNY instead of the scenario's, what is committed unchanged. ``bounds``: a TOML file or a mapping with
    ``bounds`` and ``locks`` in million CNY. ``by``: "field" and "year", what is searched besides. ``robust``: "maximin"
    or "regret" over structural switches and readings. ``estimate_runs``: fresh runs of scenario and winner, an even
    number. ``report(value)``: the best value so far, after each generation. ``out``: folder where finished runs are
    kept on the way, so that the same call goes on after an interruption, and where the result is saved. The others as
    in ``sim.forecast``.

    Raises InputError for bad input, StorageError (with ``result``) where ``out`` cannot be written, and Interrupted on
    Ctrl-C.
    """
    if budget is not None and level is not None:
        raise InputError("a level and a budget exclude each other", key="budget", value=budget)
    study = Study.of(scenario, plan=plan, level=level, parameters=parameters, fitted=fitted, simulate=simulate,
                     threads=threads, progress=progress, out=out, lang=lang)  # fmt: skip
    several = [objective] if isinstance(objective, str | Path | Mapping) else list(objective)
    question = checked_question(
        study.inputs, several, simulations, seed, budget=budget, bounds=bounds, by=by, robust=robust,
        estimate_runs=estimate_runs,
    )  # fmt: skip
    study.total = question.total
    evaluate = Evaluator(question.space, study)
    named = [_named(choice) for choice in several]
    again = study.repeating("search", {
        "objective": named[0] if len(named) == 1 else named, "budget": budget, "level": level,
        "bounds": _named(bounds), "by": list(by), "robust": robust, "simulations": question.simulations,
        "seed": question.seed, "estimate_runs": None if estimate_runs == ESTIMATE_RUNS else question.estimate_runs,
        "fitted": fitted,
    })  # fmt: skip
    if len(question.objectives) == 2:
        pair = (question.objectives[0], question.objectives[1])
        front = front_of(evaluate, pair, question.simulations, question.seed, report)
        return study.finished(report_front(evaluate, question, front, again))
    chosen = best_of(evaluate, question.objectives[0], question.simulations, question.seed,
                     criterion=question.criterion, worlds=question.worlds, report=report)  # fmt: skip
    return study.finished(report_single(evaluate, question, chosen, again))


def _named(choice: Choice | None) -> object:
    """A file as a path, a name or a mapping as it is."""
    return Path(choice) if isinstance(choice, str | Path) and is_path(choice) else choice
