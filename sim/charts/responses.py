"""The response table on one page: actions across, what agents do down, every cell by how clearly the runs show it."""

from collections.abc import Sequence

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from sim.analyses.value.response import CONTRADICTS, Response
from sim.analyses.value.response_table import ResponseTable
from sim.charts.figure import ChartFigure
from sim.charts.measure import widest, wrapped
from sim.charts.palette import BASELINE, INK, MUTED, PAPER, PRIOR_PALE, RULE, SCENARIO, ink_on, mixed
from sim.charts.paper import INSIDE, inch_axes, paper, styled
from sim.charts.style import MARGIN, SMALL
from sim.language import text
from sim.language.numbers import decimals_of, fixed
from sim.model.tables.behaviours import BEHAVIOURS
from sim.study.paired import SHOWN

_KEY, _ROW, _LINE, _FOOT, _GAP = 0.34, 0.27, 0.155, 0.1, 0.12
_STRIP, _EDGE = 0.1, 0.02  # of a cell's width: a strip of an earlier month; between cells
_PALEST, _FULL = 0.14, 8.0  # of the colour where a change is just shown; standard errors of the full colour
_WIDEST = 1.2  # inches, of a column
_MARKS = {1: "^", 0: "o", -1: "v"}
_MARK = 3.5
_NARROWER = (0.75, 0.85, 0.95, 1.0)  # of a column, that its head may take


@styled
def responses_figure(result: ResponseTable, lang: str) -> ChartFigure:
    """Change per 100 million CNY by action and behaviour by the last month, with strips for the months before."""
    origin = result.origin(lang)
    *others, last = result.labels
    marks = text("responses.chart-marks" if others else "responses.chart-marks-one", lang, last=last,
                 others=text("compare.join", lang).join(others))  # fmt: skip
    notes = [marks, text("responses.chart-units", lang), text("compare.rests-on", lang), origin.line(lang)]
    title = text("responses.chart-title", lang, scenario=result.scenario.name[lang], runs=result.runs,
                 seed=result.seed)  # fmt: skip
    kinds = {one: text(f"responses.kind-{one}", lang) for one in dict.fromkeys(b.of for b in BEHAVIOURS.values())}
    kind_width = widest(kinds.values(), SMALL) * 1.05 + _GAP
    names = {one: text(f"responses.{one}", lang) for one in BEHAVIOURS}
    left = MARGIN + kind_width + widest(names.values(), SMALL) * 1.05 + _GAP
    width = min(_WIDEST, (MARGIN + INSIDE - left) / max(len(result.actions), 1))
    heads = [_head(result.action_name(one, lang), width / 1.12) for one in result.actions]
    head = max((len(lines) for lines in heads), default=1) * _LINE + _GAP
    figure, top = paper(title, [], _KEY + head + len(BEHAVIOURS) * _ROW + _FOOT, notes, origin)
    if not result.actions:
        figure.write(MARGIN, top + _KEY / 2, text("responses.no-money", lang))
        return figure
    figure.key_line(MARGIN, top + _KEY / 2, _key(lang))
    for k, lines in enumerate(heads):
        first = top + _KEY + head - _GAP / 2 - _LINE * (len(lines) - 0.5)
        figure.write_lines(left + (k + 0.5) * width, first, lines, _LINE, size=SMALL, ha="center")
    body = top + _KEY + head
    axes = inch_axes(figure, left, body, width * len(heads), len(BEHAVIOURS) * _ROW)
    axes.set_xlim(0.0, len(heads))
    axes.set_xticks([])
    before = ""
    for row, one in enumerate(BEHAVIOURS.values()):
        y = body + (row + 0.5) * _ROW
        if one.of != before:
            figure.rule(MARGIN, y - _ROW / 2, left - MARGIN + width * len(heads), RULE)
            figure.write(MARGIN, y, kinds[one.of], size=SMALL, colour=MUTED)
        before = one.of
        figure.write(MARGIN + kind_width, y, names[one.id], size=SMALL)
        for column, action in enumerate(result.actions):
            _cell(axes, [result.at(action, one.id, month) for month in result.months], column, row * _ROW)
    return figure


