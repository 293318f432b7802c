"""``sim.search("reference", "expected", simulations=4000)``: from a scenario to a better split of what may move."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.forecast.chunks import Chunks
from sim.forecast.runs import Progress
from sim.search.course import best_of, front_of
from sim.search.evaluation import Evaluator
from sim.search.question import ESTIMATE_RUNS, SIMULATIONS, Choice, Question, asked
from sim.search.report import report_front, report_single
from sim.search.result import SearchResult

if TYPE_CHECKING:
    from sim.parameters import ParameterTable
    from sim.plan import Plan
    from sim.policy import Scenario


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
    question = asked(
        scenario, objective, simulations, seed, budget=budget, bounds=bounds, by=by, robust=robust, plan=plan,
        level=level, parameters=parameters, fitted=fitted, estimate_runs=estimate_runs,
    )  # fmt: skip
    chunks = None if out is None else Chunks(Path(out))
    evaluate = Evaluator(
        question.space,
        simulate or _compiled(),
        threads=threads,
        chunks=chunks,
        progress=progress,
        total=question.total,
    )
    command = _command(scenario, objective, question, budget=budget, bounds=bounds, by=by, level=level, fitted=fitted)
    if len(question.objectives) == 2:
        pair = (question.objectives[0], question.objectives[1])
        front = front_of(evaluate, pair, question.simulations, question.seed, report)
        result = report_front(evaluate, question, front, command)
    else:
        chosen = best_of(evaluate, question.objectives[0], question.simulations, question.seed,
                         criterion=question.criterion, worlds=question.worlds, report=report)  # fmt: skip
        result = report_single(evaluate, question, chosen, command)
    if progress is not None:
        progress(question.total, question.total)
    if chunks is not None:
        result.save(chunks.folder.parent, charts=True, lang=lang)
        chunks.clear()
    return result


def _command(
    scenario: str | Path | Scenario,
    objective: Choice | Sequence[Choice],
    question: Question,
    *,
    budget: float | None,
    bounds: Choice | None,
    by: Sequence[str],
    level: str | None,
    fitted: str | Path | None,
) -> str:
    """The command line that repeats the search; what was given as an object is named by its kind."""
    import shlex

    named = [objective] if isinstance(objective, str | Path | Mapping) else list(objective)
    words = ["xiandao", "search", _named(scenario, question.space.inputs.scenario.id)]
    words += ["--objective", ",".join(_named(one, "weights.toml") for one in named)]
    for option, value in (("--budget", budget), ("--level", level)):
        words += [] if value is None else [option, f"{value}"]
    words += [] if bounds is None else ["--bounds", _named(bounds, "bounds.toml")]
    for block in by:
        words += ["--by", block]
    words += [] if question.criterion is None else ["--robust", question.criterion]
    words += ["--simulations", str(question.simulations), "--seed", str(question.seed)]
    if fitted is not None:
        words += ["--prior"] if fitted == "prior" else ["--fitted", str(fitted)]
    return shlex.join(words)


def _named(choice: object, otherwise: str) -> str:
    return str(choice) if isinstance(choice, str | Path) else otherwise


def _compiled() -> Callable[..., Any]:
    from sim.ensemble import simulate

    return simulate
