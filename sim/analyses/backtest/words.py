"""Names of the series and baselines of a back-test in Chinese and English."""

from __future__ import annotations

from sim.language import text, texts


def series_name(series: str, lang: str) -> str:
    """The series in words; its id where the catalogue does not know it (another observation table)."""
    return texts(lang).get(f"backtest.series-{series}", series)


def baseline_name(baseline: str, lang: str) -> str:
    """The baseline in words."""
    return text(f"backtest.baseline-{baseline}", lang)
