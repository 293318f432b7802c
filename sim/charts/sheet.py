"""Picture of a forecast: target dots, fan charts of the main counts, and the caption block."""

from typing import Any

from sim.charts.fan import draw_fans, fans, fans_height
from sim.charts.figure import ChartFigure, new_figure
from sim.charts.measure import wrapped
from sim.charts.palette import MUTED
from sim.charts.paper import caption, record
from sim.charts.style import BODY, MARGIN, SMALL, TITLE, WIDTH, applied
from sim.charts.target_dots import dot_table, draw_dots
from sim.language import language, text
from sim.language.numbers import chance

_TEXT_WIDTH = (WIDTH - 2 * MARGIN) / 1.05
_TITLE, _JOINT, _SPACE, _CAPTION_LINE, _EDGE = 0.34, 0.28, 0.24, 0.19, 0.18


def forecast_figure(forecast: Any, lang: str, baseline: Any = None) -> ChartFigure:
    """Dots, fans and caption of a ``Forecast`` in ``lang``; ``baseline``, another Forecast, adds ticks and dashes.

    13.66 inches wide (1366 pixels at 100 dpi), as tall as the plan needs. Raises InputError for an unknown language.
    """
    return _figure(forecast, lang, baseline, with_fans=True)


def dots_figure(forecast: Any, lang: str, baseline: Any = None) -> ChartFigure:
    """The target dots alone, with their caption block."""
    return _figure(forecast, lang, baseline, with_fans=False)


def _figure(forecast: Any, lang: str, baseline: Any, *, with_fans: bool) -> ChartFigure:
    lang = language(lang)
    with applied():
        year, month = forecast.months[-1].split("-")
        heading = text("chart.title", lang, scenario=forecast.scenario.name[lang], year=year, month=month)
        titles = wrapped(heading, TITLE, _TEXT_WIDTH)
        table = dot_table(forecast, lang, baseline)
        series = fans(forecast, lang, baseline) if with_fans else []
        paragraphs = caption(forecast, lang, baseline)
        lines = [line for paragraph in paragraphs for line in wrapped(paragraph, SMALL, _TEXT_WIDTH)]
        top = _EDGE + _TITLE * len(titles) + _JOINT
        below = top + table.height + _SPACE
        foot = below + fans_height(series) + (_SPACE if series else 0.0)
        figure = new_figure(foot + _CAPTION_LINE * len(lines) + _EDGE)
        figure.record.update(record(heading, paragraphs, forecast))
        figure.write_lines(MARGIN, _EDGE + _TITLE / 2, titles, _TITLE, size=TITLE)
        figure.write(MARGIN, top - _JOINT / 2, _joint(forecast, lang), size=BODY)
        draw_dots(figure, table, top, lang, baseline)
        draw_fans(figure, series, below, forecast, lang, baseline)
        figure.write_lines(MARGIN, foot + _CAPTION_LINE / 2, lines, _CAPTION_LINE, size=SMALL, colour=MUTED)
        # Ticks are otherwise made at the first drawing, perhaps under somebody else's settings.
        figure.draw_without_rendering()
        return figure


def _joint(forecast: Any, lang: str) -> str:
    joint = forecast.joint
    return text("chart.joint", lang, chance=chance(joint.all_met.value, lang), expected=f"{joint.expected_met:.1f}",
                number=len(joint.targets))  # fmt: skip
