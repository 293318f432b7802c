"""How series, numbers and intervals of a back-test are written, in tables and under pictures."""

from __future__ import annotations

from sim.language import text, texts

NOTHING = "–"


def series_name(series: str, lang: str) -> str:
    """The series in words; its id where the catalogue does not know it (another observation table)."""
    return texts(lang).get(f"backtest.series-{series}", series)


def baseline_name(baseline: str, lang: str) -> str:
    """The baseline in words."""
    return text(f"backtest.baseline-{baseline}", lang)


def ranged(value: float | None, low: float | None, high: float | None, digits: int = 2) -> str:
    """``value (low-high)``; the value alone where there is no interval, a dash where there is nothing."""
    if value is None:
        return NOTHING
    if low is None or high is None:
        return f"{value:.{digits}f}"
    return f"{value:.{digits}f} ({low:.{digits}f}–{high:.{digits}f})"


def number(value: float) -> str:
    """A published figure or a quantile, whole."""
    return f"{value:,.0f}"


def percent(share: float | None) -> str:
    """A share in per cent without the sign, one decimal."""
    return NOTHING if share is None else f"{100.0 * share:.1f}"
