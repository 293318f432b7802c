"""SVG tile map of the districts: one square a firm, shaded by funding stage, the chosen field first."""

from math import floor, sqrt

import numpy as np

from sim.app.viz.marks import FAINT, MUTED, STAGE_COLOURS, box, drawing, squares, words
from sim.app.viz.snapshot import FUNDS, STAGES, DistrictSnapshot, Snapshot
from sim.inputs.plan import Plan
from sim.inputs.plan.district_tiles import tile_places
from sim.language import text

_WIDE, _HIGH, _GAP = 168.0, 86.0, 6.0  # of a tile, and between two
_EDGE, _HEAD, _FOOT = 6.0, 20.0, 18.0  # inside a tile: edge, line of the name, line of the organisations
_LARGEST, _AIR = 7.0, 0.22  # the step from firm to firm at most, and the part of it that stays empty


def district_map(taken: Snapshot, plan: Plan, lang: str, field: int | None = None) -> str:
    """SVG. ``field``: place of a field in the plan; the firms of the others are then pale and uncounted."""
    tiles = tile_places([district.id for district in taken.districts])
    across, down = (1 + max(tile[axis] for tile in tiles) for axis in (0, 1))
    step = _step(max((district.field.size for district in taken.districts), default=0))
    parts = []
    for district, record, (column, line) in zip(taken.districts, plan.districts, tiles, strict=True):
        corner = (column * (_WIDE + _GAP) + _GAP, line * (_HIGH + _GAP) + _GAP)
        parts.append(_tile(district, record.name[lang], corner, step, field))
    label = text("viz.map-said", lang, firms=sum(district.field.size for district in taken.districts))
    size = (across * (_WIDE + _GAP) + _GAP, down * (_HIGH + _GAP) + _GAP)
    return drawing(*size, label, parts)


def _step(most: int) -> float:
    """The largest step from square to square with which ``most`` of them fit into a tile."""
    width, height = _WIDE - 2 * _EDGE, _HIGH - _HEAD - _FOOT
    step = min(_LARGEST, sqrt(width * height / max(most, 1)))
    while floor(width / step) * floor(height / step) < most:
        step *= 0.99
    return step


def _tile(district: DistrictSnapshot, name: str, corner: tuple[float, float], step: float, field: int | None) -> str:
    x, y = corner
    shown = np.ones(district.field.size, dtype=bool) if field is None else district.field == field
    parts = [
        box(x, y, _WIDE, _HIGH),
        words(x + _EDGE, y + 15, name, size=13, bold=True),
        words(x + _WIDE - _EDGE, y + 15, f"{int(shown.sum()):,}", size=13, anchor="end"),
    ]
    # Sorted by stage: a tile reads as shares, and a firm moves on when it closes a round.
    order = np.lexsort((district.stage, ~shown))
    columns = floor((_WIDE - 2 * _EDGE) / step)
    positions = np.empty(order.size, dtype=np.int64)
    positions[order] = np.arange(order.size)
    corners = np.column_stack((x + _EDGE + (positions % columns) * step, y + _HEAD + (positions // columns) * step))
    size = step * (1 - _AIR)
    parts.append(squares(map(tuple, corners[~shown]), size, FAINT))
    for stage, colour in enumerate(STAGE_COLOURS):
        parts.append(squares(map(tuple, corners[shown & (district.stage == stage)]), size, colour))
    around = f"▲ {district.incubators}   ● {district.labs}   ◆ {district.listed}/{district.zones}"
    parts.append(words(x + _EDGE, y + _HIGH - 6, around, size=11, colour=MUTED))
    return "".join(parts)


def stage_key(taken: Snapshot, plan: Plan, lang: str, field: int | None = None) -> str:
    """SVG of what shades and signs stand for, with the firms of each stage in the city, and its funds."""
    counted = taken.firms(len(plan.fields))
    numbers = counted.sum(axis=0) if field is None else counted[field]
    wide = 6 * (_WIDE + _GAP) + _GAP
    parts, each = [], wide / len(STAGES)
    for index, (stage, colour) in enumerate(zip(STAGES, STAGE_COLOURS, strict=True)):
        x = _GAP + index * each
        name = text(f"viz.stage-{stage}", lang)
        parts += [squares([(x, 5.0)], 12, colour), words(x + 18, 15, f"{name} {numbers[index]:,}", size=13)]
    parts.append(words(_GAP, 36, text("viz.funds", lang), size=13))
    for index, (number, dry) in enumerate(taken.funds):
        money = text("unit.money", lang, yi=f"{dry / 100:,.1f}", million=f"{dry:,.0f}")
        line = text(f"viz.fund-{FUNDS[index]}", lang, number=number, money=money)
        parts.append(words(_GAP + (1 + index) * wide / 5, 36, line, size=13))
    parts.append(words(_GAP, 57, text("viz.signs", lang), size=13, colour=MUTED))
    return drawing(wide, 64, text("viz.key-said", lang), parts)
