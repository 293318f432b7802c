"""Clauses of a plan and rows of evidence in ``xiandao explain``: official words, measures named but not modelled."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from sim.app.cli.session import Session
from sim.inputs.evidence import Evidence, load_evidence
from sim.inputs.plan import Plan
from sim.inputs.plan.clauses import Clause
from sim.language import evidence_unit, evidence_words

Line = tuple[str, str]  # a heading or "", and what stands beside it


def clause_lines(clause: Clause | None, session: Session) -> Iterator[Line]:
    """Section and title of a clause, and the words that it quotes; nothing without a clause."""
    if clause is None:
        return
    where = " ".join(filter(None, (section_number(clause.section, session.lang), clause.title)))
    yield session.say("explain.clause"), where
    if clause.zh:
        yield session.say("explain.says" if clause.named else "explain.serves"), quoted(clause, session.lang)


def quoted(clause: Clause, lang: str) -> str:
    """The official words; in English our translation, and the official words in brackets behind it."""
    return clause.zh if lang == "zh" or not clause.en else f"{clause.en} ({clause.zh})"


def section_number(section: str, lang: str) -> str:
    """三（一）2 as the text writes it, in English 3(1)2; what is no such number as it stands."""
    plain = section.translate(str.maketrans("一二三四五六七八九（）", "123456789()"))
    if lang == "zh" or not plain.isascii():
        return evidence_words(section, lang)
    return plain


def named_lines(action: Any, plan: Plan, session: Session) -> Iterator[Line]:
    """One line for each measure of the action's clause that nothing in the model moves."""
    say, lang = session.say, session.lang
    for measure in plan.named:
        if measure.action == action.id:
            parts = [quoted(measure.clause, lang), say(f"explain.{measure.reason}"), *_amounts(measure, session)]
            if measure.instead is not None:
                parts.append(say("explain.instead-is", what=measure.instead[lang]))
            words = say("explain.also").join(parts)
            yield say("explain.named-only"), f"{measure.name[lang]}{say('cli.colon')}{words}"


def about_named(measure: Any, plan: Plan, session: Session) -> tuple[str, list[Line]]:
    """Title and lines of a measure that the plan names and the model lacks."""
    say, lang = session.say, session.lang
    action = next(action for action in plan.actions if action.id == measure.action)
    lines = [(say("explain.of-action"), action.name[lang]), *clause_lines(measure.clause, session)]
    lines.append((say("explain.why-not"), say(f"explain.{measure.reason}")))
    lines += [(say("explain.evidence"), row) for row in _amounts(measure, session)]
    if measure.instead is not None:
        lines.append((say("explain.instead"), measure.instead[lang]))
    for kind, records in (("fields", plan.fields), ("districts", plan.districts)):
        members = [record.name[lang] for record in records if record.id in getattr(measure, kind)]
        if members:
            lines.append((say(f"explain.{kind}"), say("fault.name-join").join(members)))
    return say("explain.named", id=measure.id, name=measure.name[lang]), lines


def about_safeguard(safeguard: Any, plan: Plan, session: Session) -> tuple[str, list[Line]]:
    """Title and lines of a safeguard."""
    say, lang = session.say, session.lang
    lines = [*clause_lines(safeguard.clause, session), (say(f"explain.model-{safeguard.model}"), safeguard.has[lang])]
    return say("explain.safeguard", id=safeguard.id, name=safeguard.name[lang]), lines


def _amounts(measure: Any, session: Session) -> list[str]:
    return [describe(row, session) for row in measure.evidence]


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
    return load_evidence()
