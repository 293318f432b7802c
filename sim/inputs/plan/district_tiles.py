"""Tile map of the districts: column and line of each tile, by neighbourhood; it shows no boundary."""

from __future__ import annotations

from collections.abc import Sequence

# Column and line, counted from the top left.
_HANGZHOU = {
    "linping": (3, 0), "yuhang": (2, 1), "gongshu": (3, 1), "shangcheng": (4, 1), "qiantang": (5, 1),
    "linan": (1, 2), "xihu": (2, 2), "binjiang": (3, 2), "xiaoshan": (4, 2),
    "fuyang": (2, 3), "tonglu": (2, 4), "chunan": (0, 5), "jiande": (1, 5),
}  # fmt: skip
_ACROSS = 5  # tiles in a line for another city


def tile_places(districts: Sequence[str]) -> list[tuple[int, int]]:
    """Column and line of each tile: Hangzhou's own where every district is known, else in the plan's order."""
    if set(districts) <= _HANGZHOU.keys():
        return [_HANGZHOU[name] for name in districts]
    return [(index % _ACROSS, index // _ACROSS) for index in range(len(districts))]
