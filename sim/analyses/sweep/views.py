"""A sweep in words: factors, levels and measures; the best points, and the range of each target's probability."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from sim.analyses.sensitivity.views import factor_name as parameter_name
from sim.analyses.sweep.measures import ATTAINMENT, EXPECTED_MET, Measures
from sim.analyses.sweep.paths import MOVE, PARAMETERS, parse_path
from sim.analyses.sweep.summary import Summary
from sim.inputs.plan import Plan
from sim.language import text, texts
from sim.language.numbers import NOTHING, amount, fixed, part, shown, significant, with_error
from sim.results.table import Block, Line, Table, by_class
from sim.study.probabilities import JOINT_CLASSES

_PARTS = ("movable", "shares", "committed")
_MOST_POINTS = 10
_MOST_FACTORS = 4  # columns of a table that a screen has room for


def action_names(plan: Plan | None, lang: str) -> dict[str, str]:
    """Action -> its name in the plan that the sweep kept."""
    return {} if plan is None else {action.id: action.name[lang] for action in plan.actions}


def factor_words(path: str, actions: Mapping[str, str], lang: str) -> str:
    """What a factor varies, with its unit; the path itself where no words are known."""
    parsed = parse_path(path)
    if parsed.root == PARAMETERS:
        return parameter_name(str(parsed.parameter), lang)
    names = [name for name, _ in parsed.steps]
    labels = [actions.get(name, name) for name in names[1:]]
    if parsed.root in _PARTS:
        return text(f"sweep.factor-{parsed.root}", lang, action=labels[0])
    if parsed.root == MOVE:
        return text("sweep.factor-move", lang, source=labels[0], to=labels[1])
    if parsed.root == "switches":
        return texts(lang).get(f"switch.{names[1]}", path)
    return texts(lang).get(f"sweep.factor-{'-'.join(names)}", path)


def level_words(path: str, value: Any, lang: str) -> str:
    """A level without its unit."""
    root, _, name = path.partition(".")
    if isinstance(value, bool):
        return text("switch.on" if value else "switch.off", lang)
    if isinstance(value, str):
        return texts(lang).get(f"switch.{name}-{value}", value) if root == "switches" else value
    if root in _PARTS:
        return significant(100.0 * value)
    if root == MOVE or path in ("budget.expenditure", "budget.capital"):
        return amount(value, lang).rstrip("0").rstrip(".")
    return significant(value)


def measure_words(measures: Measures, name: str, lang: str) -> str:
    """What is measured, with its unit: the target by name, or the joint measures."""
    for target in measures.targets:
        if target.id == name:
            kind = "probability" if target.class_ in JOINT_CLASSES else "capacity"
            return text(f"sweep.measure-{kind}", lang, target=target.name[lang])
    return text(f"sweep.measure-{name.replace('_', '-')}", lang, number=len(measures.joint))


def value_words(name: str, value: float) -> str:
    """A value as it stands in a cell: per cent of a probability or an attainment, else two decimals."""
    return fixed(value, 2) if name == EXPECTED_MET else shown(value)


def error_words(name: str, value: float, error: float) -> str:
    """``value ± error``; the value alone where no error is defined."""
    if error != error:
        return value_words(name, value)
    return with_error(value, error) if name == EXPECTED_MET else f"{shown(value)} ± {fixed(100.0 * error, 1)}"


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
