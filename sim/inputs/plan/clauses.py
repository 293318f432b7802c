"""Records that tie a plan to its text: clauses, items named there that the model does not have, safeguards."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import model_validator

from sim.inputs.plan.records import Bilingual, FileRecord, Flag, Identifier, OptionalText, Text

Reason = Literal["no-amount-no-study", "amount-on-file"]
Presence = Literal["part", "none"]


class Clause(FileRecord):
    """Where a plan's text says something. ``section``: its number as the text writes it (三（一）2 is clause 2 there).

    ``title``: the official heading; ``zh``: the official words, verbatim; ``en``: our translation. ``named``: whether
    the words name the thing itself, or only an aim that it serves. A clause written as text alone is its section.
    """

    section: Text
    title: OptionalText = ""
    zh: OptionalText = ""
    en: OptionalText = ""
    named: Flag = True

    @model_validator(mode="before")
    @classmethod
    def _text_alone(cls, written: Any) -> Any:
        return {"section": written} if isinstance(written, str) else written


class Named(FileRecord):
    """Something that an action's clause asks for and that nothing in the model moves.

    ``reason``: no amount and no study was found, or an amount is on file (rows ``evidence``) and no rule uses it yet.
    ``instead``: what the model has in its place. ``fields``, ``districts``: those that the words name.
    """

    id: Identifier
    name: Bilingual
    action: Identifier
    clause: Clause
    reason: Reason = "no-amount-no-study"
    evidence: tuple[Text, ...] = ()
    instead: Bilingual | None = None
    fields: tuple[Identifier, ...] = ()
    districts: tuple[Identifier, ...] = ()


class Safeguard(FileRecord):
    """A safeguard of the plan. ``model``: whether the model has a part of it; ``has``: which."""

    id: Identifier
    name: Bilingual
    clause: Clause
    model: Presence
    has: Bilingual
