"""The records of a target: its wording, its readings, what may be said about it and with what confidence."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field as Key

from sim.inputs.plan.clauses import Clause
from sim.inputs.plan.records import Bilingual, Count, FileRecord, Identifier, OptionalText, Text

Tolerance = Literal["about", "floor", "bare", "several", "declared"]
TargetClass = Literal["A", "B", "C"]
Confidence = Literal["medium", "low", "very low"]
Probability = Annotated[float, Key(strict=True, gt=0, lt=1, allow_inf_nan=False)]


class Reading(FileRecord):
    """One way to count a target: ``metric`` is a column of the monthly record."""

    id: Identifier
    metric: Text
    name: Bilingual


class Target(FileRecord):
    """A target of the plan. Every probability names its reading; readings are never averaged.

    ``class_`` (``class`` in the file): A modelled and partly backed by data, B modelled with judged rates, C declared
    by the issuer without a published rule. ``wording``: the official words of its ``clause``. ``earned`` and
    ``denominator`` are metrics, "" where undefined. ``placeholders``: evidence rows judged with this target in view,
    which the model therefore does not use.
    ``drivers``: rows of the parameter table that decide the count.
    """

    id: Identifier
    name: Bilingual
    wording: Bilingual
    number: Count
    tolerance: Tolerance
    clause: Clause
    class_: Annotated[TargetClass, Key(alias="class")]
    primary: Identifier
    readings: Annotated[tuple[Reading, ...], Key(min_length=1, max_length=8)]
    earned: OptionalText
    earned_meaning: Bilingual
    denominator: OptionalText
    break_even: Bilingual | None = None
    outside_view: Probability
    outside_view_source: Text
    outside_view_note: OptionalText = ""
    placeholders: tuple[Text, ...] = ()
    confidence_cap: Confidence
    drivers: tuple[Text, ...] = ()

    def reading(self, name: str) -> Reading:
        """The reading called ``name``. Raises KeyError."""
        return {reading.id: reading for reading in self.readings}[name]
