"""Fan charts: the main counts by month, with the middle 50 and 90 per cent of runs, against the threshold."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from sim.analyses.forecast.targets import target_record
from sim.charts.figure import ChartFigure
from sim.charts.palette import BASELINE, INK, MUTED, PAPER, SCENARIO, SCENARIO_HALF, SCENARIO_PALE
from sim.charts.paper import panels
from sim.charts.style import HEADING, MARGIN, SMALL
from sim.charts.target_dots import key_name
from sim.language import text
from sim.language.numbers import chance, count

# The counts that a reader asks for first; those that a plan lacks are left out.
HEADLINES = ("high-tech-firms", "tech-centres", "breakthroughs", "scenarios", "city-zones", "consortia")
LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
_ACROSS = 3
_HEAD, _KEY, _PANEL, _TITLE, _FOOT = 0.32, 0.30, 1.75, 0.42, 0.36
_INDENT, _GUTTER = 0.48, 0.5  # room for the numbers of an axis; between two panels


@dataclass(frozen=True)
class Fan:
    """One count: ``quantiles[level, month]`` for ``LEVELS`` over the finished runs; ``baseline[month]``: a median."""

    title: str
    chance: str
    threshold: float
    quantiles: np.ndarray
    baseline: np.ndarray | None


def fans(forecast: Any, lang: str, baseline: Any = None) -> list[Fan]:
    """The headline counts of ``forecast`` under the readings that its probabilities name."""
    targets = {target.id: target for target in forecast.targets}
    return [_fan(targets[name], forecast, lang, baseline) for name in HEADLINES if name in targets]


def _fan(target: Any, forecast: Any, lang: str, baseline: Any) -> Fan:
    record, reading = target_record(forecast.plan, target)
    median = None if baseline is None else baseline.by_month(reading.metric, lambda runs: np.median(runs, axis=0))
    return Fan(
        title=record.name[lang],
        chance=chance(target.probability, lang),
        threshold=target.threshold,
        quantiles=forecast.by_month(reading.metric, levels),
        baseline=median,
    )


def levels(runs: np.ndarray) -> np.ndarray:
    """``LEVELS`` of runs float64[n, months]: float64[level, months]."""
    return np.quantile(runs, LEVELS, axis=0)


def fans_height(series: list[Fan]) -> float:
    """Inches that the heading, the key and the panels take; 0 without a fan."""
    lines = -(-len(series) // _ACROSS)
    return (_HEAD + _KEY + lines * (_TITLE + _PANEL + _FOOT)) if series else 0.0


def draw_fans(figure: ChartFigure, series: list[Fan], top: float, forecast: Any, lang: str, baseline: Any) -> None:
    """Draw the panels from ``top`` inches downwards, three abreast."""
    if not series:
        return
    figure.write(MARGIN, top + _HEAD / 2, text("chart.fans", lang), size=HEADING)
    _key(figure, top + _HEAD + _KEY / 2, forecast, lang, baseline)
    for fan, x, y, width in panels(series, _ACROSS, top + _HEAD + _KEY, _TITLE + _PANEL + _FOOT, _GUTTER):
        figure.write(x, y + 0.6 * _TITLE, fan.title)
        figure.write(x + width, y + 0.6 * _TITLE, fan.chance, size=SMALL, colour=MUTED, ha="right")
        axes = figure.panel(x + _INDENT, y + _TITLE, width - _INDENT, _PANEL)
        _draw(axes, fan, lang)
        horizon_ticks(axes, forecast, lang)


def _draw(axes: Axes, fan: Fan, lang: str) -> None:
    axes.tick_params(pad=5)
    draw_bands(axes, fan.quantiles)
    tops = [fan.quantiles[-1].max(), fan.threshold]
    if fan.baseline is not None:
        months = np.arange(fan.baseline.size)
        axes.plot(months, fan.baseline, color=BASELINE, linewidth=1.6, linestyle=(0, (5, 2)), zorder=4)
        tops.append(fan.baseline.max())
    top = 1.18 * max(tops)  # room for the words above the threshold
    ticks = np.asarray(MaxNLocator(nbins=4, integer=True).tick_values(0, top))
    axes.set_yticks(ticks[(ticks >= 0) & (ticks <= top)])
    axes.set_ylim(0, top)
    draw_threshold(axes, fan.threshold, lang)


def draw_threshold(axes: Axes, threshold: float, lang: str) -> None:
    """A dotted line at the count from which a target is met, with the count above it."""
    axes.axhline(threshold, color=INK, linewidth=1.1, linestyle=(0, (1, 1.5)), zorder=3)
    axes.annotate(text("chart.fan-threshold", lang, threshold=count(threshold)), (0, threshold), (4, 3),
                  textcoords="offset points", size=SMALL, color=INK, zorder=6)  # fmt: skip


def draw_bands(axes: Axes, quantiles: np.ndarray) -> None:
    """Median, middle half and nine tenths of ``quantiles[level, month]`` for ``LEVELS``, and the start."""
    low, lower, middle, upper, high = quantiles
    months = np.arange(middle.size)
    axes.fill_between(months, low, high, color=SCENARIO_PALE, linewidth=0, zorder=1)
    axes.fill_between(months, lower, upper, color=SCENARIO_HALF, linewidth=0, zorder=2)
    axes.plot(months, middle, color=SCENARIO, linewidth=2.0, zorder=4)
    axes.plot([0], [middle[0]], "o", color=SCENARIO, markerfacecolor=PAPER, markersize=5, zorder=5, clip_on=False)
    axes.set_xlim(0, max(months[-1], 1))


def month_ticks(axes: Axes, labels: Any, *, between: bool = True) -> None:
    """Ticks at the first month, the last and, with ``between``, the half years; written as in the forecast."""
    last = len(labels) - 1
    _ticks(axes, labels, {0, last, *(range(6, last - 2, 6) if between else ())})


def horizon_ticks(axes: Axes, forecast: Any, lang: str) -> None:
    """``month_ticks`` of a forecast. Where its runs went on after the plan's end, a line with its label stands there,
    and ticks at the first month, the plan's last and the last."""
    labels, end = forecast.every_month, len(forecast.months) - 1
    if forecast.later is None:
        month_ticks(axes, labels)
        return
    last = len(labels) - 1
    _ticks(axes, labels, {0, last} | ({end} if last < 6 * end < 5 * last else set()))
    axes.axvline(end, color=MUTED, linewidth=1.0, zorder=3)
    axes.annotate(text("chart.plan-end", lang, month=labels[end]), (end, 1.0), (4, -2), ha="left", va="top",
                  xycoords=("data", "axes fraction"), textcoords="offset points", size=SMALL, color=INK,
                  zorder=6)  # fmt: skip


