"""Small multiples: the count of every target of one run by month against its threshold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.app.viz.marks import INK, MUTED, box, drawing, path, words
from sim.charts.palette import BASELINE
from sim.language import text
from sim.language.numbers import count
from sim.model.tables.metrics import METRIC_INDEX, METRICS
from sim.study.probabilities import PERCENT_OF_NUMBER, threshold

if TYPE_CHECKING:
    from sim.app.viz.watched import WatchedCity

_ACROSS = 4
_WIDE, _HIGH, _GAP = 255.0, 172.0, 8.0  # of a panel, and between two
_LEFT, _TOP, _RIGHT, _FOOT = 12.0, 62.0, 44.0, 22.0  # inside a panel, around the lines
_ROOM = 1.15  # the axis ends this much above the highest number
_SIZE = {"zh": 13, "en": 12}  # of a name: English ones are longer
_LETTERS = {"zh": 21, "en": 42}  # of a reading in one line


@dataclass(frozen=True)
class TargetPath:
    """One target under the reading of the scenario. ``counts``: at the end of each month done so far.

    ``class_``: "C" is declared by the issuer, so its count is what the model could carry, no statement about the goal.
    """

    id: str
    name: str
    reading: str
    class_: str
    needed: float
    counts: tuple[float, ...]

    @property
    def reached(self) -> bool:
        """Whether the last count is as high as needed."""
        return bool(self.counts) and self.counts[-1] >= self.needed


def target_paths(city: WatchedCity, lang: str) -> tuple[TargetPath, ...]:
    """The plan's targets in its order, with the thresholds of a forecast."""
    columns = city.datacollector.model_vars
    paths = []
    for record in city.plan.targets:
        choice = city.inputs.allocation.readings[record.id]
        whole = METRICS[METRIC_INDEX[choice.metric]].unit == "count"
        needed = threshold(choice.number, PERCENT_OF_NUMBER[choice.tolerance], whole=whole)
        name, reading = record.name[lang], record.reading(choice.reading).name[lang]
        counts = tuple(float(value) for value in columns[choice.metric])
        paths.append(TargetPath(record.id, name, reading, record.class_, needed, counts))
    return tuple(paths)


def target_lines(paths: Sequence[TargetPath], months: Sequence[str], lang: str) -> str:
    """SVG. ``months``: the labels of the whole run; a run that is under way ends where it stands."""
    down = -(-len(paths) // _ACROSS)
    parts = []
    for index, target in enumerate(paths):
        line, column = divmod(index, _ACROSS)
        parts.append(_panel(target, (column * (_WIDE + _GAP) + _GAP, line * (_HIGH + _GAP) + _GAP), months, lang))
    size = (_ACROSS * (_WIDE + _GAP) + _GAP, down * (_HIGH + _GAP) + _GAP)
    reached = sum(target.reached for target in paths)
    return drawing(*size, text("viz.lines-said", lang, reached=reached, number=len(paths)), parts)


def _panel(target: TargetPath, corner: tuple[float, float], months: Sequence[str], lang: str) -> str:
    x, y = corner
    left, right = x + _LEFT, x + _WIDE - _RIGHT
    top, foot = y + _TOP, y + _HIGH - _FOOT
    highest = _ROOM * max(target.needed, *target.counts, 1e-9)
    needed_at = foot - (foot - top) * target.needed / highest
    now = count(target.counts[-1]) if target.counts else text("viz.not-yet", lang)
    state = _state(target, lang)
    parts = [
        box(x, y, _WIDE, _HIGH),
        words(x + _LEFT, y + 18, target.name, size=_SIZE[lang], bold=True),
        words(x + _LEFT, y + 34, _shortened(target.reading, _LETTERS[lang]), size=10.5, colour=MUTED),
        words(x + _LEFT, y + 51, text("viz.count-of", lang, now=now, needed=count(target.needed)), size=12),
        words(x + _WIDE - 8, y + 51, state, size=12, anchor="end", bold=target.reached and target.class_ != "C"),
        path([(left, foot), (right, foot)], colour=MUTED, width=1),
        path([(left, needed_at), (right, needed_at)], colour=BASELINE, width=1.5, dashed=True),
        words(right + 8, needed_at + 4, count(target.needed), size=11, colour=BASELINE),
        words(left, foot + 14, months[0], size=10, colour=MUTED),
        words(right, foot + 14, months[-1], size=10, colour=MUTED, anchor="end"),
    ]
    if target.counts:
        step = (right - left) / max(len(months) - 1, 1)
        points = [(left + step * at, foot - (foot - top) * value / highest) for at, value in enumerate(target.counts)]
        parts.append(path(points if len(points) > 1 else [points[0], (points[0][0] + 2, points[0][1])]))
        end = points[-1]
        parts.append(f'<circle cx="{end[0]:.5g}" cy="{end[1]:.5g}" r="3.5" fill="{INK}"/>')
    return "".join(parts)


def _state(target: TargetPath, lang: str) -> str:
    """Whether the run has come there; of class C nothing is said, for the issuer alone declares it."""
    if target.class_ == "C":
        return text("viz.declared", lang)
    return text("viz.reached" if target.reached else "viz.short", lang)


def _shortened(sentence: str, letters: int) -> str:
    return sentence if len(sentence) <= letters else f"{sentence[: letters - 1]}…"
