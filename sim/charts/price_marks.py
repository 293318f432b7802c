"""Marks of a price list on a logarithmic axis of units per 100 million CNY: effects, upper bounds, bands."""

import math
from collections.abc import Iterable, Sequence

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.analyses.value.price import Price
from sim.analyses.value.price_list import PriceList
from sim.charts.measure import LEAST_APART, log_ticks
from sim.charts.palette import BASELINE, PRIOR_HALF, PRIOR_PALE, SCENARIO
from sim.language import text
from sim.study.paired import SHOWN

COLOURS, MARKS = (SCENARIO, BASELINE), ("o", "D")  # by horizon
_TICK = 0.42  # inches between the middles of two ticks of "0.001" and "0.01"
_LINE, _BAR = 0.07, 0.055  # inches from the middle of a row to the line of a horizon; half a band's height
_ROOM, _DECADE = 1.6, 10.0
_FEW = (0.1, 10.0)  # an axis with nothing on it

Pair = tuple[Price, ...]  # what is counted, at every horizon of the result


def key(result: PriceList, lang: str, *, bands: bool) -> list[tuple[Artist, str]]:
    """The marks of each horizon, of what is not shown and, with ``bands``, of bands, with their meaning."""
    shown: list[tuple[Artist, str]] = [
        (Line2D([], [], color=COLOURS[k], marker=MARKS[k], markersize=6, linewidth=1.2),
         text("prices.chart-by", lang, month=label))
        for k, label in enumerate(result.labels)
    ]  # fmt: skip
    hollow = Line2D([], [], color=SCENARIO, marker="<", markerfacecolor="none", linestyle="none", markersize=6)
    shown.append((hollow, text("prices.chart-upper", lang)))
    if bands:
        shown.append((Patch(facecolor=PRIOR_PALE, edgecolor=PRIOR_HALF), text("prices.chart-band", lang)))
    return shown


def drawable(line: Price) -> bool:
    """Whether a line has a place above nought: what is shown to rise, or its upper bound."""
    return line.upper > 0.0


def clarity(pair: Sequence[Price]) -> float:
    """How far above nought the clearest horizon is, in standard errors; without error, or not above it, at the ends."""
    return max(_clarity(line) for line in pair)


def _clarity(line: Price) -> float:
    value, error = line.units.value, line.units.error
    if value <= 0.0:
        return 0.0
    return value / error if error > 0.0 else math.inf


def clearest(pairs: Sequence[Pair], readings: int) -> list[Pair]:
    """Those of ``pairs`` that some horizon shows to rise, the clearest first; of one target ``readings`` at most, the
    scenario's own before others."""
    pairs = [pair for pair in pairs if any(line.units.sign > 0 for line in pair)]
    by_target: dict[str, list[Pair]] = {}
    for pair in sorted(pairs, key=lambda pair: (not pair[0].primary, -clarity(pair))):
        by_target.setdefault(pair[0].target or pair[0].metric, []).append(pair)
    return sorted((pair for same in by_target.values() for pair in same[:readings]), key=lambda pair: -clarity(pair))


def limits(pairs: Iterable[Sequence[Price]], *, bands: bool) -> tuple[float, float]:
    """Ends of the axis: all marks, the upper ends of ``bands``, and of these a decade at most below the marks."""
    lines = [line for pair in pairs for line in pair]
    marks = [line.units.value if line.units.sign > 0 else line.upper for line in lines]
    marks = [mark for mark in marks if mark > 0.0] or list(_FEW)
    ends = [line.upper for line in lines]
    if bands:
        ends += [end for line in lines if line.band for end in (line.band.low, line.band.high) if end is not None]
    above = [end for end in (*marks, *ends) if end > 0.0]
    return max(min(above) / _ROOM, min(marks) / _DECADE), _ROOM * max(above)


def log_axis(axes: Axes, low: float, high: float) -> None:
    """Make the axis logarithmic from ``low`` to ``high`` with round ticks that can be read in the panel's width."""
    axes.set_xscale("log")
    axes.set_xlim(low, high)
    axes.minorticks_off()
    inches = axes.bbox.width / axes.figure.dpi
    axes.set_xticks(*log_ticks(low, high, max(LEAST_APART, _TICK / inches)))


def mark_pair(axes: Axes, pair: Sequence[Price], y: float, low: float, *, bands: bool) -> None:
    """Both horizons of a count about ``y`` inches down, the plan's end above; ``low``: where the axis ends."""
    for k, line in enumerate(pair):
        middle = y + (_LINE * (2 * k - 1) if len(pair) > 1 else 0.0)
        if bands:
            _band(axes, line, middle, low)
        _mark(axes, line, middle, low, k)


def _band(axes: Axes, line: Price, y: float, low: float) -> None:
    band = line.band
    if band is None or band.low is None or band.high is None or band.high <= low:
        return
    left = max(band.low, low)
    axes.fill_between([left, band.high], y - _BAR, y + _BAR, facecolor=PRIOR_PALE, edgecolor=PRIOR_HALF, linewidth=0.6,
                      zorder=1)  # fmt: skip


def _mark(axes: Axes, line: Price, y: float, low: float, k: int) -> None:
    if line.units.sign > 0:
        left = max(line.units.value - SHOWN * line.units.error, low)
        axes.plot([left, line.upper], [y, y], color=COLOURS[k], linewidth=1.2, zorder=2)
        axes.plot([line.units.value], [y], marker=MARKS[k], color=COLOURS[k], markersize=4.5, zorder=3)
    elif drawable(line):
        axes.plot([line.upper], [y], marker="<", color=COLOURS[k], markerfacecolor="none", markersize=5, zorder=3)
