"""What a sweep's pictures share: levels of a factor, measures at each level, titles, captions and axis labels."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.analyses.sweep.aggregate import by_draw
from sim.analyses.sweep.measures import ATTAINMENT, EXPECTED_MET, Measures
from sim.analyses.sweep.results import SweepResults
from sim.analyses.sweep.views import action_names, factor_words, level_words, measure_words
from sim.errors import InputError, Text, check_name
from sim.language import text

Floats = NDArray[np.float64]
_DIGEST = 12  # signs of a digest, as git shortens them


@dataclass(frozen=True)
class Axis:
    """L levels of a factor. ``of``: int64[P], the level of each point; ``numeric``: levels are numbers, in order;
    ``binned``: they are the means of equally large groups of sampled values.
    """

    path: str
    levels: tuple[Any, ...]
    of: NDArray[np.int64]
    numeric: bool
    binned: bool

    def words(self, lang: str) -> list[str]:
        """Axis labels of the levels."""
        return [level_words(self.path, level, lang) for level in self.levels]


def axis_of(results: SweepResults, path: str, most: int, bins: int) -> Axis:
    """The axis of a factor; numbers with more than ``most`` levels are taken in ``bins`` equally large groups.

    Raises InputError for an unknown factor, and for more than ``most`` levels that are words.
    """
    check_name("unknown factor", path, results.paths, key="x, y")
    values = results.points[path].tolist()
    numeric = all(isinstance(value, int | float) and not isinstance(value, bool) for value in values)
    if not numeric:
        levels = tuple(dict.fromkeys(values))
        if len(levels) > most:
            raise InputError("has too many levels to draw", key=path, value=len(levels),
                             allowed=Text("at most {most:d}", most=most))  # fmt: skip
        return Axis(path, levels, np.array([levels.index(value) for value in values]), numeric, False)
    numbers = np.array(values, np.float64)
    distinct, of = np.unique(numbers, return_inverse=True)
    if len(distinct) <= most:
        return Axis(path, tuple(distinct.tolist()), of, numeric, False)
    rank = np.argsort(np.argsort(numbers, kind="stable"), kind="stable")
    group = rank * bins // len(numbers)
    means = [float(numbers[group == k].mean()) for k in range(bins)]
    return Axis(path, tuple(means), group, numeric, True)


def at_levels(results: SweepResults, measures: Measures, group: NDArray[np.int64], number: int) -> Floats:
    """float64[``number``, Q, 4]: value, error, low, high of every measure over the points of each group.

    ``group`` int64[P]. Points share their parameter draws, so errors are clustered by draw across the points too.
    """
    width = len(measures.names)
    sums = np.zeros((number, results.layout.draws, width))
    sizes = np.zeros((number, results.layout.draws), np.int64)
    for point, sums_of_point, count, _ in by_draw(results, measures.answers, width):
        sums[group[point]] += sums_of_point
        sizes[group[point]] += count
    return np.array([measures.estimates(sums[k], sizes[k]) for k in range(number)])


def factor_label(results: SweepResults, path: str, lang: str) -> str:
    """The factor in words, with its unit, as a heading."""
    words = factor_words(path, action_names(results.plan, lang), lang)
    return words if words == path else words[:1].upper() + words[1:]


def measure_label(measures: Measures, name: str, lang: str) -> str:
    """The measure in words, with its unit, as a heading."""
    words = measure_words(measures, name, lang)
    return words[:1].upper() + words[1:]


def scale(name: str) -> float:
    """What a measure is multiplied by to be printed: per cent, or a number of targets."""
    return 1.0 if name == EXPECTED_MET else 100.0


def title(results: SweepResults, lang: str) -> str:
    """The name of the sweep."""
    return str(results.manifest["name"][lang])


def lead(results: SweepResults, lang: str) -> list[str]:
    """The finished share of an unfinished sweep; nothing for a finished one."""
    layout = results.layout
    done = sum(len(layout.runs_of(unit)) for unit in results.units_done)
    if done == layout.runs:
        return []
    percent = f"{100 * done / layout.runs:.0f}"
    return [text("sweep.unfinished", lang, there=f"{done:,}", runs=f"{layout.runs:,}", percent=percent)]


def notes(results: SweepResults, measures: Measures, key: str, axes: Sequence[Axis], name: str, lang: str) -> list[str]:
    """The caption block: what the picture shows (wording ``key``), what was averaged over or binned, the runs.

    ``axes``: the factors drawn; ``name``: the measure, empty for all targets.
    """
    shown = [axis.path for axis in axes]
    others = [factor_label(results, path, lang) for path in results.paths if path not in shown]
    binned = [factor_label(results, axis.path, lang) for axis in axes if axis.binned]
    comma = text("sweep.and", lang)
    first = [text(key, lang)]
    if name == ATTAINMENT:
        first.append(text("sweep.chart-attainment", lang))
    if any(name in ("", target.id) for target in measures.declared):
        first.append(text("sweep.chart-declared", lang))
    if measures.by_point:
        first.append(text("sweep.chart-by-point", lang))
    if others:
        first.append(text("sweep.chart-averaged", lang, factors=comma.join(others)))
    if binned:
        first.append(text("sweep.chart-binned", lang, factors=comma.join(binned)))
    if measures.left_out:
        names = comma.join(target.name[lang] for target in measures.left_out)
        first.append(text("sweep.chart-left-out", lang, targets=names))
    layout = results.layout
    run = text("sweep.chart-run", lang, points=f"{layout.points:,}", draws=f"{layout.draws:,}",
               replicates=layout.replicates, seed=results.manifest["seed"])  # fmt: skip
    digest = results.sha256
    if digest is not None:
        run += text("sweep.chart-digest", lang, digest=digest[:_DIGEST])
    if results.digests is None:
        run += text("sweep.chart-unchecked", lang)
    return ["".join(first), run, results.origin(lang).line(lang)]
