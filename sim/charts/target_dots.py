"""Target dots: probability of every target with its range, its error and the baseline, beside words."""

from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from sim.analyses.forecast.targets import target_record
from sim.analyses.forecast.words import confidence_key, word_key
from sim.charts.figure import ChartFigure
from sim.charts.measure import shortened, widest, wrapped
from sim.charts.palette import BASELINE, INK, MUTED, PAPER, RULE, SCENARIO, SCENARIO_BAR
from sim.charts.paper import inch_axes
from sim.charts.style import BODY, MARGIN, SMALL, WIDTH
from sim.language import text
from sim.language.numbers import chance, count, needed_line, span
from sim.results.table import by_class, class_groups

# Standard errors on either side that hold nine estimates of ten.
_NINE_OF_TEN = 1.645
_GAP = 0.28  # between columns
_HEAD, _CLASS, _FOOT, _KEY = 0.30, 0.36, 0.28, 0.34
_ROW, _LINE = 0.42, 0.155  # a row of two lines; each further line
_WIDEST_LABEL, _WIDEST_KEY = 3.7, 2.2
# Text measured as outlines comes out up to four per cent wider on the pixel grid.
_SLACK = 1.05
# Attribute of a row -> key of its heading, left to right.
_COLUMNS = {"reads": "chart.heading-chance", "word": "chart.heading-word", "counted": "chart.heading-count"}


@dataclass(frozen=True)
class DotRow:
    """One target. ``chance`` is where the dot stands, 0 to 1.

    ``declared``: class C, whose dot is the outside view and is drawn hollow, without bar or error.
    ``bar``: the probability's range over parameter draws; ``error``: 90 % Monte Carlo interval; None: nothing to draw.
    Every pair of strings is the line in large and the line below it in small type.
    """

    id: str
    class_: str
    declared: bool
    chance: float
    bar: tuple[float, float] | None
    error: tuple[float, float] | None
    baseline: float | None
    label: tuple[str, str]
    reads: tuple[str, str]
    word: tuple[str, str]
    counted: tuple[str, str]


def dot_rows(forecast: Any, lang: str, baseline: Any = None) -> list[DotRow]:
    """The rows of ``forecast`` by class, then in the plan's order. ``baseline``: a second Forecast or None."""
    other = {target.id: target for target in baseline.targets} if baseline is not None else {}
    return [_row(target, forecast.plan, lang, other.get(target.id)) for target in by_class(forecast.targets)]


def _row(target: Any, plan: Any, lang: str, baseline: Any) -> DotRow:
    record, reading = target_record(plan, target)
    declared = target.class_ == "C"
    probability = target.probability
    # The outside view does not depend on the allocation, so a baseline beside it would only repeat it.
    beside = None if declared or baseline is None else baseline.probability
    half = None if target.mc_error is None else _NINE_OF_TEN * target.mc_error
    return DotRow(
        id=target.id,
        class_=target.class_,
        declared=declared,
        chance=probability,
        bar=None if target.low is None else (target.low, target.high),
        error=None if half is None else (max(0.0, probability - half), min(1.0, probability + half)),
        baseline=beside,
        label=(f"{record.name[lang]} {needed_line(target.number, target.threshold, lang)}", reading.name[lang]),
        reads=(chance(probability, lang), _under_chance(declared, beside, lang)),
        word=(text(word_key(target.word), lang), _confidence(target, lang)),
        counted=_counted(target, declared, lang),
    )


def _under_chance(declared: bool, beside: float | None, lang: str) -> str:
    if declared:
        return text("chart.outside-view", lang)
    return "" if beside is None else text("chart.baseline-chance", lang, chance=chance(beside, lang))


def _confidence(target: Any, lang: str) -> str:
    return text("chart.confidence", lang, confidence=text(confidence_key(target.confidence), lang))


def _counted(target: Any, declared: bool, lang: str) -> tuple[str, str]:
    key = "chart.model-count" if declared else "chart.expected"
    first = text(key, lang, expected=count(target.expected), range=span(target.q05, target.q95))
    start = text("chart.met-at-start" if target.met_at_start else "chart.at-start", lang, count=count(target.at_start))
    return first, text("chart.needed", lang, threshold=count(target.threshold), start=start)


@dataclass(frozen=True)
class DotTable:
    """The rows with the places of their columns, in inches: made before the figure, so that it can be tall enough."""

    rows: list[DotRow]
    names: dict[str, list[str]]
    readings: dict[str, list[str]]
    columns: dict[str, float]
    axis: tuple[float, float]

    def row_height(self, row: DotRow) -> float:
        """Inches that the row takes."""
        return _ROW + _LINE * (len(self.names[row.id]) + len(self.readings[row.id]) - 2)

    @property
    def height(self) -> float:
        """Inches that key, headings, rows and the axis take together."""
        classes = len(list(class_groups(self.rows)))
        return _KEY + _HEAD + classes * _CLASS + sum(self.row_height(row) for row in self.rows) + _FOOT


