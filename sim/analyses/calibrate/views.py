"""Tables of a fit: prior and posterior of each quantity, and whether the fit passed its gate."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from sim.analyses.calibrate.findings import FitFindings, carried_values
from sim.language import text
from sim.language.numbers import fixed, share, significant
from sim.results.table import Block, Line, Table


def screen(fit: FitFindings, lang: str) -> Iterator[Block]:
    """All of it."""
    data = fit.data
    yield Line(text("calibrate.title", lang, figures=len(data.points), bounds=len(data.bounds), until=data.until,
                    draws=f"{fit.runs:,}"), "title")  # fmt: skip
    yield quantities_table(fit, lang)
    key = "calibrate.gate-passed" if fit.passed else "calibrate.gate-failed"
    yield Line(text(key, lang, histories=fit.gate.histories, coverage=fixed(100.0 * fit.gate.average_coverage, 1)))


def quantities_table(fit: FitFindings, lang: str) -> Table:
    """One row a quantity that forecasts carry: median and nine draws of ten before and after, and the contraction."""
    values, prior = carried_values(fit, fit.z), carried_values(fit, fit.prior_z)
    rows = []
    for column, name in enumerate(fit.setting.targets.carried):
        contraction = share(float(fit.gate.contraction[fit.names.index(name)]), lang)
        rows.append((name, draws_words(prior[:, column]), draws_words(values[:, column]), contraction))
    heads = tuple(text(f"calibrate.{name}", lang) for name in ("quantity", "before", "after", "contraction"))
    return Table("", heads, tuple(rows))


def draws_words(values: NDArray[np.float64]) -> str:
    """``middle (low–high)`` of draws: the median and nine of ten."""
    low, middle, high = (significant(float(value)) for value in np.quantile(values, (0.05, 0.5, 0.95)))
    return f"{middle} ({low}–{high})"
