"""What a plan's text says, in lines of ``xiandao explain``: a clause, what is named and not modelled, safeguards."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sim.app.cli.session import Session
from sim.language import evidence_words

if TYPE_CHECKING:
    from sim.inputs.plan import Plan
    from sim.inputs.plan.clauses import Clause

Line = tuple[str, str]  # a heading or "", and what stands beside it


def clause_lines(clause: Clause | None, session: Session) -> Iterator[Line]:
    """Where it stands, and its words where it quotes some; nothing without a clause."""
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
    """What the action's clause names and nothing in the model moves, a line each."""
    say, lang = session.say, session.lang
    for one in plan.named:
        if one.action == action.id:
            told = [quoted(one.clause, lang), say(f"explain.{one.reason}"), *_amounts(one, session)]
            if one.instead is not None:
                told.append(say("explain.instead-is", what=one.instead[lang]))
            words = say("explain.also").join(told)
            yield say("explain.named-only"), f"{one.name[lang]}{say('cli.colon')}{words}"


def about_named(one: Any, plan: Plan, session: Session) -> tuple[str, list[Line]]:
    """Title and lines of something that is named and not modelled."""
    say, lang = session.say, session.lang
    action = next(action for action in plan.actions if action.id == one.action)
    lines = [(say("explain.of-action"), action.name[lang]), *clause_lines(one.clause, session)]
    lines.append((say("explain.why-not"), say(f"explain.{one.reason}")))
    lines += [(say("explain.evidence"), row) for row in _amounts(one, session)]
    if one.instead is not None:
        lines.append((say("explain.instead"), one.instead[lang]))
    for kind, records in (("fields", plan.fields), ("districts", plan.districts)):
        meant = [record.name[lang] for record in records if record.id in getattr(one, kind)]
        if meant:
            lines.append((say(f"explain.{kind}"), say("fault.name-join").join(meant)))
    return say("explain.named", id=one.id, name=one.name[lang]), lines


def about_safeguard(one: Any, plan: Plan, session: Session) -> tuple[str, list[Line]]:
    """Title and lines of a safeguard."""
    say, lang = session.say, session.lang
    lines = [*clause_lines(one.clause, session), (say(f"explain.model-{one.model}"), one.has[lang])]
    return say("explain.safeguard", id=one.id, name=one.name[lang]), lines


def _amounts(one: Any, session: Session) -> list[str]:
    from sim.app.cli.evidence import describe

    return [describe(row, session) for row in one.evidence]
