"""``xiandao explain``: what the model does and on what it rests, read from the plan, the rules and the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sim.cli.session import Session
from sim.cli.streams import console
from sim.errors import unknown_name
from sim.forecast.words import confidence_key
from sim.plan import load_plan

if TYPE_CHECKING:
    from sim.plan import Plan

Line = tuple[str, str]  # a heading or "", and what stands beside it


def run(session: Session, topic: str | None) -> None:
    """Print the month in order, or everything that is called ``topic``. Raises InputError for an unknown topic."""
    out = console()
    for title, lines in _month(session) if topic is None else _about(topic, session):
        out.print(title, style="bold")
        for heading, body in lines:
            out.print(f"  {heading}{session.say('cli.colon')}{body}" if heading else f"  {body}")
        out.print()


def _month(session: Session) -> Iterator[tuple[str, list[Line]]]:
    from sim.tables.phases import PHASES

    phases = [
        ("", f"{place:2d}. {phase.name:<10}{getattr(phase, session.lang)}") for place, phase in enumerate(PHASES, 1)
    ]
    yield session.say("explain.month"), phases
    plan = load_plan()
    kinds: dict[str, Sequence[Any]] = {
        "actions": plan.actions,
        "targets": plan.targets,
        "fields": plan.fields,
        "districts": plan.districts,
    }
    yield (
        session.say("explain.topics"),
        [
            (session.say(f"explain.{kind}"), ", ".join(record.id for record in records))
            for kind, records in kinds.items()
        ],
    )


def _about(topic: str, session: Session) -> Iterator[tuple[str, list[Line]]]:
    """Every record called ``topic``: an action and a target may share a name (``scenarios``), then both are told."""
    from sim.cli import explain_parameters

    plan = load_plan()
    table = explain_parameters.rows()
    kinds: list[tuple[Any, Callable[[Any, Plan, Session], tuple[str, list[Line]]]]] = [
        (plan.actions, _action),
        (plan.targets, _target),
        (plan.fields, _field),
        (plan.districts, _district),
    ]
    found = False
    for records, tell in kinds:
        for record in records:
            if _called(record, topic):
                found = True
                yield tell(record, plan, session)
    if topic in table:
        found = True
        yield explain_parameters.tell(topic, session)
    if not found:
        known = [record.id for records, _ in kinds for record in records]
        fault = unknown_name("topic", topic, [*known, *table])
        fault.allowed = ", ".join(known)
        raise fault


def _called(record: Any, topic: str) -> bool:
    return topic.casefold() in (record.id, record.name["zh"], record.name["en"].casefold())


def _action(action: Any, plan: Plan, session: Session) -> tuple[str, list[Line]]:
    from sim.cli.evidence import describe

    say, lang = session.say, session.lang
    programme = next(programme for programme in plan.programmes if programme.id == action.programme)
    lines = [
        (say("explain.programme"), programme.name[lang]),
        (say("explain.pot"), say(f"explain.{action.pot}")),
        (say("explain.mechanism"), action.mechanism[lang]),
        (say("explain.first-effect"), action.first_effect[lang]),
    ]
    for instrument in plan.instruments:
        if instrument.action == action.id:
            delivery = say(f"delivery.{instrument.delivery}")
            share = f"{instrument.share:.0%}"
            told = say("explain.instrument", share=share, delivery=delivery, channel=instrument.channel)
            lines.append((f"{say('explain.tool')} {instrument.name[lang]}", told))
    lines += [(say("explain.evidence"), describe(row, session)) for row in action.evidence]
    return say("explain.action", id=action.id, name=action.name[lang]), lines


def _target(target: Any, plan: Plan, session: Session) -> tuple[str, list[Line]]:
    say, lang = session.say, session.lang
    tolerance = say(f"tolerance.{target.tolerance}")
    wording = target.wording["zh"] if lang == "zh" else f"{target.wording['en']} ({target.wording['zh']})"
    lines = [
        (say("explain.wording"), wording),
        (say("explain.clause"), target.clause),
        (say("explain.number"), f"{target.number:g} ({tolerance})"),
        (say("explain.class"), f"{target.class_} — {say(f'class.{target.class_}')}"),
    ]
    for reading in target.readings:
        rank = "primary" if reading.id == target.primary else "alternative"
        lines.append((say(f"explain.{rank}"), f"{reading.name[lang]} [{reading.id}]"))
    lines += [
        (say("explain.earned"), target.earned_meaning[lang] if target.earned else say("explain.not-defined")),
        (say("explain.outside-view"), f"{target.outside_view:.0%} ({target.outside_view_source})"),
        (say("explain.confidence-cap"), say(confidence_key(target.confidence_cap))),
    ]
    if target.drivers:
        lines.append((say("explain.drivers"), ", ".join(target.drivers)))
    if target.placeholders:
        lines.append((say("explain.placeholders"), ", ".join(target.placeholders)))
    return say("explain.target", id=target.id, name=target.name[lang]), lines


def _field(field: Any, plan: Plan, session: Session) -> tuple[str, list[Line]]:
    say = session.say
    share = field.weight / sum(other.weight for other in plan.fields)
    lines = [
        (say("explain.tier"), say(f"tier.{field.tier}")),
        (say("explain.profile"), field.profile),
        (say("explain.share"), f"{share:.1%} ({field.weight_source})"),
    ]
    return say("explain.field", id=field.id, name=field.name[session.lang]), lines


def _district(district: Any, plan: Plan, session: Session) -> tuple[str, list[Line]]:
    say = session.say
    share = district.weight / sum(other.weight for other in plan.districts)
    lines = [(say("explain.share"), f"{share:.1%} ({district.weight_source})")]
    if district.corridor:
        lines.append(("", say("explain.corridor")))
    return say("explain.district", id=district.id, name=district.name[session.lang]), lines
