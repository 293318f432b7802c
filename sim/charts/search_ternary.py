"""Ternary plot of a search: how each candidate divides money among three groups of actions, coloured by gain."""

import math
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Polygon
from numpy.typing import NDArray

from sim.analyses.search.result import SearchResult
from sim.charts.figure import ChartFigure
from sim.charts.measure import wrapped
from sim.charts.palette import INK, MUTED, RULE
from sim.charts.paper import INSIDE, paper, styled
from sim.charts.search_candidates import (
    PALEST,
    colour_key,
    gain_label,
    gain_scale,
    lead,
    notes,
    reference_key,
    reference_marks,
    require_candidates,
    small_heading,
    smoothed,
    spread_over,
)
from sim.charts.style import BODY, MARGIN, SMALL
from sim.charts.sweep_heat import shade
from sim.errors import InputError
from sim.inputs.plan.names import id_of
from sim.language import LANGUAGES, text

_CORNERS = 3
Floats = NDArray[np.float64]
_SIDE = 5.4  # inches of the triangle
_CORNER, _BELOW = 0.45, 0.75  # inches above and below it, for the names of its corners
_HIGH = math.sqrt(3.0) / 2.0
_LEFT = 2.2  # inches left of the triangle, where its names reach to
_KEY = MARGIN + _LEFT + _SIDE + 2.0
_MOST = 1500  # candidates drawn
_LINES = (0.2, 0.4, 0.6, 0.8)


@dataclass(frozen=True)
class Group:
    """``actions`` by id, at ``places`` in the plan's order; ``name`` by language."""

    actions: tuple[str, ...]
    places: tuple[int, ...]
    name: dict[str, str]


def groups_of(result: SearchResult, requested: str | None) -> tuple[Group, ...]:
    """Three groups: those ``requested`` ("a,b+c,d", each a programme or an action paid from expenditure), or the three
    programmes whose money differs most between candidates. Raises InputError."""
    programmes = {programme.id: _programme(result, programme.id) for programme in result.plan.programmes}
    known = {id: group for id, group in programmes.items() if group.actions}
    if requested is None:
        if len(known) < _CORNERS:
            raise InputError("the plan has fewer than three programmes with expenditure", key="--groups")
        spread = {id: float(np.std(result.trace.tried[:, group.places].sum(axis=1))) for id, group in known.items()}
        chosen = sorted(known, key=lambda id: -spread[id])[:_CORNERS]
        return tuple(known[id] for id in known if id in chosen)
    words = [part.strip() for part in requested.split(",")]
    if len(words) != _CORNERS:
        raise InputError("needs three groups, separated by commas", key="--groups", value=requested)
    known |= {row.action: _actions(result, (row.action,)) for row in result.money}
    groups = tuple(_joined(result, word, known) for word in words)
    every = [id for group in groups for id in group.actions]
    twice = next((id for id in every if every.count(id) > 1), None)
    if twice is not None:
        raise InputError("stands in more than one group", key="--groups", value=twice)
    return groups


def _programme(result: SearchResult, id: str) -> Group:
    """The actions of a programme that expenditure pays, under the programme's own name."""
    paid = {row.action for row in result.money}
    actions = tuple(action.id for action in result.plan.actions if action.programme == id and action.id in paid)
    programme = next(each for each in result.plan.programmes if each.id == id)
    return Group(actions, _actions(result, actions).places, {lang: programme.name[lang] for lang in LANGUAGES})


def _joined(result: SearchResult, word: str, known: dict[str, Group]) -> Group:
    names = {id: group.name for id, group in known.items()}
    parts = [id_of("programme or action", part.strip(), names, key="--groups") for part in word.split("+")]
    if len(parts) == 1:
        return known[parts[0]]
    actions = tuple(id for part in parts for id in known[part].actions)
    name = {lang: text("search.and", lang).join(known[part].name[lang] for part in parts) for lang in LANGUAGES}
    return Group(actions, _actions(result, actions).places, name)


def _actions(result: SearchResult, ids: tuple[str, ...]) -> Group:
    order = [action.id for action in result.plan.actions]
    places = tuple(order.index(id) for id in ids)
    names = [result.plan.actions[index].name for index in places]
    return Group(ids, places, {lang: ", ".join(name[lang] for name in names) for lang in LANGUAGES})


