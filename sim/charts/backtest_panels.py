"""Panels of a back-test: score ratios to the best baseline, interval coverage, probability integral transform."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from sim.analyses.backtest.findings import Coverage, SeriesScore
from sim.analyses.backtest.result import Backtest
from sim.analyses.backtest.views import baseline_name, series_name
from sim.charts.figure import ChartFigure
from sim.charts.measure import log_ticks, plain_ticks, widest
from sim.charts.palette import BASELINE, INK, MUTED, RULE, SCENARIO, SCENARIO_HALF
from sim.charts.paper import INSIDE, inch_axes
from sim.charts.style import BODY, MARGIN, SMALL
from sim.language import text
from sim.language.numbers import ranged

Box = tuple[float, float, float, float]  # inches: left, top, width, height
_KEY, _HEAD, _ROW, _FOOT, _GAP, _SLACK = 0.32, 0.28, 0.3, 0.34, 0.3, 1.05
_BINS = 10
_LEAST_SPAN = 1.25  # the axis of ratios reaches at least from 1 / this to this


def ratio_height(backtest: Backtest) -> float:
    """Inches that key, headings, rows and axis take."""
    return _KEY + _HEAD + _ROW * len(backtest.names) + _FOOT


def draw_ratios(figure: ChartFigure, backtest: Backtest, top: float, lang: str) -> None:
    """One row a series: CRPS over that of the best baseline on a logarithmic axis, with a line at 1."""
    scores = {name: backtest.score(name) for name in backtest.names}
    cells = {
        "name": [series_name(name, lang) for name in scores],
        "forecasts": [f"{score.forecasts if score else 0}/{len(backtest.of(name))}" for name, score in scores.items()],
        "ratio": [ranged(score.ratio, score.low, score.high) if score else "–" for score in scores.values()],
        "baseline": [baseline_name(score.baseline, lang) if score else "–" for score in scores.values()],
        "skill": [_skill(score, lang) for score in scores.values()],
    }
    wide = {
        name: _SLACK * max(widest(words, BODY), widest([text(f"hindcast.head-{name}", lang)], SMALL)) + _GAP
        for name, words in cells.items()
    }
    places = {"name": MARGIN, "forecasts": MARGIN + wide["name"]}
    right = MARGIN + INSIDE + _GAP
    for name in ("skill", "baseline", "ratio"):
        right -= wide[name]
        places[name] = right
    start = places["forecasts"] + wide["forecasts"]
    _ratio_key(figure, top + _KEY / 2, lang)
    for name, x in places.items():
        figure.write(x, top + _KEY + _HEAD / 2, text(f"hindcast.head-{name}", lang), size=SMALL, colour=MUTED)
    figure.write(start, top + _KEY + _HEAD / 2, text("hindcast.head-axis", lang), size=SMALL, colour=MUTED)
    first = top + _KEY + _HEAD
    figure.rule(MARGIN, first, INSIDE, RULE)
    axes = inch_axes(figure, start, first, places["ratio"] - _GAP - start, _ROW * len(scores))
    _ratio_axis(axes, [score for score in scores.values() if score])
    for row, score in enumerate(scores.values()):
        for name, x in places.items():
            figure.write(x, first + _ROW * (row + 0.5), cells[name][row], colour=INK if score else MUTED)
        if score is not None:
            _ratio(axes, score, _ROW * (row + 0.5))


def _skill(score: SeriesScore | None, lang: str) -> str:
    return "–" if score is None else text("backtest.claimed" if score.skill_claimed else "backtest.shown", lang)


def _ratio_axis(axes: Axes, scores: list[SeriesScore]) -> None:
    ends = [end for score in scores for end in (score.ratio, score.low, score.high) if end is not None]
    low, high = min([1 / _LEAST_SPAN, *ends]) / 1.15, max([_LEAST_SPAN, *ends]) * 1.15
    axes.set_xscale("log")
    axes.minorticks_off()
    axes.set_xlim(low, high)
    axes.set_xticks(*log_ticks(low, high))
    axes.axvline(1.0, color=INK, linewidth=1.3, zorder=2)


def _ratio(axes: Axes, score: SeriesScore, y: float) -> None:
    """Worse than the baseline beyond chance: ochre and a square, told apart without colour too."""
    colour, mark = (BASELINE, "s") if score.worse else (SCENARIO, "o")
    if score.low is not None and score.high is not None:
        axes.plot([score.low, score.high], [y, y], color=colour, linewidth=2.0, zorder=3)
    face = colour if score.skill_claimed else "#ffffff"
    axes.plot([score.ratio], [y], mark, color=colour, markerfacecolor=face, markersize=7, markeredgewidth=1.4, zorder=4)


def _ratio_key(figure: ChartFigure, y: float, lang: str) -> None:
    def dot(mark: str, colour: str, face: str) -> Line2D:
        return Line2D([], [], marker=mark, color=colour, markerfacecolor=face, markersize=7, linestyle="none",
                      markeredgewidth=1.4)  # fmt: skip

    marks = [
        (dot("o", SCENARIO, SCENARIO), text("hindcast.key-ratio", lang)),
        (Line2D([], [], color=SCENARIO, linewidth=2.0), text("hindcast.key-interval", lang)),
        (dot("s", BASELINE, BASELINE), text("hindcast.key-worse", lang)),
        (dot("o", SCENARIO, "#ffffff"), text("hindcast.key-shown", lang)),
        (Line2D([], [], color=INK, linewidth=1.3), text("hindcast.key-one", lang)),
    ]
    figure.key_line(MARGIN, y, marks)


def draw_coverage(figure: ChartFigure, backtest: Backtest, box: Box, lang: str) -> None:
    """Coverage of 50 and 90 per cent, over all and by horizon, with the interval from resampling clusters."""
    x, top, width, height = box
    rows: list[tuple[str, tuple[Coverage, ...]]] = [(text("backtest.all-forecasts", lang), backtest.coverage)]
    rows += [(text("backtest.at-horizon", lang, years=years), both)
             for years, both in sorted(backtest.by_horizon.items())]  # fmt: skip
    left = _SLACK * widest([words for words, _ in rows], SMALL) + 0.2
    step = height / len(rows)
    axes = figure.panel(x + left, top, width - left, height)
    for nominal in (50, 90):
        axes.axvline(nominal, color=INK, linewidth=1.1, linestyle=(0, (1, 1.5)), zorder=2)
    for index, (words, both) in enumerate(rows):
        middle = (index + 0.5) * step
        figure.write(x, top + middle, words, size=SMALL, colour=MUTED if index else INK)
        for coverage in both:
            shift = (-0.16 if coverage.nominal < 0.7 else 0.16) * min(step, 0.6)
            _covered(axes, coverage, middle + shift, bold=index == 0)
    axes.set_xlim(0, 100)
    axes.set_xticks([0, 25, 50, 75, 90, 100], ["0", "25", "50", "75", "90", "100 %"])
    axes.set_ylim(height, 0)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.get_xticklabels()[-1].set_horizontalalignment("left")


def _covered(axes: Axes, coverage: Coverage, y: float, *, bold: bool) -> None:
    colour, mark = (SCENARIO_HALF, "s") if coverage.nominal < 0.7 else (SCENARIO, "o")
    axes.plot([100 * coverage.low, 100 * coverage.high], [y, y], color=colour, linewidth=2.6 if bold else 1.4, zorder=3)
    axes.plot([100 * coverage.value], [y], mark, color=colour, markersize=7 if bold else 5, zorder=4, clip_on=False)


def draw_pit(figure: ChartFigure, backtest: Backtest, box: Box, lang: str) -> None:
    """Histogram of the probability integral transform in tenths; calibrated forecasts fill them equally."""
    x, top, width, height = box
    axes = figure.panel(x + 0.4, top, width - 0.4, height)
    counts, edges = np.histogram([row.pit for row in backtest.rows], np.linspace(0, 1, _BINS + 1))
    axes.bar(edges[:-1], counts, 1 / _BINS, align="edge", color=SCENARIO_HALF, edgecolor="#ffffff", zorder=2)
    axes.axhline(len(backtest.rows) / _BINS, color=INK, linewidth=1.1, linestyle=(0, (1, 1.5)), zorder=3)
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1.15 * counts.max())
    axes.set_yticks(*plain_ticks(0, 1.15 * float(counts.max()), edge=0.0))
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25", "50", "75", "100 %"])
    axes.get_xticklabels()[-1].set_horizontalalignment("right")
    axes.grid(axis="y", color=RULE, linewidth=0.6)
    axes.set_axisbelow(True)
