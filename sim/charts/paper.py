"""A picture with title, lead sentences, body and caption block; small multiples in it, and axes beside rows."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from matplotlib.axes import Axes

from sim.charts.figure import ChartFigure, new_figure
from sim.charts.measure import wrapped
from sim.charts.palette import MUTED, RULE
from sim.charts.style import BODY, MARGIN, SMALL, TITLE, WIDTH, applied
from sim.language import text
from sim.results.origin import Origin, fitted_name, set_words
from sim.study.probabilities import PERCENT_OF_NUMBER

INSIDE = WIDTH - 2 * MARGIN  # inches between the margins
_TEXT_WIDTH = INSIDE / 1.05
_TITLE, _LEAD, _SPACE, _LINE, _EDGE = 0.34, 0.23, 0.16, 0.19, 0.18

Arguments = ParamSpec("Arguments")


def styled(draw: Callable[Arguments, ChartFigure]) -> Callable[Arguments, ChartFigure]:
    """Draw in the charts' style; ticks are made here, for they would else be made under somebody else's settings."""

    @wraps(draw)
    def drawn(*args: Arguments.args, **kwargs: Arguments.kwargs) -> ChartFigure:
        with applied():
            figure = draw(*args, **kwargs)
            figure.draw_without_rendering()
            return figure

    return drawn


def paper(
    title: str, lead: Sequence[str], body: float, notes: Sequence[str], source: Origin | str
) -> tuple[ChartFigure, float]:
    """A figure with title, ``lead`` and the caption block ``notes`` (paragraphs), and where the body of ``body`` inches
    begins, in inches from the top. ``source``: what the picture was made from, for the metadata; a command at least."""
    titles = wrapped(title, TITLE, _TEXT_WIDTH)
    leads = [line for paragraph in lead for line in wrapped(paragraph, BODY, _TEXT_WIDTH)]
    lines = [line for paragraph in notes for line in wrapped(paragraph, SMALL, _TEXT_WIDTH)]
    top = _EDGE + _TITLE * len(titles) + _LEAD * len(leads) + _SPACE
    foot = top + body + _SPACE
    figure = new_figure(foot + _LINE * len(lines) + _EDGE)
    figure.record.update({"title": title, "description": "\n".join((*lead, *notes))})
    figure.record.update(
        {"source": source} if isinstance(source, str) else {"source": source.command, **source.record()}
    )
    figure.write_lines(MARGIN, _EDGE + _TITLE / 2, titles, _TITLE, size=TITLE)
    figure.write_lines(MARGIN, top - _SPACE - _LEAD * (len(leads) - 0.5), leads, _LEAD)
    figure.write_lines(MARGIN, foot + _LINE / 2, lines, _LINE, size=SMALL, colour=MUTED)
    return figure, top


Item = TypeVar("Item")


def panels(
    items: Iterable[Item], across: int, top: float, height: float | Sequence[float], gutter: float
) -> Iterator[tuple[Item, float, float, float]]:
    """Each item with left edge, top and width of its panel, ``across`` in a line and ``gutter`` apart; in inches.

    ``height``: of every line, or of each (``line_heights``).
    """
    step = (INSIDE + gutter) / across
    for index, item in enumerate(items):
        line, column = divmod(index, across)
        above = line * height if isinstance(height, float) else sum(height[:line])
        yield item, MARGIN + column * step, top + above, step - gutter


def line_heights(heights: Sequence[float], across: int) -> list[float]:
    """Height of every line of panels: of the highest of its ``across`` panels."""
    return [max(heights[first : first + across]) for first in range(0, len(heights), across)]


def inch_axes(figure: ChartFigure, x: float, y: float, width: float, height: float, *, opaque: bool = False) -> Axes:
    """Axes whose unit downwards is the inch, so that rows are where their words are; ``opaque``: over the rules."""
    axes = figure.panel(x, y, width, height)
    axes.set_ylim(height, 0.0)
    axes.set_yticks([])
    axes.spines[["left", "bottom"]].set_visible(False)
    if opaque:
        axes.grid(axis="x", color=RULE, linewidth=0.6, zorder=0)
    else:
        axes.grid(axis="x", color=RULE, linewidth=0.6)
        axes.set_axisbelow(True)
        axes.patch.set_visible(False)
    return axes


def caption(forecast: Any, lang: str, baseline: Any = None) -> list[str]:
    """The paragraphs of the caption block, unwrapped. No date: the same forecast gives the same bytes."""
    marks = text("chart.marks", lang, percent=PERCENT_OF_NUMBER["about"])
    return caption_of(forecast, lang, [marks], baseline)


def caption_of(forecast: Any, lang: str, shows: list[str], baseline: Any = None) -> list[str]:
    """The caption block of another picture: ``shows`` says what its marks hold."""
    error = max((target.mc_error for target in forecast.targets if target.mc_error is not None), default=0.0)
    name = forecast.scenario.name[lang]
    run = text("chart.run", lang, scenario=name, id=forecast.scenario.id, runs=forecast.runs, seed=forecast.seed,
               error=f"{100 * error:.1f}")  # fmt: skip
    parts = [run]
    if forecast.runs_failed:
        parts.append(text("chart.failed", lang, failed=forecast.runs_failed))
    if baseline is not None:
        scenario = baseline.scenario
        parts.append(text("chart.against", lang, scenario=scenario.name[lang], id=scenario.id))
    return [text("chart.conditional", lang), *shows, text("chart.mark", lang).join(parts), versions(forecast, lang)]


def versions(forecast: Any, lang: str) -> str:
    """Version of the program and digests of what went in, shortened to twelve signs as git does."""
    origin = forecast.provenance
    digests = {name.partition(".")[0]: digest[:12] for name, digest in origin["inputs"].items()}
    return text("chart.versions", lang, version=origin["versions"]["sim"], code=origin["code"][:12],
                set=set_words(fitted_name(origin), lang), **digests)  # fmt: skip


def record(title: str, paragraphs: list[str], forecast: Any) -> dict[str, str]:
    """Metadata of the saved picture: ``title``, ``description`` and what the forecast rests on."""
    origin = forecast.origin("en")
    return {"title": title, "description": "\n".join(paragraphs), "source": origin.command, **origin.record()}
