"""One row of evidence: a published figure with unit, source and knowledge date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sim.errors import InputError
from sim.inputs.evidence.periods import period_end

# Longest first: "100 million CNY" must not be read as "million CNY".
_MILLIONS = {"100 million CNY": 100.0, "10 thousand CNY": 0.01, "billion CNY": 1000.0, "million CNY": 1.0}


@dataclass(frozen=True)
class EvidenceRow:
    """A figure with unit, source and the day from which a forecaster could know it.

    ``value`` is the row's main figure in ``unit`` (the target of an earlier plan, the central value of a prior), or
    None where the source gives none; ``columns`` holds every cell as text.
    """

    id: str
    table: str
    value: float | None
    unit: str
    text: str
    source: str
    role: str
    available_from: date
    basis: str
    late: bool
    confidence: str
    columns: Mapping[str, str] = field(repr=False)
    period: str = ""

    @property
    def period_end(self) -> date | None:
        """Last day of the period that the figure describes, or None when the table has no period for it."""
        return period_end(self.period) if self.period else None

    def number(self) -> float:
        """``value``, or InputError when the row has no figure."""
        if self.value is None:
            raise InputError("the evidence row has no figure", key=self.id)
        return self.value

    def million_cny(self) -> float:
        """The figure in million CNY, whatever it is paid per. InputError when the unit is not Chinese money."""
        for unit, factor in _MILLIONS.items():
            if self.unit.startswith(unit):
                return self.number() * factor
        raise InputError("the unit is not Chinese money", key=self.id, value=self.unit)
