"""Width of a text in inches, line breaks, and shortening to a width."""

import re
from collections.abc import Iterable
from functools import lru_cache

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

# A break may stand after a space and between Chinese characters, but not before closing marks or after opening ones.
_UNIT = re.compile(r"[（“《]*(?:[\u3000-\u9fff\uff00-\uffef]|[^ \u3000-\u9fff\uff00-\uffef]+)[，。；：、）”》]* *")


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
