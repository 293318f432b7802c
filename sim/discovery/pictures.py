"""The pictures of a discovery as files: one a target that has a box."""

from __future__ import annotations

import io

from sim.discovery.result import Discovery

_DPI = 150
FORMATS = ("png", "svg")


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
