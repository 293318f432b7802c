"""An evidence row in one line, for whoever asks on what a number rests."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sim.cli.session import Session

if TYPE_CHECKING:
    from sim.evidence import Evidence


def describe(reference: str, session: Session) -> str:
    """``id: what, value unit (source)``; a series or section is counted; a judgement is given as it is written."""
    evidence = _evidence()
    if not evidence.has(reference):
        return reference
    rows = evidence.find(reference)
    first = rows[0]
    if len(rows) > 1:
        told = session.say("explain.rows", number=len(rows), text=first.text, source=first.source)
    else:
        value = "" if first.value is None else f", {first.value:g} {first.unit}"
        told = f"{first.text}{value} ({first.source})"
    return f"{reference}{session.say('cli.colon')}{told}"


@cache
def _evidence() -> Evidence:
    from sim.evidence import load_evidence

    return load_evidence()
