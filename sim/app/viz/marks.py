"""SVG elements from numbers and escaped words."""

from collections.abc import Iterable
from html import escape

from sim.charts.palette import INK, MUTED, PAPER, RULE, SCENARIO

#: Stages of a firm from pale to dark, so that they also differ in grey; the exchange in the ochre of the charts.
STAGE_COLOURS = ("#b3bcc5", "#7fa3cb", "#4f83bd", "#0b4f94", "#0a3566", "#122a3b", "#b35c00")
FAINT = "#e3e8ec"
FONT = "'Noto Sans CJK SC', 'Source Han Sans SC', 'Microsoft YaHei', 'PingFang SC', SimHei, sans-serif"


def drawing(width: float, height: float, said: str, parts: Iterable[str]) -> str:
    """The SVG element of a picture, as wide as its container; ``said``: what a screen reader says."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img" '
        f'aria-label="{escape(said)}" style="width:100%;height:auto;background:{PAPER};border-radius:4px;'
        f'font-family:{escape(FONT)}">{"".join(parts)}</svg>'
    )


def words(
    x: float, y: float, what: str, *, size: float = 12, colour: str = INK, anchor: str = "start", bold: bool = False
) -> str:
    """One line of text with its baseline at ``y``."""
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size:g}" fill="{colour}" text-anchor="{anchor}"{weight}>'
        f"{escape(what)}</text>"
    )


def box(x: float, y: float, width: float, height: float, *, fill: str = "none", line: str = RULE) -> str:
    """A rectangle."""
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{fill}" stroke="{line}" '
        'stroke-width="1"/>'
    )


def squares(corners: Iterable[tuple[float, float]], size: float, colour: str) -> str:
    """Filled squares of one colour in one path: thousands of agents stay a few kilobytes."""
    path = "".join(f"M{x:.5g} {y + size / 2:.5g}h{size:.3g}" for x, y in corners)
    return f'<path d="{path}" stroke="{colour}" stroke-width="{size:.3g}" fill="none"/>' if path else ""


def path(
    points: Iterable[tuple[float, float]], *, colour: str = SCENARIO, width: float = 2, dashed: bool = False
) -> str:
    """A line through the points."""
    through = " ".join(f"{x:.5g},{y:.5g}" for x, y in points)
    dash = ' stroke-dasharray="5 4"' if dashed else ""
    return f'<polyline points="{through}" fill="none" stroke="{colour}" stroke-width="{width:g}"{dash}/>'


__all__ = ["FAINT", "INK", "MUTED", "STAGE_COLOURS", "box", "drawing", "path", "squares", "words"]
