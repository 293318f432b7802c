"""Drivers of each count: rank correlation and share of variance by parameter, and the variance left to chance."""

from typing import Any

from matplotlib.patches import Patch

from sim.analyses.forecast.targets import target_record
from sim.charts.figure import ChartFigure
from sim.charts.measure import shortened, wrapped
from sim.charts.palette import BASELINE, INK, MUTED, RULE, SCENARIO
from sim.charts.paper import INSIDE, caption_of, line_heights, panels, paper, styled
from sim.charts.style import BODY, MARGIN, SMALL
from sim.language import parameter_meaning, text, texts
from sim.results.table import by_class

_ACROSS, _GUTTER = 2, 0.5
_KEY, _TITLE, _LINE, _ROW, _GAP = 0.34, 0.24, 0.17, 0.22, 0.26
_BELOW = 0.06  # inches between the words and the first bar
_NAME, _NUMBER = 2.9, 0.95  # inches for the parameter's name and for its share
_PARTS = ("parameter", "chance", "definition", "structure")


@styled
def drivers_figure(forecast: Any, lang: str, target: str | None = None) -> ChartFigure:
    """Drivers of one target, or of every target of classes A and B. Raises InputError for an id that is not there.

    A bar is the rank correlation of parameter and count over parameter draws; beside it stands its square.
    """
    chosen = [row for row in by_class(forecast.targets) if row.class_ != "C"]
    if target is not None:
        chosen = [forecast.target(target)]
    across = 1 if len(chosen) == 1 else _ACROSS
    width = (INSIDE + _GUTTER) / across - _GUTTER
    splits = [wrapped(_split(row, lang), SMALL, width) for row in chosen]
    heights = [_TITLE + _LINE * len(split) + _ROW * max(len(row.drivers), 1) + _GAP
               for row, split in zip(chosen, splits, strict=True)]  # fmt: skip
    lines = line_heights(heights, across)
    title = text("kinds.drivers", lang, scenario=forecast.scenario.name[lang])
    lead = [text("kinds.drivers-lead", lang)]
    notes = caption_of(forecast, lang, [text("kinds.drivers-shows", lang)])
    figure, top = paper(title, lead, _KEY + sum(lines), notes, forecast.origin(lang))
    _key(figure, top + _KEY / 2, lang)
    for (row, split), x, y, width in panels(zip(chosen, splits, strict=True), across, top + _KEY, lines, _GUTTER):
        record, _ = target_record(forecast.plan, row)
        figure.write(x, y + _TITLE / 2, record.name[lang])
        figure.write_lines(x, y + _TITLE + _LINE / 2, split, _LINE, size=SMALL, colour=MUTED)
        named = [(parameter_name(forecast, driver.parameter, lang), driver) for driver in row.drivers]
        _bars(figure, named, (x, y + _TITLE + _LINE * len(split) + _BELOW, width), lang)
    return figure


def parameter_name(forecast: Any, name: str, lang: str) -> str:
    """A parameter in words: in English the catalogue's short ones, or what the parameter table says."""
    known = texts(lang).get(f"quantity.{name}")
    if known is not None and lang == "en":
        return known
    row = next((row for row in forecast.parameters.rows if row.name == name), None)
    return parameter_meaning(name, "" if row is None else row.meaning, lang)


def split_words(target: Any, lang: str) -> str | None:
    """The shares of the variance of "met or not" by source, in words; None where nothing varies."""
    if target.variance is None:
        return None
    parts = [
        text("kinds.part", lang, part=text(f"forecast.{name}", lang), share=f"{100 * share:.0f}")
        for name in _PARTS
        if (share := getattr(target.variance, name)) is not None
    ]
    return text("kinds.part-join", lang).join(parts)


def _split(target: Any, lang: str) -> str:
    words = split_words(target, lang)
    return text("kinds.nothing-varies", lang) if words is None else text("kinds.split", lang, parts=words)


def _bars(figure: ChartFigure, drivers: list[tuple[str, Any]], area: tuple[float, float, float], lang: str) -> None:
    x, y, width = area
    if not drivers:
        figure.write(x, y + _ROW / 2, text("kinds.no-driver", lang), colour=MUTED)
        return
    name = min(_NAME, 0.46 * width)
    axes = figure.panel(x + name, y, width - name - _NUMBER, _ROW * len(drivers))
    axes.set_xlim(-1.0, 1.0)
    axes.set_ylim(len(drivers), 0.0)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.axvline(0.0, color=INK, linewidth=0.9, zorder=4)
    for edge in (-1.0, 1.0):
        axes.axvline(edge, color=RULE, linewidth=0.9, clip_on=False)
    for row, (words, driver) in enumerate(drivers):
        middle = row + 0.5
        colour = SCENARIO if driver.correlation > 0.0 else BASELINE
        axes.barh([middle], [driver.correlation], 0.62, color=colour, zorder=3)
        figure.write(x, y + _ROW * middle, shortened(words, BODY, name - 0.15))
        sign = "+" if driver.correlation > 0.0 else "−"
        share = text("unit.percent", lang, value=f"{100 * driver.share:.0f}")
        figure.write(x + width, y + _ROW * middle, f"{sign}  {share}", ha="right")


def _key(figure: ChartFigure, y: float, lang: str) -> None:
    marks = [(SCENARIO, "kinds.raises"), (BASELINE, "kinds.lowers")]
    figure.key_line(MARGIN, y, [(Patch(color=colour), text(key, lang)) for colour, key in marks])
