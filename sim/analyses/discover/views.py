"""A discovery in words: of every target its boxes in sentences, and one row a condition."""

from __future__ import annotations

from collections.abc import Iterator

from sim.analyses.discover.findings import DiscoveryFindings, TargetDiscovery
from sim.analyses.discover.words import condition_words, sentences
from sim.language import text
from sim.language.numbers import NOTHING, p_value
from sim.results.order import by_class
from sim.results.table import Block, Line, Table


def screen(result: DiscoveryFindings, lang: str) -> Iterator[Block]:
    """The whole discovery: how it was made, then target by target."""
    runs = f"{result.runs:,}"
    yield Line(text("discover.title", lang, scenario=result.scenario, runs=runs, seed=result.seed), "title")
    key = "discover.made-with-switches" if result.switches else "discover.made-without-switches"
    yield Line(text(key, lang, factors=result.factors, fitted=result.fitted))
    yield Line(text("discover.half", lang, searched=result.draws[0], held_out=result.draws[1]))
    if not result.targets:
        yield Line(f"\n{text('discover.none-open', lang)}")
    for target in by_class(result.targets):
        first, *others = sentences(result, target, lang)
        yield Line(f"\n{first}", "strong" if target.boxes else "plain")
        yield from (Line(sentence) for sentence in others)
        if target.boxes:
            yield conditions_table(target, lang)


def conditions_table(target: TargetDiscovery, lang: str) -> Table:
    """One row a condition, with what lifting it would do."""
    rows = [
        (NOTHING if index else str(box.number), condition_words(condition, lang),
         *(p_value(p).removeprefix("= ") for p in (condition.quasi_p, condition.held_out_p)))
        for box in target.boxes
        for index, condition in enumerate(box.conditions)
    ]  # fmt: skip
    heads = tuple(text(f"discover.head-{name}", lang) for name in ("box", "condition", "p", "held-out"))
    return Table("", heads, tuple(rows), words=(1,))
