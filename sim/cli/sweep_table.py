"""A sweep on a terminal: the points at which most targets are met, and how far each target's probability ranges."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.cli.session import Session
from sim.cli.streams import console
from sim.sweep.measures import ATTAINMENT, EXPECTED_MET
from sim.sweep.words import action_names, error_words, factor_words, level_words, value_words

if TYPE_CHECKING:
    from rich.console import Console

    from sim.sweep.summary import Summary

_MOST_POINTS = 10
_MOST_FACTORS = 4  # columns of a table that a screen has room for


def show(summary: Summary, session: Session) -> None:
    """Print a summary on standard output. What is undefined is a dash; an unfinished sweep says how much is there."""
    out, say = console(), session.say
    out.print(summary.name[session.lang], style="bold")
    if summary.share_there < 1.0:
        there = summary.runs_done + summary.runs_failed
        out.print(say("sweep.unfinished", there=f"{there:,}", runs=f"{summary.runs_planned:,}",
                      percent=f"{100 * summary.share_there:.0f}"))  # fmt: skip
    if summary.measures.joint:
        _points(summary, session, out)
    if summary.measures.targets:
        _targets(summary, session, out)
    if summary.measures.left_out:
        names = say("sweep.and").join(target.name[session.lang] for target in summary.measures.left_out)
        out.print(say("sweep.left-out", targets=names))
    if summary.measures.by_point:
        out.print(say("sweep.by-point"))
    if summary.measures.declared:
        out.print(say("sweep.declared"), style="dim")
    out.print(say("sweep.legend"), style="dim")


def best_points(summary: Summary, most: int) -> list[int]:
    """Points with the highest expected number met first, of those with runs; ties in order of the design."""
    met = summary.value[:, summary.measures.place(EXPECTED_MET)]
    order = np.argsort(-met, kind="stable")
    return [int(point) for point in order if not np.isnan(met[point])][:most]


def _points(summary: Summary, session: Session, out: Console) -> None:
    say, lang = session.say, session.lang
    chosen = best_points(summary, _MOST_POINTS)
    paths = summary.paths[:_MOST_FACTORS]
    actions = action_names(summary.plan, lang)
    out.print(f"\n{say('sweep.points', shown=len(chosen), points=f'{len(summary.points):,}')}", style="bold")
    heads = [say("sweep.head-point"), *(factor_words(path, actions, lang) for path in paths)]
    heads += [say("sweep.head-met", number=len(summary.measures.joint)), say("sweep.head-attainment")]
    rows = []
    for point in chosen:
        cells = [str(point), *(level_words(path, summary.points[point][k], lang) for k, path in enumerate(paths))]
        for name in (EXPECTED_MET, ATTAINMENT):
            place = summary.measures.place(name)
            cells.append(error_words(name, summary.value[point, place], summary.error[point, place]))
        rows.append([*cells, f"{summary.runs[point]:,}"])
    _print(out, [*heads, say("sweep.head-runs")], rows)
    if len(paths) < len(summary.paths):
        out.print(say("sweep.more-factors", number=len(summary.paths) - len(paths)), style="dim")


def _targets(summary: Summary, session: Session, out: Console) -> None:
    say = session.say
    out.print(f"\n{say('sweep.targets')}", style="bold")
    rows = []
    for k, target in enumerate(summary.measures.targets):
        column = summary.value[:, k]
        cells = [target.name[session.lang], target.class_]
        if np.isnan(column).all():
            rows.append([*cells, *[value_words(target.id, np.nan)] * 4])
            continue
        for point in (int(np.nanargmin(column)), int(np.nanargmax(column))):
            cells += [error_words(target.id, column[point], summary.error[point, k]), str(point)]
        rows.append(cells)
    heads = ("target", "class", "lowest", "at", "highest", "at")
    _print(out, [say(f"sweep.head-{head}") for head in heads], rows)


def _print(out: Console, heads: list[str], rows: list[list[str]]) -> None:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    for place, head in enumerate(heads):
        table.add_column(head, justify="right" if place else "left")
    for row in rows:
        table.add_row(*row)
    out.print(table)
