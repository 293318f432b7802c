"""Sobol' indices of every count: first-order and total effect of each parameter."""

from matplotlib.axes import Axes
from matplotlib.patches import Patch

from sim.analyses.sensitivity.findings import Index, TargetSensitivity
from sim.analyses.sensitivity.result import Sensitivity
from sim.analyses.sensitivity.views import factor_name
from sim.charts.figure import ChartFigure
from sim.charts.measure import shortened, wrapped
from sim.charts.palette import INK, MUTED, RULE, SCENARIO, SCENARIO_BAR
from sim.charts.paper import line_heights, panels, paper, styled
from sim.charts.style import BODY, MARGIN, SMALL
from sim.errors import InputError
from sim.language import text
from sim.language.numbers import part
from sim.results.table import by_class

MOST = 5  # parameters drawn, beside all the others together
_ACROSS, _GUTTER, _KEY, _TITLE, _ROW, _TICKS = 3, 0.45, 0.36, 0.32, 0.27, 0.5
_NAMES = 0.5  # of a panel's width
_HEIGHT = _TITLE + _TICKS  # without the rows
_THICK, _LINE = 0.1, 0.135  # inches: a bar; the lines of a long name


def drawn_indices(target: TargetSensitivity) -> list[Index]:
    """The largest total indices, of those that are shown, then all other parameters together."""
    alone = [index for index in target.indices if index.shown and not index.grouped]
    return [*alone[:MOST], *(index for index in target.indices if index.grouped)]


@styled
def indices_figure(result: Sensitivity, lang: str) -> ChartFigure:
    """One panel a target whose count varies, one row a parameter."""
    shown = [target for target in by_class(result.targets) if target.indices]
    if not shown:
        raise InputError("nothing varies, so there is nothing to draw", key="KIND")
    notes = [text("sensitivity.chart-indices-shows", lang), result.origin(lang).line(lang)]
    title = text("sensitivity.chart-indices", lang)
    heights = line_heights([_HEIGHT + _ROW * len(drawn_indices(target)) for target in shown], _ACROSS)
    figure, top = paper(title, [], _KEY + sum(heights), notes, result.origin(lang))
    _key(figure, top + _KEY / 2, lang)
    limits = _limits(shown)
    for target, x, y, width in panels(shown, _ACROSS, top + _KEY, heights, _GUTTER):
        heading = text("sensitivity.chart-panel", lang, target=result.names[target.id][lang],
                       chance=part(target.chance))  # fmt: skip
        figure.write(x, y + _TITLE / 2, shortened(heading, BODY, width / 1.05))
        rows = drawn_indices(target)
        axes = figure.panel(x + _NAMES * width, y + _TITLE, (1.0 - _NAMES) * width, _ROW * len(rows))
        _bars(axes, rows)
        axes.set_xlim(*limits)
        for number, index in enumerate(rows):
            lines = wrapped(factor_name(index.factor, lang), SMALL, (_NAMES * width - 0.1) / 1.05)[:2]
            first = y + _TITLE + (number + 0.5) * _ROW - 0.5 * _LINE * (len(lines) - 1)
            figure.write_lines(x, first, lines, _LINE, size=SMALL, colour=MUTED if index.grouped else INK)
    return figure


def _limits(targets: list[TargetSensitivity]) -> tuple[float, float]:
    """One axis for all panels, so that they can be compared."""
    drawn = [index for target in targets for index in drawn_indices(target)]
    pairs = [pair for index in drawn for pair in ((index.first, index.first_error), (index.total, index.total_error))]
    low, high = (
        min(0.0, *(value - error for value, error in pairs)),
        max(1.0, *(value + error for value, error in pairs)),
    )
    return low - 0.02, high + 0.02


def _bars(axes: Axes, rows: list[Index]) -> None:
    axes.set_ylim(_ROW * len(rows), 0.0)
    for number, index in enumerate(rows):
        middle = (number + 0.5) * _ROW
        for y, value, error, colour in (
            (middle - _THICK / 2, index.first, index.first_error, SCENARIO),
            (middle + _THICK / 2, index.total, index.total_error, SCENARIO_BAR),
        ):
            axes.barh([y], [value], _THICK, color=colour, zorder=2)
            axes.plot([value - error, value + error], [y, y], color=INK, linewidth=0.8, zorder=3)
    axes.set_yticks([])
    axes.set_xticks([0.0, 0.5, 1.0], ["0", "50 %", "100 %"])
    axes.grid(axis="x", color=RULE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines["left"].set_visible(False)


def _key(figure: ChartFigure, y: float, lang: str) -> None:
    marks = ((SCENARIO, "sensitivity.chart-first"), (SCENARIO_BAR, "sensitivity.chart-total"))
    figure.key_line(MARGIN, y, [(Patch(color=colour), text(key, lang)) for colour, key in marks])