def _ticks(axes: Axes, labels: Any, at: set[int]) -> None:
    months = sorted(at)
    axes.set_xticks(months, [labels[month] for month in months])
    ticks = axes.get_xticklabels()
    ticks[0].set_horizontalalignment("left")
    ticks[-1].set_horizontalalignment("right")


def band_marks(forecast: Any, lang: str, *, threshold: bool) -> list[tuple[Any, str]]:
    """Marks of the bands with their meaning, for a key; ``threshold``: the dotted line too."""
    dotted = Line2D([], [], color=INK, linewidth=1.1, linestyle=(0, (1, 1.5)))
    start = Line2D([], [], marker="o", markersize=5, linestyle="none", color=SCENARIO, markerfacecolor=PAPER)
    return [
        (Line2D([], [], color=SCENARIO, linewidth=2.0), text("chart.key-median", lang)),
        (Patch(color=SCENARIO_HALF), text("chart.key-half", lang)),
        (Patch(color=SCENARIO_PALE), text("chart.key-ninety", lang)),
        *[(dotted, text("chart.key-threshold", lang))] * threshold,
        (start, text("chart.key-start", lang, month=forecast.months[0])),
    ]


def _key(figure: ChartFigure, y: float, forecast: Any, lang: str, baseline: Any) -> None:
    marks = band_marks(forecast, lang, threshold=True)
    if baseline is not None:
        dashed = Line2D([], [], color=BASELINE, linewidth=1.6, linestyle=(0, (5, 2)))
        marks.append((dashed, text("chart.key-baseline-median", lang, scenario=key_name(baseline, lang))))
    figure.key_line(MARGIN, y, marks)
