"""Small multiples by field: active firms of each future-industry field, by month."""

from typing import Any

import numpy as np

from sim.charts.fan import LEVELS, band_marks, draw_bands, month_ticks
from sim.charts.figure import ChartFigure
from sim.charts.measure import plain_ticks, shortened, width
from sim.charts.palette import MUTED
from sim.charts.paper import caption_of, panels, paper, styled
from sim.charts.style import BODY, MARGIN, SMALL
from sim.errors import InputError
from sim.language import text
from sim.language.numbers import count, span

_ACROSS = 5
_KEY, _TITLE, _PANEL, _FOOT = 0.34, 0.44, 1.2, 0.36
_INDENT, _GUTTER = 0.42, 0.3


@styled
def fields_figure(forecast: Any, lang: str) -> ChartFigure:
    """One panel a field, each on its own scale from nought. Raises InputError where the runs kept no fields."""
    if forecast.field_firms is None:
        raise InputError("the forecast keeps no firms by field")
    fields = forecast.plan.fields
    runs = forecast.field_firms[forecast.done]
    quantiles = np.quantile(runs[:, :, : len(fields)], LEVELS, axis=0)  # [level, month, field]
    lines = -(-len(fields) // _ACROSS)
    title = text("kinds.fields", lang, scenario=forecast.scenario.name[lang])
    lead = [text("kinds.fields-lead", lang, month=forecast.months[-1])]
    shows = [text("kinds.fields-shows", lang)]
    if not all(field.is_counted for field in fields):
        shows.append(text("kinds.fields-guessed", lang))
    notes = caption_of(forecast, lang, shows)
    body = _KEY + lines * (_TITLE + _PANEL + _FOOT)
    figure, top = paper(title, lead, body, notes, forecast.origin(lang))
    figure.key_line(MARGIN, top + _KEY / 2, band_marks(forecast, lang, threshold=False))
    cells = zip(fields, np.moveaxis(quantiles, 2, 0), strict=True)
    for (field, bands), x, y, across in panels(cells, _ACROSS, top + _KEY, _TITLE + _PANEL + _FOOT, _GUTTER):
        figure.write(x, y + 0.12, _named(field, lang, across))
        low, middle, high = bands[0, -1], bands[2, -1], bands[-1, -1]
        figure.write(x, y + 0.31, f"{count(middle)} ({span(low, high)})", size=SMALL, colour=MUTED)
        axes = figure.panel(x + _INDENT, y + _TITLE, across - _INDENT, _PANEL)
        draw_bands(axes, bands)
        axes.set_ylim(0.0, 1.08 * max(float(bands.max()), 1.0))
        axes.set_yticks(*plain_ticks(*axes.get_ylim(), most=3, edge=0.0))
        month_ticks(axes, forecast.months, between=False)  # a small panel has room for no more
    return figure


def _named(field: Any, lang: str, limit: float) -> str:
    """The name of a field in ``limit`` inches, with a mark where its number is a guess."""
    if field.is_counted:
        return shortened(field.name[lang], BODY, limit)
    room = limit - width(text("kinds.fields-guess", lang, field=""), BODY)
    return text("kinds.fields-guess", lang, field=shortened(field.name[lang], BODY, room))
