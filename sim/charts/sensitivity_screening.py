"""Morris screening of every target: mean absolute elementary effect against its standard deviation."""

from matplotlib.axes import Axes

from sim.analyses.sensitivity.findings import Effect, TargetSensitivity
from sim.analyses.sensitivity.result import Sensitivity
from sim.analyses.sensitivity.views import factor_name
from sim.charts.figure import ChartFigure
from sim.charts.measure import plain_ticks, shortened
from sim.charts.numbering import number_marks
from sim.charts.palette import MUTED, PRIOR_HALF, RULE, SCENARIO
from sim.charts.paper import line_heights, panels, paper, styled
from sim.charts.style import BODY, SMALL
from sim.errors import InputError
from sim.language import text
from sim.results.table import by_class

NAMED = 3
_ACROSS, _GUTTER, _TITLE, _PANEL, _TICKS, _NAME = 4, 0.45, 0.3, 1.75, 0.32, 0.19
_INDENT = 0.42  # inches left of the axes, for the words of the upright axis
_HEIGHT = _TITLE + _PANEL + _TICKS + 0.3  # without the names


@styled
def screening_figure(result: Sensitivity, lang: str) -> ChartFigure:
    """One panel a target whose count varies, one point a parameter, the three largest numbered and named below."""
    shown = [target for target in by_class(result.targets) if target.effects]
    if not shown:
        raise InputError("nothing varies, so there is nothing to draw", key="KIND")
    shows = text("sensitivity.chart-screening-shows", lang, trajectories=result.workload.sizes.trajectories,
                 kept=len(result.kept))  # fmt: skip
    title = text("sensitivity.chart-screening", lang)
    heights = line_heights([_HEIGHT + _NAME * len(named(target)) for target in shown], _ACROSS)
    figure, top = paper(title, [], sum(heights), [shows, result.origin(lang).line(lang)], result.origin(lang))
    for target, x, y, width in panels(shown, _ACROSS, top, heights, _GUTTER):
        figure.write(x, y + _TITLE / 2, shortened(result.names[target.id][lang], BODY, width / 1.05))
        axes = figure.panel(x + _INDENT, y + _TITLE, width - _INDENT, _PANEL)
        _points(axes, target, set(result.kept))
        for index, effect in enumerate(named(target)):
            name = shortened(f"{index + 1}  {factor_name(effect.parameter, lang)}", SMALL, width / 1.05)
            below = y + _TITLE + _PANEL + _TICKS + (index + 0.5) * _NAME
            figure.write(x, below, name, size=SMALL, colour=MUTED)
    return figure


def named(target: TargetSensitivity) -> list[Effect]:
    """The largest effects that differ from nought by more than their error."""
    return [effect for effect in target.effects if effect.shown][:NAMED]


def _points(axes: Axes, target: TargetSensitivity, kept: set[str]) -> None:
    for colour, size, is_kept in ((PRIOR_HALF, 10.0, False), (SCENARIO, 20.0, True)):
        chosen = [effect for effect in target.effects if (effect.parameter in kept) is is_kept]
        across, up = [effect.mu_star for effect in chosen], [effect.sigma for effect in chosen]
        axes.scatter(across, up, s=size, color=colour, zorder=2 + is_kept, linewidths=0)
    widest = 1.14 * max(effect.mu_star for effect in target.effects)
    tallest = max(1.14 * max(effect.sigma for effect in target.effects), 0.25 * widest)
    axes.plot([0.0, min(widest, tallest)], [0.0, min(widest, tallest)], color=MUTED, linewidth=0.8,
              linestyle=(0, (1, 1.5)), zorder=1)  # fmt: skip
    axes.set_xlim(0.0, widest)
    axes.set_ylim(0.0, tallest)
    axes.set_xticks(*plain_ticks(0.0, widest, most=4, edge=0.0))
    axes.set_yticks(*plain_ticks(0.0, tallest, most=4))
    axes.grid(color=RULE, linewidth=0.6)
    shown = named(target)
    if shown:
        marks = [(effect.mu_star, effect.sigma) for effect in shown]
        number_marks(axes, marks, [str(number) for number in range(1, len(shown) + 1)], SMALL)
    axes.set_axisbelow(True)
