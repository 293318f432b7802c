"""Fan chart of one count beside the quantile dots of its last month."""

from typing import Any

import numpy as np

from sim.analyses.forecast.targets import target_record
from sim.charts.fan import HEADLINES, band_marks, draw_bands, draw_threshold, horizon_ticks, levels
from sim.charts.figure import ChartFigure
from sim.charts.measure import plain_ticks
from sim.charts.palette import MUTED
from sim.charts.paper import INSIDE, caption_of, paper, styled
from sim.charts.quantile_dots import draw_dots_of
from sim.charts.style import HEADING, MARGIN, SMALL
from sim.errors import InputError, unknown_name
from sim.language import text
from sim.language.numbers import chance, count, span
from sim.model.tables.metrics import METRIC_INDEX, METRICS

_KEY, _HEAD, _PANEL, _FOOT = 0.34, 0.5, 3.4, 0.42
_INDENT, _GAP, _LEFT = 0.6, 0.6, 0.58  # room for numbers; between the panels; share of the fan


@styled
def metric_figure(forecast: Any, lang: str, target: str | None = None, metric: str | None = None) -> ChartFigure:
    """The fan of ``metric``, or of what ``target`` counts (the plan's first headline count without either).

    Raises InputError for an unknown name and where both are given.
    """
    if target is not None and metric is not None:
        raise InputError("--target and --metric exclude each other")
    if metric is not None and metric not in METRIC_INDEX:
        raise unknown_name("unknown metric", metric, METRIC_INDEX, key="--metric")
    row = None if metric is not None else forecast.target(target or _headline(forecast))
    name, counted, column, threshold = _counted(forecast, row, metric, lang)
    runs = forecast.counts(column)
    quantiles = forecast.by_month(column, levels)
    low, _, middle, _, high = quantiles[:, len(forecast.months) - 1]
    lead = [text("kinds.fan-lead", lang, counted=counted, month=forecast.months[-1], median=count(middle),
                 range=span(low, high))]  # fmt: skip
    if forecast.later is not None:
        low, _, middle, _, high = quantiles[:, -1]
        lead.append(text("kinds.fan-later", lang, month=forecast.later.month, median=count(middle),
                         range=span(low, high)))  # fmt: skip
    if row is not None:
        key = "kinds.fan-declared" if row.class_ == "C" else "kinds.fan-chance"
        lead.append(text(key, lang, threshold=count(row.threshold), chance=chance(row.probability, lang)))
    shows = "kinds.fan-shows" if forecast.later is None else "kinds.fan-shows-both"
    notes = caption_of(forecast, lang, [text(shows, lang)])
    title = text("kinds.fan", lang, scenario=forecast.scenario.name[lang], count=name)
    figure, top = paper(title, lead, _KEY + _HEAD + _PANEL + _FOOT, notes, forecast.origin(lang))
    figure.key_line(MARGIN, top + _KEY / 2, band_marks(forecast, lang, threshold=threshold is not None))
    y = top + _KEY + _HEAD
    width = _LEFT * (INSIDE - _GAP)
    _fan(figure, (MARGIN + _INDENT, y, width - _INDENT, _PANEL), quantiles, threshold, forecast, lang)
    right = MARGIN + width + _GAP
    words = draw_dots_of(figure, (right, y, MARGIN + INSIDE - right, _PANEL), runs[:, -1], threshold, lang)
    figure.write(MARGIN, y - _HEAD / 2, text("kinds.by-month", lang), size=HEADING)
    figure.write(right, y - 0.64 * _HEAD, text("kinds.at-end", lang, month=forecast.months[-1]), size=HEADING)
    figure.write(right, y - 0.2 * _HEAD, words, size=SMALL, colour=MUTED)
    return figure


def _headline(forecast: Any) -> str:
    known = [target.id for target in forecast.targets]
    return next((name for name in HEADLINES if name in known), known[0])


def _counted(forecast: Any, target: Any, metric: str | None, lang: str) -> tuple[str, str, str, float | None]:
    """Name of the count, what is counted in words, its metric and the threshold, where a target has one."""
    if target is not None:
        record, reading = target_record(forecast.plan, target)
        return record.name[lang], reading.name[lang], reading.metric, target.threshold
    assert metric is not None
    for record in forecast.plan.targets:
        for reading in record.readings:
            if reading.metric == metric:
                row = forecast.target(record.id)
                threshold = row.threshold if row.reading == reading.id else None
                return record.name[lang], reading.name[lang], metric, threshold
    words = METRICS[METRIC_INDEX[metric]].words(lang)
    return metric if lang == "en" else words, words, metric, None


def _fan(
    figure: ChartFigure,
    area: tuple[float, float, float, float],
    quantiles: np.ndarray,
    threshold: float | None,
    forecast: Any,
    lang: str,
) -> None:
    axes = figure.panel(*area)
    draw_bands(axes, quantiles)
    low, high = min(0.0, float(quantiles.min())), float(quantiles.max())
    if threshold is not None:
        high = max(high, threshold)
        draw_threshold(axes, threshold, lang)
    room = 0.1 * (high - low) or 1.0
    axes.set_ylim(low - room * (low < 0.0), high + room)
    axes.set_yticks(*plain_ticks(*axes.get_ylim(), most=6, edge=0.0))
    horizon_ticks(axes, forecast, lang)
