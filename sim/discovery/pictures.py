"""The pictures of a discovery as files: one a target that has a box."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from sim.discovery.result import Discovery
from sim.errors import InputError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_DPI = 150
FORMATS = ("png", "svg")


def picture(result: Discovery, path: str | Path | None, lang: str | None, target: str | None) -> Figure:
    """The picture of ``target``, or of the first target with a box, written to ``path`` where one is given.

    Raises InputError for an unknown target, and where there is no box to draw.
    """
    from sim.charts import save_figure
    from sim.charts.discovery import discovery_figure
    from sim.language import language

    drawn = with_boxes(result)
    id = result.target(target).id if target is not None else drawn[0] if drawn else None
    if id not in drawn:
        raise InputError("no box was found, so there is nothing to draw", key="target", value=id)
    figure = discovery_figure(result, id, language(lang))
    if path is not None:
        save_figure(figure, path)
    return figure


def with_boxes(result: Discovery) -> list[str]:
    """Targets that have a box."""
    return [target.id for target in result.targets if target.boxes]


def pictures(result: Discovery, lang: str) -> dict[str, bytes]:
    """File name -> content: one picture a target with boxes, as PNG and SVG."""
    from sim.charts.discovery import discovery_figure

    made = {}
    for id in with_boxes(result):
        figure = discovery_figure(result, id, lang)
        for kind in FORMATS:
            buffer = io.BytesIO()
            figure.savefig(buffer, format=kind, dpi=_DPI)
            made[f"boxes-{id}.{kind}"] = buffer.getvalue()
    return made
