"""The price list as a small multiple: a panel an action, with the counts that answer most clearly at either horizon."""

from sim.analyses.value.price_list import PriceList
from sim.analyses.value.price_views import pairs_of
from sim.charts.figure import ChartFigure
from sim.charts.measure import shortened, widest, wrapped
from sim.charts.palette import MUTED
from sim.charts.paper import INSIDE, inch_axes, panels, paper, styled
from sim.charts.price_marks import Pair, clearest, key, limits, log_axis, mark_pair
from sim.charts.style import BODY, MARGIN, SMALL
from sim.language import text

_KEY, _NAME, _ROW, _LINE, _TICKS, _BETWEEN = 0.34, 0.32, 0.38, 0.16, 0.3, 0.2
_ACROSS, _GUTTER = 3, 0.4
_MOST, _READINGS = 5, 2  # counts of a panel, and of one target
_WORDS, _GAP = 0.55, 0.12  # of a panel's width, that names may take; inches
_BROADEST = (INSIDE + _GUTTER) / _ACROSS - _GUTTER


@styled
def actions_figure(result: PriceList, lang: str) -> ChartFigure:
    """Units per 100 million CNY by count, with an axis of its own in every panel."""
    actions = [action for action in result.plan.actions if result.of(action.id)]
    chosen = {action.id: clearest(pairs_of(result, result.of(action.id)), _READINGS)[:_MOST] for action in actions}
    heights = []
    for first in range(0, len(actions), _ACROSS):
        most = max(len(chosen[action.id]) for action in actions[first : first + _ACROSS])
        heights.append(_NAME + max(most, 1) * _ROW + _TICKS + _BETWEEN)
    origin = result.origin(lang)
    notes = [text("prices.chart-actions-marks", lang), text("prices.chart-units", lang),
             text("compare.rests-on", lang), origin.line(lang)]  # fmt: skip
    title = text("prices.chart-actions-title", lang, scenario=result.scenario.name[lang], runs=result.runs,
                 seed=result.seed)  # fmt: skip
    axis = text("prices.chart-axis", lang)
    figure, top = paper(title, [axis], _KEY + sum(heights), notes, origin)
    figure.key_line(MARGIN, top + _KEY / 2, key(result, lang, bands=False))
    for action, x, y, width in panels(actions, _ACROSS, top + _KEY, heights, _GUTTER):
        figure.write(x, y + _NAME / 2, shortened(action.name[lang], BODY, width / 1.05))
        pairs = chosen[action.id]
        if pairs:
            _panel(figure, x, y + _NAME, width, result, pairs, lang)
        else:
            figure.write(x, y + _NAME + _ROW / 2, text("prices.chart-null", lang), size=SMALL, colour=MUTED)
    return figure


def _panel(
    figure: ChartFigure, x: float, y: float, width: float, result: PriceList, pairs: list[Pair], lang: str
) -> None:
    names = [_two_lines(result.name(pair[0], lang)) for pair in pairs]
    left = x + widest([line for lines in names for line in lines], SMALL) * 1.05 + _GAP
    axes = inch_axes(figure, left, y, x + width - left, len(pairs) * _ROW, opaque=True)
    low, high = limits(pairs, bands=False)
    for k, (pair, lines) in enumerate(zip(pairs, names, strict=True)):
        first = y + (k + 0.5) * _ROW - 0.5 * _LINE * (len(lines) - 1)
        figure.write_lines(x, first, lines, _LINE, size=SMALL, colour=MUTED)
        mark_pair(axes, pair, (k + 0.5) * _ROW, low, bands=False)
    log_axis(axes, low, high)


def _two_lines(name: str) -> list[str]:
    """A name in two lines at most, the rest of a longer one as an ellipsis."""
    lines = wrapped(name, SMALL, _WORDS * _BROADEST)
    if len(lines) < 3:
        return lines
    rest = name.removeprefix(lines[0]).lstrip()
    return [lines[0], shortened(rest, SMALL, _WORDS * _BROADEST)]
