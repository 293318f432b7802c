"""Numbers as the charts print them."""

from __future__ import annotations

from sim.forecast.words import shown
from sim.language import text


def count(value: float) -> str:
    """A count: whole from 10 on, one decimal below unless that is a nought, thousands apart."""
    rounded = round(value, 1)
    return f"{value:,.0f}" if rounded >= 10 else f"{rounded:.1f}".removesuffix(".0")


def span(low: float, high: float) -> str:
    """A range of counts, ``250–372``."""
    return f"{count(low)}–{count(high)}"


def chance(probability: float, lang: str) -> str:
    """A probability as a frequency: ``100 次约 78 次``, ``about 78 in 100``; never 0 or 100."""
    number = shown(probability)
    if number.isdigit():
        return text("chart.chance", lang, number=number)
    return text("chart.chance-below" if number.startswith("<") else "chart.chance-above", lang)
