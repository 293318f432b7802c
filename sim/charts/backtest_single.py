"""Pictures of a back-test with one panel each: scores, coverage, probability integral transform (PIT)."""

from __future__ import annotations

from sim.analyses.backtest.markdown import verdict
from sim.analyses.backtest.result import Backtest
from sim.charts.backtest import backtest_notes
from sim.charts.backtest_panels import draw_coverage, draw_pit, draw_ratios, ratio_height
from sim.charts.figure import ChartFigure
from sim.charts.paper import INSIDE, paper, styled
from sim.charts.style import MARGIN
from sim.language import text

_STEP, _LEAST, _RANKS, _TICKS = 0.34, 1.2, 3.2, 0.34
_LAST = 0.45  # inches of the last tick's words, beside the panel


@styled
def scores_figure(backtest: Backtest, lang: str) -> ChartFigure:
    """Every series against its best baseline."""
    notes = [text("hindcast.scores-shows", lang), *backtest_notes(backtest, lang)]
    lead = [text("backtest.limit", lang), *verdict(backtest, lang)]
    figure, top = paper(text("hindcast.title", lang), lead, ratio_height(backtest), notes, backtest.origin(lang))
    draw_ratios(figure, backtest, top, lang)
    return figure


@styled
def coverage_figure(backtest: Backtest, lang: str) -> ChartFigure:
    """How many outcomes lie in the intervals of 50 and 90 per cent, over all and by horizon."""
    height = max(_LEAST, _STEP * (1 + len(backtest.by_horizon)))
    notes = [
        text("hindcast.coverage-shows", lang),
        text("backtest.coverage-note", lang),
        *backtest_notes(backtest, lang),
    ]
    title, origin = text("hindcast.coverage", lang), backtest.origin(lang)
    figure, top = paper(title, [text("backtest.limit", lang)], height + _TICKS, notes, origin)
    draw_coverage(figure, backtest, (MARGIN, top, INSIDE - _LAST, height), lang)
    return figure


@styled
def ranks_figure(backtest: Backtest, lang: str) -> ChartFigure:
    """The histogram of the probability integral transform: the rank of every outcome in its forecast."""
    notes = [text("hindcast.ranks-shows", lang), *backtest_notes(backtest, lang)]
    title, origin = text("hindcast.ranks", lang), backtest.origin(lang)
    figure, top = paper(title, [text("backtest.limit", lang)], _RANKS + _TICKS, notes, origin)
    draw_pit(figure, backtest, (MARGIN, top, INSIDE, _RANKS), lang)
    return figure
