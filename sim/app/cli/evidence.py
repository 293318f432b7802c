"""An evidence row in one line."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sim.app.cli.session import Session
from sim.language import evidence_unit, evidence_words

if TYPE_CHECKING:
    from sim.inputs.evidence import Evidence


def describe(reference: str, session: Session) -> str:
    """``id: what, value unit (source)``; a series or section is counted; a judgement is given in its words."""
    evidence, lang = _evidence(), session.lang
    if not evidence.has(reference):
        return evidence_words(reference, lang)
    rows = evidence.find(reference)
    first = rows[0]
    words, source = evidence_words(first.text, lang), evidence_words(first.source, lang)
    if len(rows) > 1:
        description = session.say("explain.rows", number=len(rows), text=words, source=source)
    else:
        if first.value is not None:
            unit = evidence_unit(first.unit, lang)
            words = session.say("explain.figure", text=words, value=f"{first.value:g}", unit=unit)
        description = session.say("fault.bracket", first=words, second=source)
    return f"{reference}{session.say('cli.colon')}{description}"


@cache
def _evidence() -> Evidence:
    from sim.inputs.evidence import load_evidence

    return load_evidence()
