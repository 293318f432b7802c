"""The scenario's money by action, in the unit of the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.language import text

if TYPE_CHECKING:
    from sim.forecast.result import Forecast

COLUMNS = ("allocated", "released", "spent", "unspent")
_MILLION = {"zh": 100.0, "en": 1.0}  # million CNY in one unit: 亿元, million


@dataclass(frozen=True)
class Money:
    """``rows``: action in words and its numbers in the order of ``COLUMNS``, in ``unit``; empty where none was kept."""

    unit: str
    rows: tuple[tuple[str, tuple[float, ...]], ...]

    @property
    def totals(self) -> tuple[float, ...]:
        """Sums of the columns."""
        return tuple(sum(numbers[place] for _, numbers in self.rows) for place in range(len(COLUMNS)))


def money_rows(forecast: Forecast, lang: str) -> Money:
    """Expected money of every action over the plan's period, in the plan's order."""
    rows = tuple(
        (action.name[lang], tuple(forecast.money[action.id][column] / _MILLION[lang] for column in COLUMNS))
        for action in forecast.plan.actions
        if action.id in forecast.money
    )
    return Money(text("report.money-unit", lang), rows)
