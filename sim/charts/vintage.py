"""Picture of a vintage: the forecast as it was kept before outcomes arrived, one row a target."""

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.analyses.vintage.read import TargetRow, Vintage
from sim.charts.figure import ChartFigure
from sim.charts.measure import shortened, widest
from sim.charts.palette import INK, MUTED, RULE, SCENARIO, SCENARIO_BAR
from sim.charts.paper import INSIDE, inch_axes, paper, styled
from sim.charts.style import BODY, MARGIN, SMALL
from sim.inputs.plan import load_plan
from sim.language import text
from sim.language.numbers import count, needed_line, shown, span
from sim.results.table import by_class, class_groups
from sim.study.scores import HUB_LEVELS

_KEY, _HEAD, _CLASS, _ROW, _FOOT, _GAP = 0.34, 0.28, 0.3, 0.34, 0.34, 0.3
_WIDEST, _SLACK = 3.6, 1.05
_COLUMNS = ("needed", "median", "range", "chance")


@styled
def vintage_figure(vintage: Vintage, lang: str) -> ChartFigure:
    """The chosen reading of every target: probability with its range, and the count at the end."""
    rows = by_class(row for row in vintage.targets if row.chosen)
    names = {target.id: target.name[lang] for target in load_plan(vintage.document["plan"]).targets}
    origin = vintage.origin(lang)
    title = text("vintage.title", lang, made=vintage.document["made"], scenario=vintage.document["scenario"])
    lead = [text("vintage.lead", lang, unseen=vintage.document["unseen"], name=vintage.name)]
    height = _ROW * len(rows) + _CLASS * len(list(class_groups(rows)))
    notes = [text("chart.conditional", lang), text("vintage.shows", lang), origin.line(lang)]
    figure, top = paper(title, lead, _KEY + _HEAD + height + _FOOT, notes, origin)
    _key(figure, top + _KEY / 2, lang)
    cells = [_words(vintage, row, lang) for row in rows]
    heads = [text(f"vintage.head-{name}", lang) for name in _COLUMNS]
    ends: list[float] = []
    right = MARGIN + INSIDE
    for column in reversed(range(len(_COLUMNS))):
        ends.insert(0, right)
        right -= _SLACK * max(widest([words[column] for words in cells], BODY), widest([heads[column]], SMALL)) + _GAP
    for end, head in zip(ends, heads, strict=True):
        figure.write(end, top + _KEY + _HEAD / 2, head, size=SMALL, colour=MUTED, ha="right")
    left = MARGIN + _SLACK * min(widest([names[row.target] for row in rows], BODY), _WIDEST) + _GAP
    first = top + _KEY + _HEAD
    axes = inch_axes(figure, left, first, right - left, height)
    axes.set_xlim(-1.5, 101.5)
    axes.set_xticks([0, 25, 50, 75, 100])
    y, words_of = first, dict(zip((row.target for row in rows), cells, strict=True))
    for letter, members in class_groups(rows):
        figure.rule(MARGIN, y, INSIDE, RULE)
        heading = text("forecast.class", lang, letter=letter, meaning=text(f"class.{letter}", lang))
        figure.write(MARGIN, y + 0.6 * _CLASS, heading, size=SMALL, colour=MUTED)
        y += _CLASS
        for row in members:
            figure.rule(MARGIN, y, INSIDE, RULE)
            figure.write(MARGIN, y + _ROW / 2, shortened(names[row.target], BODY, _WIDEST))
            for end, words in zip(ends, words_of[row.target], strict=True):
                figure.write(end, y + _ROW / 2, words, ha="right", colour=INK if end == ends[-1] else MUTED)
            _mark(axes, row, y + _ROW / 2 - first)
            y += _ROW
    figure.rule(MARGIN, first + height, INSIDE, RULE)
    return figure


def _words(vintage: Vintage, row: TargetRow, lang: str) -> tuple[str, str, str, str]:
    low, middle, high = (
        float(vintage.quantiles[row.metric][-1, HUB_LEVELS.index(level)]) for level in (0.05, 0.5, 0.95)
    )
    return needed_line(row.number, row.threshold, lang), count(middle), span(low, high), shown(row.probability)


def _mark(axes: Axes, row: TargetRow, y: float) -> None:
    """Class C is the outside view: hollow and without a range."""
    declared = row.class_ == "C"
    if not declared and row.low is not None and row.high is not None:
        axes.barh([y], [100.0 * (row.high - row.low)], 0.12, left=[100.0 * row.low], color=SCENARIO_BAR, zorder=2)
    axes.plot([100.0 * row.probability], [y], "o", color=SCENARIO, markerfacecolor="white" if declared else SCENARIO,
              markersize=7, zorder=3, clip_on=False)  # fmt: skip


def _key(figure: ChartFigure, y: float, lang: str) -> None:
    dot = Line2D([], [], color=SCENARIO, marker="o", markersize=7, linestyle="none")
    hollow = Line2D([], [], color=SCENARIO, marker="o", markerfacecolor="white", markersize=7, linestyle="none")
    figure.key_line(MARGIN, y, [
        (dot, text("vintage.key-probability", lang)),
        (Patch(facecolor=SCENARIO_BAR), text("chart.key-bar", lang)),
        (hollow, text("chart.key-outside", lang)),
    ])  # fmt: skip
