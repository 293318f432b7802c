"""Tables of a sweep's summary: the points at which most targets are met, and the range of each target's probability."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.analyses.sweep.measures import ATTAINMENT, EXPECTED_MET
from sim.analyses.sweep.summary import Summary
from sim.analyses.sweep.words import action_names, error_words, factor_words, level_words
from sim.language import text
from sim.language.numbers import NOTHING, part
from sim.results.order import by_class
from sim.results.table import Block, Line, Table

_MOST_POINTS = 10
_MOST_FACTORS = 4  # columns of a table that a screen has room for


def screen(summary: Summary, lang: str) -> Iterator[Block]:
    """Title, tables and notes of a summary. What is undefined is a dash; an unfinished sweep says how much is there."""
    yield Line(summary.name[lang], "title")
    if summary.share_there < 1.0:
        runs = summary.runs_done + summary.runs_failed
        yield Line(text("sweep.unfinished", lang, there=f"{runs:,}", runs=f"{summary.runs_planned:,}",
                        percent=part(summary.share_there)))  # fmt: skip
    measures = summary.measures
    if measures.joint:
        yield points_table(summary, lang)
        if len(summary.paths) > _MOST_FACTORS:
            yield Line(text("sweep.more-factors", lang, number=len(summary.paths) - _MOST_FACTORS), "quiet")
    if measures.targets:
        yield targets_table(summary, lang)
    if measures.left_out:
        names = text("sweep.and", lang).join(target.name[lang] for target in by_class(measures.left_out))
        yield Line(text("sweep.left-out", lang, targets=names))
    if measures.by_point:
        yield Line(text("sweep.by-point", lang))
    if measures.declared:
        yield Line(text("sweep.declared", lang), "quiet")
    yield Line(text("sweep.legend", lang), "quiet")


def best_points(summary: Summary, most: int) -> list[int]:
    """Points with the highest expected number met first, of those with runs; ties in order of the design."""
    met = summary.value[:, summary.measures.place(EXPECTED_MET)]
    order = np.argsort(-met, kind="stable")
    return [int(point) for point in order if not np.isnan(met[point])][:most]


def points_table(summary: Summary, lang: str) -> Table:
    """The best points: their factors, the expected number met and the attainment with their errors, and the runs."""
    chosen, paths, measures = best_points(summary, _MOST_POINTS), summary.paths[:_MOST_FACTORS], summary.measures
    actions = action_names(summary.plan, lang)
    rows = []
    for point in chosen:
        cells = [str(point), *(level_words(path, summary.points[point][k], lang) for k, path in enumerate(paths))]
        for name in (EXPECTED_MET, ATTAINMENT):
            column = measures.place(name)
            cells.append(error_words(name, summary.value[point, column], summary.error[point, column]))
        rows.append((*cells, f"{summary.runs[point]:,}"))
    heads = (
        text("sweep.head-point", lang),
        *(factor_words(path, actions, lang) for path in paths),
        text("sweep.head-met", lang, number=len(measures.joint)),
        text("sweep.head-attainment", lang),
        text("sweep.head-runs", lang),
    )
    title = text("sweep.points", lang, shown=len(chosen), points=f"{len(summary.points):,}")
    return Table(title, heads, tuple(rows))


def targets_table(summary: Summary, lang: str) -> Table:
    """Of every target, by class, its lowest and its highest probability and the points where they are."""
    columns = {target.id: k for k, target in enumerate(summary.measures.targets)}
    rows = []
    for target in by_class(summary.measures.targets):
        value, error = (array[:, columns[target.id]] for array in (summary.value, summary.error))
        cells = [NOTHING] * 4
        if not np.isnan(value).all():
            ends = (int(np.nanargmin(value)), int(np.nanargmax(value)))
            cells = [words for at in ends for words in (error_words(target.id, value[at], error[at]), str(at))]
        rows.append((target.name[lang], target.class_, *cells))
    heads = ("target", "class", "lowest", "at", "highest", "at")
    return Table(text("sweep.targets", lang), tuple(text(f"sweep.head-{head}", lang) for head in heads), tuple(rows))
