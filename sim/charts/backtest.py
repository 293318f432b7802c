"""Picture of a back-test: forecast scores against the best baseline, coverage, and the forecasts of one series."""

import re

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from sim.analyses.backtest.findings import ScoredForecast
from sim.analyses.backtest.result import Backtest
from sim.analyses.backtest.views import baseline_name, series_name, summary, verdict
from sim.charts.backtest_panels import draw_coverage, draw_pit, draw_ratios, ratio_height
from sim.charts.figure import ChartFigure
from sim.charts.measure import count_axis
from sim.charts.palette import INK, PAPER, RULE, step_colour
from sim.charts.paper import INSIDE, paper, styled
from sim.charts.style import HEADING, MARGIN
from sim.errors import InputError
from sim.language import text
from sim.language.numbers import ranged

_HEAD, _GAP, _LOWER, _TICKS = 0.32, 0.6, 2.3, 0.34
_KEY, _PANEL, _SLOT, _INDENT, _PERIODS = 0.42, 3.1, 3.0, 0.6, 0.46
_PART = re.compile(r"/\d{4}([hqm])(\d+)(?:-(\d+))?(?:/|$)")
_SPREAD = 0.62  # of a slot, that the intervals of all origins take
_STEP, _LEAST, _RANKS = 0.34, 1.2, 3.2
_LAST = 0.45  # inches of the last tick's words, beside the panel


@styled
def backtest_figure(backtest: Backtest, lang: str) -> ChartFigure:
    """Scores against the best baseline by series, coverage, and ranks of the outcomes in their forecasts."""
    rows = ratio_height(backtest)
    lower = max(_LOWER, 0.27 * (1 + len(backtest.by_horizon)))
    notes = [text("hindcast.shows", lang), text("backtest.coverage-note", lang), *backtest_notes(backtest, lang)]
    lead = [text("backtest.limit", lang), *verdict(backtest, lang)]
    body = rows + _GAP / 2 + _HEAD + lower + _TICKS
    figure, top = paper(text("hindcast.title", lang), lead, body, notes, backtest.origin(lang))
    draw_ratios(figure, backtest, top, lang)
    y = top + rows + _GAP / 2
    half = (INSIDE - _GAP) / 2
    for x, name, draw in ((MARGIN, "coverage", draw_coverage), (MARGIN + half + _GAP, "ranks", draw_pit)):
        figure.write(x, y + _HEAD / 2, text(f"hindcast.{name}", lang), size=HEADING)
        draw(figure, backtest, (x, y + _HEAD, half, lower), lang)
    return figure


@styled
def series_figure(backtest: Backtest, series: str, lang: str) -> ChartFigure:
    """Outcomes of one series by year, with half and nine tenths of the forecast from every origin before it.

    Raises InputError for a series without forecasts.
    """
    rows = backtest.of(series)
    inside = text("hindcast.inside", lang, number=len(rows), half=sum(row.inside_50 for row in rows),
                  ninety=sum(row.inside_90 for row in rows))  # fmt: skip
    lead = [_against(backtest, series, lang), inside]
    notes = [text("hindcast.series-shows", lang), text("backtest.limit", lang), *backtest_notes(backtest, lang)]
    title = text("hindcast.series", lang, series=series_name(series, lang))
    figure, top = paper(title, lead, _KEY + _PANEL + _PERIODS, notes, backtest.origin(lang))
    slots = sorted({(row.year, row.outcome) for row in rows})
    width = min(_SLOT * len(slots), INSIDE - _INDENT)
    axes = figure.panel(MARGIN + _INDENT, top + _KEY, width, _PANEL)
    _forecasts(axes, backtest, rows, slots)
    _key(figure, top + 0.15, backtest, rows, lang)
    return figure


def one_series(backtest: Backtest, lang: str, series: str | None = None) -> ChartFigure:
    """The picture of ``series``. Raises InputError for one without forecasts, and where none is named."""
    if series is None:
        raise InputError("is missing", key="--series", allowed=", ".join(backtest.names))
    return series_figure(backtest, series, lang)


def _forecasts(axes: Axes, backtest: Backtest, rows: tuple[ScoredForecast, ...], slots: list[tuple[int, str]]) -> None:
    origins = len(backtest.origins)
    for row in rows:
        order = backtest.origins.index(row.origin)
        x = slots.index((row.year, row.outcome)) + _SPREAD * ((order + 0.5) / origins - 0.5)
        colour = step_colour(order, origins)
        low, lower, middle, upper, high = row.quantiles
        axes.plot([x, x], [low, high], color=colour, linewidth=2.0, solid_capstyle="butt", zorder=2)
        axes.plot([x, x], [lower, upper], color=colour, linewidth=8.0, solid_capstyle="butt", zorder=3)
        axes.plot([x], [middle], "_", color=PAPER, markersize=8, markeredgewidth=1.6, zorder=4)
    for index, slot in enumerate(slots):
        value = next(row.value for row in rows if (row.year, row.outcome) == slot)
        axes.plot([index - 0.42, index + 0.42], [value, value], color=INK, linewidth=1.1, zorder=5)
        axes.plot([index - 0.42], [value], "o", color=INK, markersize=6.5, zorder=6, clip_on=False)
    values = np.array([[*row.quantiles, row.value] for row in rows])
    low, high = float(values.min()), float(values.max())
    count_axis(axes, low, high, most=7)
    axes.set_xlim(-0.55, len(slots) - 0.45)
    axes.set_xticks(range(len(slots)), [_period(*slot) for slot in slots])
    axes.grid(axis="y", color=RULE, linewidth=0.6)
    axes.set_axisbelow(True)


def _period(year: int, outcome: str) -> str:
    """The year, with the months of a figure of part of it (``.../2023q1``, ``.../2021h1``, ``.../2022m1-5``)."""
    part = _PART.search(outcome)
    if part is None:
        return str(year)
    kind, first, last = part.groups()
    months = {"h": 6, "q": 3, "m": 1}[kind]
    start = months * (int(first) - 1) + 1
    end = int(last) if last else start + months - 1
    return f"{year}-{start:02d}\n–{year}-{end:02d}"


def _key(figure: ChartFigure, y: float, backtest: Backtest, rows: tuple[ScoredForecast, ...], lang: str) -> None:
    published = Line2D([], [], marker="o", color=INK, linewidth=1.1, markersize=6.5)
    marks = [(published, text("hindcast.key-published", lang))]
    used = {row.origin for row in rows}
    for order, day in enumerate(backtest.origins):
        if day in used:
            line = Line2D([], [], color=step_colour(order, len(backtest.origins)), linewidth=8, solid_capstyle="butt")
            marks.append((line, text("hindcast.key-origin", lang, year=day.year)))
    figure.key_line(MARGIN, y, marks)


def _against(backtest: Backtest, series: str, lang: str) -> str:
    score = backtest.score(series)
    if score is None:
        return text("hindcast.no-baseline", lang)
    ratio = ranged(score.ratio, score.low, score.high)
    words = text("hindcast.against", lang, ratio=ratio, baseline=baseline_name(score.baseline, lang),
                forecasts=score.forecasts)  # fmt: skip
    return words if score.skill_claimed else f"{words}{text('hindcast.not-claimed', lang)}"


def backtest_notes(backtest: Backtest, lang: str) -> list[str]:
    """Paragraphs of every caption of a back-test: how it was made, and by which version."""
    made_of = summary(backtest, lang)
    origin = backtest.provenance
    if origin:
        made_of += text("hindcast.versions", lang, version=origin["versions"]["sim"], model=origin["model"][:12])
    return [text("backtest.pseudo", lang), made_of]


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