@styled
def ternary_figure(result: SearchResult, lang: str, groups: str | None = None) -> ChartFigure:
    """One dot a candidate. ``groups``: three, separated by commas, each of programmes or actions joined by "+"; by
    default the three programmes whose money the search moved most. Raises InputError."""
    require_candidates(result)
    corners = groups_of(result, groups)
    tried = np.isfinite(result.trace.tried_gain)
    money = np.stack([result.trace.tried[tried][:, corner.places].sum(axis=1) for corner in corners], axis=1)
    funded = money.sum(axis=1) > 0.0
    shares = money[funded] / money[funded].sum(axis=1, keepdims=True)
    drawn = spread_over(len(shares), _MOST)
    gains = smoothed(shares, result.trace.tried_gain[tried][funded], drawn)
    body = _CORNER + _SIDE * _HIGH + _BELOW
    title = text("search.chart-ternary", lang)
    captions = notes(result, lang, "search.chart-ternary-note")
    figure, top = paper(title, lead(result, lang), body, captions, result.origin(lang))
    axes = _triangle(figure, top + _CORNER, corners, lang)
    colours = [shade(gain, gains, PALEST) for gain in gains]
    axes.scatter(*_place(shares[drawn]), s=16.0, color=colours, edgecolors=MUTED, linewidths=0.25, zorder=3)
    for mark, point in zip(reference_marks(), _reference_shares(result, corners), strict=True):
        axes.plot(*_place(point[None, :]), linestyle="none", zorder=5, clip_on=False, **mark)
    y = top + _CORNER
    heading = wrapped(gain_label(result, lang), SMALL, (MARGIN + INSIDE - _KEY) / 1.05)
    y += small_heading(figure, _KEY, y, heading) + 0.16
    colour_key(figure, _KEY, y, gains, gain_scale(result))
    reference_key(figure, _KEY, y + 1.5, lang)
    return figure


def _reference_shares(result: SearchResult, corners: tuple[Group, ...]) -> list[Floats]:
    """Shares of the scenario and of the winner, each where it spends anything on the three."""
    by_action = {row.action: (row.scenario, row.winner) for row in result.money}
    shares = []
    for side in (0, 1):
        money = np.array([sum(by_action[id][side] for id in corner.actions) for corner in corners])
        shares.append(money / money.sum() if money.sum() > 0.0 else np.full(3, np.nan))
    return shares


def _place(shares: Floats) -> tuple[Floats, Floats]:
    """Where shares float64[n, 3] stand in the triangle of side 1: first corner at the top, second left, third right."""
    return shares[:, 2] + 0.5 * shares[:, 0], _HIGH * shares[:, 0]


def _triangle(figure: ChartFigure, top: float, corners: tuple[Group, ...], lang: str) -> Axes:
    axes = figure.panel(MARGIN + _LEFT, top, _SIDE, _SIDE * _HIGH)
    axes.set_xlim(0.0, 1.0)
    axes.set_ylim(0.0, _HIGH)
    axes.set_axis_off()
    for share in _LINES:
        for corner in range(3):
            ends = np.zeros((2, 3))
            ends[:, corner] = share
            ends[0, (corner + 1) % 3] = ends[1, (corner + 2) % 3] = 1.0 - share
            axes.plot(*_place(ends), color=RULE, linewidth=0.6, zorder=1)
    axes.add_patch(Polygon([(0, 0), (1, 0), (0.5, _HIGH)], fill=False, edgecolor=MUTED, linewidth=1.0, zorder=2,
                           clip_on=False))  # fmt: skip
    _ticks(axes)
    left, bottom = MARGIN + _LEFT, top + _SIDE * _HIGH
    words = [corner.name[lang] for corner in corners]
    _name(figure, words[0], (left + 0.5 * _SIDE, top - 0.14), "center", upwards=True)
    _name(figure, words[1], (left - 0.1, bottom + 0.42), "center")
    _name(figure, words[2], (left + _SIDE + 0.1, bottom + 0.42), "center")
    return axes


def _ticks(axes: Axes) -> None:
    """Shares of the first corner on the left edge, of the second at the bottom, of the third on the right edge."""
    edges = (((0, 1), (-7, 0), "right"), ((1, 2), (0, -10), "center"), ((2, 0), (7, 0), "left"))
    for (corner, next_corner), shift, align in edges:
        for share in _LINES:
            at = np.zeros((1, 3))
            at[0, corner], at[0, next_corner] = share, 1.0 - share
            x, y = _place(at)
            axes.annotate(f"{100 * share:.0f} %", (float(x[0]), float(y[0])), shift, textcoords="offset points",
                          size=SMALL, color=MUTED, ha=align, va="center", annotation_clip=False)  # fmt: skip


def _name(figure: ChartFigure, words: str, position: tuple[float, float], align: str, *, upwards: bool = False) -> None:
    x, y = position
    lines = wrapped(words, BODY, 3.4)[:2]
    figure.write_lines(x, y - 0.2 * (len(lines) - 1) if upwards else y, lines, 0.2, colour=INK, ha=align)