def dot_table(forecast: Any, lang: str, baseline: Any = None) -> DotTable:
    """Lay out the rows of ``forecast`` (call inside the style): columns as wide as their text, the axis the rest."""
    rows = dot_rows(forecast, lang, baseline)
    names = {row.id: wrapped(row.label[0], BODY, _WIDEST_LABEL) for row in rows}
    readings = {row.id: wrapped(row.label[1], SMALL, _WIDEST_LABEL) for row in rows}
    left = _SLACK * max(
        widest([line for lines in names.values() for line in lines], BODY),
        widest([line for lines in readings.values() for line in lines], SMALL),
        widest([text("chart.heading-target", lang)], SMALL),
    )
    columns, right = {}, WIDTH - MARGIN
    for name in reversed(_COLUMNS):
        cells = [getattr(row, name) for row in rows]
        small = [cell[1] for cell in cells] + [text(_COLUMNS[name], lang)]
        right -= _SLACK * max(widest([cell[0] for cell in cells], BODY), widest(small, SMALL))
        columns[name] = right
        right -= _GAP
    start = MARGIN + left + _GAP
    return DotTable(rows, names, readings, columns, (start, right - start))


def draw_dots(figure: ChartFigure, table: DotTable, top: float, lang: str, baseline: Any = None) -> None:
    """Draw ``table`` into ``figure`` from ``top`` inches downwards; it takes ``table.height``."""
    _key(figure, top + _KEY / 2, table, lang, baseline)
    y = top + _KEY
    headings = [("chart.heading-target", MARGIN), ("chart.heading-axis", table.axis[0])]
    for key, x in [*headings, *((_COLUMNS[name], x) for name, x in table.columns.items())]:
        figure.write(x, y + _HEAD / 2, text(key, lang), size=SMALL, colour=MUTED)
    y += _HEAD
    axes = _axes(figure, table, y)
    first = y
    for letter, rows in class_groups(table.rows):
        heading = text("forecast.class", lang, letter=letter, meaning=text(f"class.{letter}", lang))
        figure.rule(MARGIN, y, WIDTH - 2 * MARGIN, RULE)
        figure.write(MARGIN, y + 0.6 * _CLASS, heading, size=SMALL, colour=MUTED)
        y += _CLASS
        for row in rows:
            height = table.row_height(row)
            _words(figure, table, row, y, height)
            _marks(axes, row, y + height / 2 - first)
            y += height


def key_name(forecast: Any, lang: str) -> str:
    """Name of a forecast's scenario, short enough for a key."""
    return shortened(forecast.scenario.name[lang], SMALL, _WIDEST_KEY)


def _axes(figure: ChartFigure, table: DotTable, top: float) -> Axes:
    start, width = table.axis
    axes = inch_axes(figure, start, top, width, table.height - _KEY - _HEAD - _FOOT)
    axes.set_xlim(0.0, 1.0)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25", "50", "75", "100"])
    return axes


def _words(figure: ChartFigure, table: DotTable, row: DotRow, top: float, height: float) -> None:
    lines = [(line, BODY, INK) for line in table.names[row.id]]
    lines += [(line, SMALL, MUTED) for line in table.readings[row.id]]
    y = top + (height - _LINE * 1.15 * (len(lines) - 1)) / 2
    for line, size, colour in lines:
        figure.write(MARGIN, y, line, size=size, colour=colour)
        y += _LINE * 1.15
    middle = top + height / 2
    for name, x in table.columns.items():
        large, small = getattr(row, name)
        lift = _LINE * 1.15 / 2 if small else 0.0
        figure.write(x, middle - lift, large)
        if small:
            figure.write(x, middle + lift, small, size=SMALL, colour=MUTED)


def _marks(axes: Axes, row: DotRow, y: float) -> None:
    """Bar, error, tick and dot of one row, in this order from back to front; nothing is cut at 0 and 100."""
    axes.plot([0, 1], [y, y], color=RULE, linewidth=0.6, zorder=1)
    if row.bar is not None:
        axes.plot(row.bar, [y, y], color=SCENARIO_BAR, linewidth=8, solid_capstyle="butt", zorder=2, clip_on=False)
    if row.baseline is not None:
        axes.plot([row.baseline], [y], "|", color=BASELINE, markersize=15, markeredgewidth=2.2, zorder=4, clip_on=False)
    if row.error is not None:
        axes.plot(row.error, [y, y], color=SCENARIO, linewidth=1.2, zorder=3, clip_on=False)
    face = PAPER if row.declared else SCENARIO
    axes.plot([row.chance], [y], "o", color=SCENARIO, markerfacecolor=face, markersize=7, markeredgewidth=1.4,
              zorder=5, clip_on=False)  # fmt: skip


def _key(figure: ChartFigure, y: float, table: DotTable, lang: str, baseline: Any) -> None:
    """One line that says what each mark is."""
    dot: dict[str, Any] = {"marker": "o", "markersize": 7, "linestyle": "none", "color": SCENARIO}
    marks = [
        (Line2D([], [], **dot), text("chart.key-dot", lang)),
        (Line2D([], [], color=SCENARIO_BAR, linewidth=8, solid_capstyle="butt"), text("chart.key-bar", lang)),
        (Line2D([], [], color=SCENARIO, linewidth=1.2), text("chart.key-error", lang)),
    ]
    if any(row.declared for row in table.rows):
        hollow = Line2D([], [], **{**dot, "markerfacecolor": PAPER, "markeredgewidth": 1.4})
        marks.append((hollow, text("chart.key-outside", lang)))
    if baseline is not None:
        tick = Line2D([], [], marker="|", markersize=12, markeredgewidth=2.2, linestyle="none", color=BASELINE)
        marks.append((tick, text("chart.key-baseline", lang, scenario=key_name(baseline, lang))))
    figure.key_line(MARGIN, y, marks)