def _head(name: str, limit: float) -> list[str]:
    """A name in as few lines as fit ``limit`` inches, of about equal length; it may break after a hyphen."""
    broken = name.replace("-", "- ")
    least = len(wrapped(broken, SMALL, limit))
    tries = (wrapped(broken, SMALL, share * limit) for share in _NARROWER)
    lines = next(lines for lines in tries if len(lines) == least)
    return [line.replace("- ", "-") for line in lines]


def _key(lang: str) -> list[tuple[Artist, str]]:
    """What colours, marks and frames mean."""
    marks: list[tuple[Artist, str]] = [
        (Patch(facecolor=SCENARIO, edgecolor=PAPER), text("responses.chart-up", lang)),
        (Patch(facecolor=BASELINE, edgecolor=PAPER), text("responses.chart-down", lang)),
    ]
    for sign, name in ((1, "up"), (0, "none"), (-1, "down")):
        line = Line2D([], [], color=INK, marker=_MARKS[sign], markerfacecolor=_filled(sign, INK), linestyle="none",
                      markersize=_MARK + 1.5)  # fmt: skip
        marks.append((line, text(f"responses.chart-expects-{name}", lang)))
    frame = Patch(facecolor=PAPER, edgecolor=INK, linewidth=1.6)
    return [*marks, (frame, text("responses.chart-contradicts", lang))]


def _filled(sign: int, colour: str) -> str:
    """A ring says that nothing is expected."""
    return colour if sign else "none"


def _cell(axes: Axes, line: Sequence[Response], x: float, y: float) -> None:
    """A cell of one unit by a row: strips of the earlier months, the last month with its number, mark and frame."""
    *others, last = line
    for k, one in enumerate(others):
        _patch(axes, one, x + _EDGE + k * _STRIP, y, _STRIP)
    left = x + _EDGE + len(others) * _STRIP
    wide = 1.0 - 2 * _EDGE - len(others) * _STRIP
    ground = _patch(axes, last, left, y, wide)
    if last.change.shown:
        words = fixed(last.change.value, decimals_of(last.change.error or last.change.value), plus=True)
        axes.text(left + 0.46 * wide, y + _ROW / 2, words, ha="center", va="center_baseline", size=SMALL,
                  color=ink_on(ground))  # fmt: skip
    if last.expected is not None:
        axes.plot([left + 0.93 * wide], [y + 0.26 * _ROW], marker=_MARKS[last.expected], color=ink_on(ground),
                  markerfacecolor=_filled(last.expected, ink_on(ground)), markeredgewidth=0.8, markersize=_MARK,
                  linestyle="none", zorder=4)  # fmt: skip
    if any(one.verdict == CONTRADICTS for one in line):
        axes.add_patch(Rectangle((x + _EDGE, y + 0.02), 1.0 - 2 * _EDGE, _ROW - 0.04, fill=False, edgecolor=INK,
                                 linewidth=1.6, zorder=5))  # fmt: skip


def _patch(axes: Axes, one: Response, x: float, y: float, width: float) -> str:
    """Colour one month of a cell; the colour."""
    colour = _shade(one)
    edge = PRIOR_PALE if colour == PAPER else PAPER
    axes.add_patch(Rectangle((x, y + 0.02), width, _ROW - 0.04, facecolor=colour, edgecolor=edge, linewidth=0.6))
    return colour


def _shade(one: Response) -> str:
    """Paper where no change is shown; else blue for more, ochre for less, by standard errors from nought."""
    if not one.change.shown:
        return PAPER
    errors = min(abs(one.change.value) / one.change.error, _FULL) if one.change.error else _FULL
    share = _PALEST + (1.0 - _PALEST) * (errors - SHOWN) / (_FULL - SHOWN)
    return mixed(PAPER, SCENARIO if one.change.value > 0.0 else BASELINE, max(share, _PALEST))
