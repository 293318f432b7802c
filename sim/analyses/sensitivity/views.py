"""A sensitivity analysis in words: one table a question, whatever prints them, and what the numbers rest on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from sim.analyses.sensitivity.findings import SensitivityFindings
from sim.analyses.sensitivity.information import Worth
from sim.analyses.sensitivity.tornado import PARAMETER
from sim.analyses.sensitivity.words import factor_name, set_name, target_name
from sim.language import text
from sim.language.numbers import SAME, at_least, counts, part, points, shown, significant, with_error
from sim.results.order import by_class
from sim.results.table import Block, Line, Table
from sim.study.inputs import PRIOR

MOST_FACTORS = 3  # of a target on screen; the files hold all
MOST_BARS = 5


def screen(result: SensitivityFindings, lang: str) -> Iterator[Block]:
    """All of it: the tables that have rows in the order of reading, then the notes."""
    yield Line(text("sensitivity.title", lang, scenario=result.scenario), "title")
    yield Line(text("sensitivity.summary", lang, set=set_name(result, lang), seed=result.seed, factors=result.factors,
                    kept=len(result.kept), runs=f"{result.workload.total:,}"))  # fmt: skip
    made = [split_table, screening_table, indices_table, tornado_table, worth_table, choice_table, choice_worth_table]
    yield from (table for make in made if (table := make(result, lang)).rows)
    yield Line("")
    yield from (Line(sentence, "quiet") for sentence in notes(result, lang))


def split_table(result: SensitivityFindings, lang: str) -> Table:
    """What the uncertainty of each target is made of."""
    parts = ("parameter", "chance", "definition", "structure")
    rows = []
    for target in by_class(result.targets):
        shares = [None if target.split is None else getattr(target.split, name) for name in parts]
        cells = (shown(target.probability), *map(part, shares), part(target.chance))
        rows.append((target_name(result, target.id, lang), *cells))
    heads = ("target", "probability", *parts, "chance-of-count")
    return Table(text("sensitivity.split", lang), _heads(heads, lang), tuple(rows))


def screening_table(result: SensitivityFindings, lang: str) -> Table:
    """The parameters with the largest elementary effects on each count."""
    rows = []
    for target in by_class(result.targets):
        for one in [one for one in target.effects if one.shown][:MOST_FACTORS]:
            direction = "+" if one.mu > one.error else "-" if one.mu < -one.error else "±"
            name = factor_name(one.parameter, lang)
            rows.append((target.id, name, direction, with_error(one.mu_star, one.error), significant(one.sigma)))
    heads = ("target", "factor", "direction", "effect", "sigma")
    return Table(text("sensitivity.screening", lang), _heads(heads, lang), _grouped(result, rows, lang), words=(0, 1))


def indices_table(result: SensitivityFindings, lang: str) -> Table:
    """First-order and total indices of each count: the largest, then all the others together."""
    rows = []
    for target in by_class(result.targets):
        alone = [one for one in target.indices if one.shown and not one.grouped]
        for one in (*alone[:MOST_FACTORS], *(one for one in target.indices if one.grouped)):
            cells = (with_error(one.first, one.first_error), with_error(one.total, one.total_error))
            rows.append((target.id, factor_name(one.factor, lang), *cells))
    heads = ("target", "factor", "first", "total")
    return Table(text("sensitivity.indices", lang), _heads(heads, lang), _grouped(result, rows, lang), words=(0, 1))


def tornado_table(result: SensitivityFindings, lang: str) -> Table:
    """Percentage points of the probability with a parameter low and high, and switches that are shown to matter."""
    rows = []
    for target in by_class(result.targets):
        if target.split is None:
            continue
        alone = [bar for bar in target.bars if bar.factor in target.important]
        switches = [bar for bar in target.bars if bar.kind != PARAMETER and bar.swing.shown]
        if not alone and not switches:
            rows.append((target.id, text("sensitivity.none-shown", lang), SAME, SAME, SAME))
        for bar in (*alone[:MOST_BARS], *switches):
            rows.append(
                (target.id, factor_name(bar.factor, lang), points(bar.low), points(bar.high), points(bar.swing))
            )
    heads = ("target", "factor", "low", "high", "swing")
    return Table(text("sensitivity.tornado", lang), _heads(heads, lang), _grouped(result, rows, lang), words=(0, 1))


def worth_table(result: SensitivityFindings, lang: str) -> Table:
    """How much of the variance of "met" goes when a parameter is known."""
    rows = [
        (target.id, name, value)
        for target in by_class(result.targets)
        if target.worths
        for name, value in _worths(target.worths, lang, lambda one: shown(one.value))
    ]
    heads = ("target", "factor", "gone")
    return Table(text("sensitivity.worth", lang), _heads(heads, lang), _grouped(result, rows, lang), words=(0, 1))


def choice_table(result: SensitivityFindings, lang: str) -> Table:
    """The scenarios to choose from; no rows without a choice."""
    decision = result.decision
    found = () if decision is None else decision.alternatives
    rows = [
        (one.scenario, f"{one.expected:.3f}", "" if place == 0 else counts(one.gain)) for place, one in enumerate(found)
    ]
    targets = 0 if decision is None else decision.targets
    heads = (
        text("sensitivity.head-scenario", lang),
        text("sensitivity.head-expected", lang, targets=targets),
        text("sensitivity.head-gain", lang),
    )
    return Table(text("sensitivity.choice", lang), heads, tuple(rows))


def choice_worth_table(result: SensitivityFindings, lang: str) -> Table:
    """What knowing a parameter before choosing would add to the expected number met; no rows without a choice."""
    worths = () if result.decision is None else result.decision.worths
    rows = _worths(worths, lang, lambda one: at_least(one.value, 3)) if worths else []
    heads = _heads(("factor", "added"), lang)
    return Table(text("sensitivity.choice-worth", lang), heads, tuple(rows))


def notes(result: SensitivityFindings, lang: str) -> list[str]:
    """What the numbers rest on, a paragraph each."""
    said = [text("sensitivity.common", lang), text("sensitivity.bars-note", lang), text("sensitivity.worth-note", lang)]
    if result.fitted != PRIOR:
        said.insert(1, text("sensitivity.marginals", lang, set=result.fitted))
    still = [target_name(result, target.id, lang) for target in by_class(result.targets) if not target.varies]
    if still:
        said.append(text("sensitivity.nothing-varies", lang, targets=text("sensitivity.join", lang).join(still)))
    certain = [
        target_name(result, one.id, lang) for one in by_class(result.targets) if one.varies and one.split is None
    ]
    if certain:
        said.append(text("sensitivity.always-alike", lang, targets=text("sensitivity.join", lang).join(certain)))
    if result.runs_failed or result.rows_lost:
        said.append(text("sensitivity.failed", lang, runs=result.runs_failed, rows=result.rows_lost))
    return said


def _worths(worths: Sequence[Worth], lang: str, said: Callable[[Worth], str]) -> list[tuple[str, str]]:
    """Those that are shown; one row with "=" where none is."""
    found = [(factor_name(one.parameter, lang), said(one)) for one in worths if one.shown]
    return found[:MOST_FACTORS] or [(text("sensitivity.none-shown", lang), SAME)]


def _grouped(result: SensitivityFindings, rows: Sequence[tuple[str, ...]], lang: str) -> tuple[tuple[str, ...], ...]:
    """The id of a target replaced by its name, in the first of its rows only."""
    made, last = [], None
    for id, *cells in rows:
        made.append(("" if id == last else target_name(result, id, lang), *cells))
        last = id
    return tuple(made)


def _heads(names: Sequence[str], lang: str) -> tuple[str, ...]:
    return tuple(text(f"sensitivity.head-{name}", lang) for name in names)
