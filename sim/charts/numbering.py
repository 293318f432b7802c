"""Numbers beside marks, placed so that they cover neither another number nor another mark."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from sim.charts.measure import width
from sim.charts.palette import INK

_POINTS = 72.0  # an inch
_MARK = 6.0  # points that a mark takes across
_RINGS = (6.0, 13.0, 20.0, 27.0, 34.0)  # points from the mark to the number, the nearest first
_AROUND = 12


def number_marks(axes: Axes, marks: ArrayLike, words: Sequence[str], size: float) -> None:
    """Write ``words`` beside the points ``marks`` float64[n, 2], in data units; the limits of ``axes`` must be set.

    Greedy: each word takes the nearest free place around its mark inside the axes. One far off gets a thin line.
    """
    dpi = axes.get_figure(root=True).dpi  # type: ignore[union-attr]
    at = axes.transData.transform(np.asarray(marks, dtype=float)) * _POINTS / dpi
    frame = axes.bbox.get_points() * _POINTS / dpi
    taken = [(x, y, _MARK, _MARK) for x, y in at]
    angles = np.pi * (0.25 + 2.0 * np.arange(_AROUND) / _AROUND)
    for (x, y), mark, word in zip(at, np.asarray(marks, dtype=float), words, strict=True):
        wide, high = width(word, size) * _POINTS + 2.0, size + 2.0
        shifts = [(ring * np.cos(angle), ring * np.sin(angle)) for ring in _RINGS for angle in angles]
        free = [
            (dx, dy)
            for dx, dy in shifts
            if _inside(x + dx, y + dy, wide, high, frame)
            and not any(_touch((x + dx, y + dy, wide, high), other) for other in taken)
        ]
        dx, dy = free[0] if free else shifts[0]
        taken.append((x + dx, y + dy, wide, high))
        far = float(np.hypot(dx, dy)) > _RINGS[1]
        arrow = {"arrowstyle": "-", "color": INK, "linewidth": 0.5, "shrinkA": 0.0, "shrinkB": 2.0} if far else None
        axes.annotate(word, (float(mark[0]), float(mark[1])), (dx, dy), textcoords="offset points", size=size,
                      color=INK, ha="center", va="center", zorder=6, arrowprops=arrow)  # fmt: skip


def _inside(x: float, y: float, wide: float, high: float, frame: np.ndarray) -> bool:
    (left, bottom), (right, top) = frame
    return bool(left <= x - wide / 2 and x + wide / 2 <= right and bottom <= y - high / 2 and y + high / 2 <= top)


def _touch(first: tuple[float, float, float, float], second: tuple[float, float, float, float]) -> bool:
    """Whether two boxes (middle, width, height) overlap."""
    return all(abs(first[k] - second[k]) < (first[k + 2] + second[k + 2]) / 2 for k in (0, 1))
