"""What the pictures of a sensitivity analysis have in common: which analysis it was, and the panels of all targets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sim.charts.paper import INSIDE
from sim.charts.target_dots import MARGIN

if TYPE_CHECKING:
    from sim.analyses.sensitivity.findings import TargetSensitivity
    from sim.analyses.sensitivity.result import Sensitivity

_GUTTER = 0.45


def analysis_notes(result: Sensitivity, lang: str, shows: Sequence[str]) -> list[str]:
    """The paragraphs of the caption block: what the picture ``shows``, then which analysis it is."""
    return [*shows, result.origin(lang).line(lang)]


def panels(
    targets: Sequence[TargetSensitivity], across: int, top: float, heights: Sequence[float]
) -> Iterator[tuple[TargetSensitivity, float, float, float]]:
    """Each target with left edge, top and width of its panel, ``across`` in a line; inches from the top left corner.

    ``heights``: of the lines, see ``line_heights``.
    """
    step = (INSIDE + _GUTTER) / across
    for place, target in enumerate(targets):
        line, column = divmod(place, across)
        yield target, MARGIN + column * step, top + sum(heights[:line]), step - _GUTTER


def line_heights(heights: Sequence[float], across: int) -> list[float]:
    """Of every line of panels of these ``heights``, ``across`` in a line: that of its highest."""
    return [max(heights[first : first + across]) for first in range(0, len(heights), across)]
