"""Prior and posterior predictive intervals of every published figure, with the figure itself."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.analyses.backtest.views import series_name
from sim.analyses.calibrate.fit import Fit
from sim.analyses.calibrate.observations import Observation
from sim.analyses.calibrate.training import Floats
from sim.charts.figure import ChartFigure
from sim.charts.fit_words import fit_notes
from sim.charts.measure import count_axis, widest
from sim.charts.palette import INK, PAPER, PRIOR_HALF, PRIOR_PALE, RULE, SCENARIO, SCENARIO_HALF
from sim.charts.paper import INSIDE, paper, styled
from sim.charts.style import BODY, MARGIN
from sim.language import text

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
FIRST_YEAR = 2018
_HALF = 0.5
_KEY, _NAME, _PANEL, _FOOT = 0.42, 0.3, 1.6, 0.52
_SLOT, _INDENT, _GUTTER = 0.58, 0.52, 0.3  # inches of one figure; of the numbers of an axis; between two panels
_MOST_STRETCH = 1.3  # of the panels of a line that would end short of the margin
_APART = 0.2  # of a slot, from the figure to each bar
_MARKS = {"point": "o", "lower": "^", "upper": "v"}


@dataclass(frozen=True)
class Slot:
    """One published figure: quantiles (at ``LEVELS``) before and after, and whether the fit knew it."""

    observation: Observation
    before: Floats
    after: Floats
    known: bool


def slots(fit: Fit) -> dict[str, list[Slot]]:
    """Series -> its figures by date, in the order of the observation table."""
    known = {observation.id for observation in (*fit.data.points, *fit.data.bounds)}
    by_series: dict[str, list[Slot]] = {}
    for column, observation in enumerate(fit.setting.observations.used):
        before, after = (_numbers(logs[:, column]) for logs in (fit.prior_logs, fit.posterior_logs))
        by_series.setdefault(observation.series, []).append(Slot(observation, before, after, observation.id in known))
    return {series: sorted(figures, key=_by_date) for series, figures in by_series.items()}


def _by_date(slot: Slot) -> tuple[int, int, str]:
    return slot.observation.last, slot.observation.first, slot.observation.id


def _numbers(logs: Floats) -> Floats:
    return np.maximum(np.exp(np.quantile(logs, LEVELS)) - _HALF, 0.0)


@styled
def predictive_figure(fit: Fit, lang: str) -> ChartFigure:
    """Small multiples by series: for each figure its interval before and after the fit, and the figure itself."""
    lines = _lines(slots(fit), lang)
    body = _KEY + len(lines) * (_NAME + _PANEL + _FOOT)
    far = text("posterior.further-out", lang, percent=f"{100 * fit.check.share:.0f}")
    notes = fit_notes(fit, lang, [text("posterior.predictive-shows", lang)])
    figure, top = paper(text("posterior.predictive", lang), [far], body, notes, fit.origin(lang))
    _key(figure, top + 0.14, lang)
    y = top + _KEY
    for line in lines:
        x = MARGIN
        for series, figures, width in line:
            figure.write(x, y + 0.1, series_name(series, lang))
            _draw(figure.panel(x + _INDENT, y + _NAME, width - _INDENT, _PANEL), figures)
            x += width + _GUTTER
        y += _NAME + _PANEL + _FOOT
    return figure


def _lines(series: dict[str, list[Slot]], lang: str) -> list[list[tuple[str, list[Slot], float]]]:
    """Panels as wide as their figures, as many in a line as fit; what is left over widens them."""
    lines: list[list[tuple[str, list[Slot], float]]] = []
    left: list[float] = []
    for name, figures in series.items():
        width = max(_INDENT + _SLOT * len(figures), 1.05 * widest([series_name(name, lang)], BODY))
        if not lines or width > left[-1]:
            lines.append([])
            left.append(INSIDE)
        lines[-1].append((name, figures, width))
        left[-1] -= width + _GUTTER
    return [_stretched(line, rest + _GUTTER) for line, rest in zip(lines, left, strict=True)]


def _stretched(line: list[tuple[str, list[Slot], float]], rest: float) -> list[tuple[str, list[Slot], float]]:
    whole = sum(width for _, _, width in line)
    stretch = min(_MOST_STRETCH, 1.0 + rest / whole)
    return [(name, figures, stretch * width) for name, figures, width in line]


def _draw(axes: Axes, figures: Sequence[Slot]) -> None:
    values = [slot.observation.value for slot in figures]
    low = min(*values, *(slot.after[0] for slot in figures), *(slot.before[0] for slot in figures))
    high = max(*values, *(slot.after[-1] for slot in figures), *(slot.before[-1] for slot in figures))
    for index, slot in enumerate(figures):
        _interval(axes, index - _APART, slot.before, PRIOR_PALE, PRIOR_HALF)
        _interval(axes, index + _APART, slot.after, SCENARIO_HALF, SCENARIO)
        axes.plot([index], [slot.observation.value], _MARKS[slot.observation.bound], color=INK, markersize=6,
                  markerfacecolor=INK if slot.known else PAPER, zorder=6, clip_on=False)  # fmt: skip
    count_axis(axes, low, high)
    axes.set_xlim(-0.5, len(figures) - 0.5)
    axes.set_xticks(range(len(figures)), [period(slot.observation) for slot in figures])
    axes.grid(axis="y", color=RULE, linewidth=0.6)
    axes.set_axisbelow(True)


def _interval(axes: Axes, x: float, quantiles: Floats, pale: str, strong: str) -> None:
    low, lower, middle, upper, high = quantiles
    axes.plot([x, x], [low, high], color=pale, linewidth=4.5, solid_capstyle="butt", zorder=2)
    axes.plot([x, x], [lower, upper], color=strong, linewidth=4.5, solid_capstyle="butt", zorder=3)
    axes.plot([x], [middle], "_", color=PAPER, markersize=4.5, markeredgewidth=1.2, zorder=4)


def period(observation: Observation) -> str:
    """When a figure stands or over which months it counts: ``2024`` a whole year or its end, else months below."""

    def month(index: int) -> str:
        return f"{FIRST_YEAR + index // 12}-{index % 12 + 1:02d}"

    if observation.form == "stock":
        return month(observation.last)
    if observation.first % 12 == 0 and observation.last == observation.first + 11:
        return str(FIRST_YEAR + observation.first // 12)
    return f"{month(observation.first)}\n–{month(observation.last)}"


def _key(figure: ChartFigure, y: float, lang: str) -> None:
    marks: list[tuple[Artist, str]] = [
        (Patch(color=PRIOR_PALE), text("posterior.key-before-ninety", lang)),
        (Patch(color=PRIOR_HALF), text("posterior.key-before-half", lang)),
        (Patch(color=SCENARIO_HALF), text("posterior.key-after-ninety", lang)),
        (Patch(color=SCENARIO), text("posterior.key-after-half", lang)),
    ]
    for key, mark, face in (("known", "o", INK), ("unknown", "o", PAPER), ("lower", "^", INK), ("upper", "v", INK)):
        line = Line2D([], [], marker=mark, linestyle="none", color=INK, markerfacecolor=face, markersize=6)
        marks.append((line, text(f"posterior.key-{key}", lang)))
    figure.key_line(MARGIN, y, marks)
