"""The pictures of a sensitivity analysis as files."""

from __future__ import annotations

import io

from sim.sensitivity.result import Sensitivity

_DPI = 150
FORMATS = ("png", "svg")


def tornado_targets(result: Sensitivity) -> list[str]:
    """Targets of which "met" varies, so that there is something to draw."""
    return [target.id for target in result.targets if target.split is not None]


def pictures(result: Sensitivity, lang: str) -> dict[str, bytes]:
    """File name -> content: a tornado a target, the screening and the indices of all, as PNG and SVG."""
    from sim.charts.sensitivity_indices import indices_figure
    from sim.charts.sensitivity_screening import screening_figure
    from sim.charts.sensitivity_tornado import tornado_figure

    figures = {f"tornado-{id}": tornado_figure(result, id, lang) for id in tornado_targets(result)}
    if any(target.effects for target in result.targets):
        figures["screening"] = screening_figure(result, lang)
    if any(target.indices for target in result.targets):
        figures["indices"] = indices_figure(result, lang)
    made = {}
    for name, figure in figures.items():
        for kind in FORMATS:
            buffer = io.BytesIO()
            figure.savefig(buffer, format=kind, dpi=_DPI)
            made[f"{name}.{kind}"] = buffer.getvalue()
    return made
