"""All pictures of a fit as PNG files by name, the ones that a fitted set's report shows."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.calibration.fit import Fit

_DPI = 110  # a screen's width; the set is kept for ever and stays small


def fit_pictures(fit: Fit, lang: str) -> dict[str, bytes]:
    """PNG bytes by file name; the same fit gives the same bytes."""
    from sim.charts.fit_gate import gate_figure
    from sim.charts.fit_pairs import pairs_figure
    from sim.charts.fit_parameters import contraction_figure, prior_posterior_figure
    from sim.charts.fit_predictive import predictive_figure

    figures = {
        "contraction.png": contraction_figure,
        "prior-posterior.png": prior_posterior_figure,
        "predictive.png": predictive_figure,
        "pairs.png": pairs_figure,
        "gate.png": gate_figure,
    }
    pictures = {}
    for name, draw in figures.items():
        content = io.BytesIO()
        draw(fit, lang).savefig(content, format="png", dpi=_DPI)
        pictures[name] = content.getvalue()
    return pictures
