"""Words and numbers of a picture: width of a text in inches, line breaks, shortening; round ticks and their labels."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path
from matplotlib.ticker import MaxNLocator

from sim.language.numbers import fixed

# A break may stand after a space and between Chinese characters, but not before closing marks or after opening ones.
_UNIT = re.compile(r"[（“《]*(?:[\u3000-\u9fff\uff00-\uffef]|[^ \u3000-\u9fff\uff00-\uffef]+)[，。；：、）”》]* *")
_MOST_DECIMALS = 6
LEAST_APART = 0.16  # of an axis, between two ticks of a logarithmic one
_ROUND = (1.0, 2.0, 3.0, 5.0)
_LOG_FROM = 6.0  # times the smallest count that the largest must be for a logarithmic axis


@lru_cache(maxsize=1 << 14)  # captions repeat, and a line is measured word by word
def width(text: str, size: float) -> float:
    """Width in inches of one line of ``text`` at ``size`` points in the charts' font (call inside the style)."""
    if not text:
        return 0.0
    return float(text_to_path.get_text_width_height_descent(text, FontProperties(size=size), False)[0]) / 72.0


def widest(texts: Iterable[str], size: float) -> float:
    """Width in inches of the widest of ``texts``; 0 for none."""
    return max((width(text, size) for text in texts), default=0.0)


def wrapped(text: str, size: float, limit: float) -> list[str]:
    """``text`` in lines no wider than ``limit`` inches; a single word wider than that keeps a line of its own."""
    lines: list[str] = []
    line = ""
    for unit in _UNIT.findall(text):
        if line and width((line + unit).rstrip(), size) > limit:
            lines.append(line.rstrip())
            line = ""
        line += unit
    return [*lines, line.rstrip()] if line else lines


def shortened(text: str, size: float, limit: float) -> str:
    """``text``, or as much of it as fits ``limit`` inches with an ellipsis: for keys; the caption has it in full."""
    if width(text, size) <= limit:
        return text
    return next(f"{text[:end].rstrip()}…" for end in range(len(text), -1, -1) if width(f"{text[:end]}…", size) <= limit)


def tick_words(ticks: Sequence[float]) -> list[str]:
    """``0, 5, 10``; ``0.05, 0.10``; ``10,000``."""
    decimals = next((d for d in range(_MOST_DECIMALS) if np.allclose(np.round(ticks, d), ticks, rtol=1e-9)), 0)
    return [fixed(tick, decimals) for tick in ticks]


def plain_ticks(low: float, high: float, most: int = 5, edge: float = 0.06) -> tuple[list[float], list[str]]:
    """Round numbers inside a range and their words, no nearer to its ends than ``edge`` of it."""
    room = edge * (high - low)
    round_ones = MaxNLocator(nbins=most, steps=[1, 2, 5, 10]).tick_values(low, high)
    ticks = [float(tick) for tick in round_ones if low + room <= tick <= high - room]
    return ticks, tick_words(ticks)


def log_ticks(low: float, high: float, least_apart: float = LEAST_APART) -> tuple[list[float], list[str]]:
    """1, 2, 3 and 5 of every power of ten inside a range above zero, thinned so that each can be read: no two nearer
    than ``least_apart`` of the range."""
    powers = range(int(np.floor(np.log10(low))), int(np.ceil(np.log10(high))) + 1)
    inside = [step * 10.0**power for power in powers for step in _ROUND if low <= step * 10.0**power <= high]
    apart = least_apart * np.log(high / low)
    chosen: list[float] = []
    for tick in sorted(inside, key=lambda tick: (_rank(tick), tick)):  # the roundest first
        if all(abs(np.log(tick / neighbour)) >= apart for neighbour in chosen):
            chosen.append(tick)
    return sorted(chosen), [f"{tick:g}" if tick < 1 else f"{tick:,.0f}" for tick in sorted(chosen)]


def _rank(tick: float) -> int:
    leading = round(tick / 10.0 ** np.floor(np.log10(tick) + 1e-9))
    return {1: 0, 5: 1, 2: 1, 3: 2}.get(leading, 3)


def count_axis(axes: Axes, low: float, high: float, most: int = 5) -> None:
    """The upright axis of counts: logarithmic where they span much and none is near nought."""
    if low >= 1.0 and high > _LOG_FROM * low:
        axes.set_yscale("log")
        axes.minorticks_off()
        axes.set_ylim(low / 1.12, high * 1.12)
        axes.set_yticks(*log_ticks(*axes.get_ylim()))
    else:
        room = 0.06 * (high - low) or 0.5
        axes.set_ylim(max(low - room, 0.0), high + room)
        axes.set_yticks(*plain_ticks(*axes.get_ylim(), most=most, edge=0.0))
