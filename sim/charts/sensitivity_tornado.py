"""Tornado plot of one target: change of its probability, in percentage points, by parameter and switch."""

from matplotlib.axes import Axes
from matplotlib.patches import Patch

from sim.analyses.sensitivity.findings import TargetSensitivity
from sim.analyses.sensitivity.result import Sensitivity
from sim.analyses.sensitivity.tornado import PARAMETER, Bar
from sim.analyses.sensitivity.views import factor_name
from sim.charts.figure import ChartFigure
from sim.charts.measure import plain_ticks, shortened, widest
from sim.charts.palette import BASELINE, INK, MUTED, RULE, SCENARIO, SCENARIO_HALF
from sim.charts.paper import INSIDE, inch_axes, paper, styled
from sim.charts.style import BODY, MARGIN, SMALL
from sim.errors import InputError
from sim.language import text
from sim.language.numbers import percent, points
from sim.study.paired import Difference

MOST = 10  # parameters drawn
_ROW, _KEY, _HEAD, _FOOT, _GAP = 0.36, 0.34, 0.26, 0.55, 0.3
_WIDEST, _SLACK = 4.6, 1.05
_LEAST_SPAN = 10.0  # percentage points to either side: small effects are to look small
_THICK, _APART = 0.12, 0.065  # inches: half a bar, and from the middle of the row to that of a bar


def drawn_bars(target: TargetSensitivity) -> list[Bar]:
    """The most important parameters, then the switches shown to matter, each the widest swing first.

    Importance is by the indices, which other runs gave. Every kept parameter where none is important.
    """
    parameters = [bar for bar in target.bars if bar.kind == PARAMETER]
    chosen = ([bar for bar in parameters if bar.factor in target.important] or parameters)[:MOST]
    switches = [bar for bar in target.bars if bar.kind != PARAMETER and bar.swing.shown]
    return [*_widest_first(chosen), *_widest_first(switches)]


@styled
def tornado_figure(result: Sensitivity, target: str, lang: str) -> ChartFigure:
    """One row a parameter: the probability with it low and high, less that with all drawn as usual.

    Raises InputError for a target that was not looked at.
    """
    row = result.target(target)
    bars = drawn_bars(row)
    title = text("sensitivity.chart-tornado", lang, target=result.names[row.id][lang])
    lead = text("sensitivity.chart-tornado-lead", lang, probability=percent(row.probability, lang))
    notes = [text("sensitivity.chart-tornado-shows", lang), result.origin(lang).line(lang)]
    height = _ROW * len(bars)
    figure, top = paper(title, [lead], _KEY + _HEAD + height + _FOOT, notes, result.origin(lang))
    _key(figure, top + _KEY / 2, lang, switches=any(bar.kind != PARAMETER for bar in bars))
    first = top + _KEY + _HEAD
    names = [shortened(factor_name(bar.factor, lang), BODY, _WIDEST) for bar in bars]
    swings = [points(bar.swing) for bar in bars]
    head = text("sensitivity.head-swing", lang)
    left = MARGIN + _SLACK * widest(names, BODY) + _GAP
    right = MARGIN + INSIDE - _SLACK * max(widest(swings, BODY), widest([head], SMALL))
    figure.write(MARGIN + INSIDE, first - _HEAD / 2, head, size=SMALL, colour=MUTED, ha="right")
    axes = _axes(figure, bars, (left, first, right - _GAP - left, height), lang)
    for index, bar in enumerate(bars):
        y = (index + 0.5) * _ROW
        figure.rule(MARGIN, first + y + _ROW / 2, INSIDE, RULE)
        figure.write(MARGIN, first + y, names[index])
        colour = INK if bar.swing.shown else MUTED
        figure.write(MARGIN + INSIDE, first + y, swings[index], colour=colour, ha="right")
        if bar.low is None:
            _draw(axes, bar.high, y, BASELINE)
        else:
            _draw(axes, bar.low, y - _APART, SCENARIO_HALF)
            _draw(axes, bar.high, y + _APART, SCENARIO)
    return figure


def first_tornado(result: Sensitivity, lang: str, target: str | None = None) -> ChartFigure:
    """The tornado of ``target``, of the first one that varies when None. Raises InputError where nothing varies."""
    drawn = result.undecided
    if target is None and not drawn:
        raise InputError("nothing varies, so there is nothing to draw", key="target")
    return tornado_figure(result, drawn[0] if target is None else target, lang)


def _widest_first(bars: list[Bar]) -> list[Bar]:
    return sorted(bars, key=lambda bar: -abs(bar.swing.value))


def _axes(figure: ChartFigure, bars: list[Bar], area: tuple[float, float, float, float], lang: str) -> Axes:
    axes = inch_axes(figure, *area)
    ends = [-_LEAST_SPAN, _LEAST_SPAN]
    for bar in bars:
        for side in (bar.low, bar.high):
            if side is not None:
                ends += [100.0 * (side.value - side.error), 100.0 * (side.value + side.error)]
    room = 0.04 * (max(ends) - min(ends))
    low, high = min(ends) - room, max(ends) + room
    axes.set_xlim(low, high)
    axes.set_xticks(*plain_ticks(low, high, most=8, edge=0.0))
    axes.set_xlabel(text("sensitivity.chart-points", lang), fontsize=SMALL)
    axes.axvline(0.0, color=INK, linewidth=1.0, zorder=4)
    return axes


def _draw(axes: Axes, side: Difference, y: float, colour: str) -> None:
    value, error = 100.0 * side.value, 100.0 * side.error
    axes.barh([y], [value], _THICK, color=colour, zorder=2)
    axes.plot([value - error, value + error], [y, y], color=INK, linewidth=0.9, zorder=3)


def _key(figure: ChartFigure, y: float, lang: str, *, switches: bool) -> None:
    marks = [(SCENARIO_HALF, "sensitivity.chart-low"), (SCENARIO, "sensitivity.chart-high")]
    marks += [(BASELINE, "sensitivity.chart-switch")] * switches
    figure.key_line(MARGIN, y, [(Patch(color=colour), text(key, lang)) for colour, key in marks])
