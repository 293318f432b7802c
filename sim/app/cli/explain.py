"""``xiandao explain``: actions, targets, fields, districts and parameters of the model, with their evidence."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from rich.padding import Padding
from rich.table import Table

from sim.analyses.forecast.words import confidence_key
from sim.analyses.value.reference_prices import bought
from sim.app.cli.bands import band_lines
from sim.app.cli.clauses import Line, about_named, about_safeguard, clause_lines, describe, named_lines, quoted
from sim.app.cli.session import Session
from sim.app.cli.streams import console
from sim.errors import InputError, nearest_name
from sim.inputs.parameters import Parameter, load_parameters
from sim.inputs.plan import Plan, load_plan
from sim.language import evidence_words, parameter_meaning, unit_name
from sim.model.tables.phases import PHASES


def run(session: Session, *, topic: str | None) -> None:
    """Print the phases of a month, or every record called ``topic``. Raises InputError for an unknown topic."""
    out = console()
    for title, lines in _month(session) if topic is None else _about(topic, session):
        out.print(title, style="bold")
        grid = Table.grid(padding=(0, 2))
        grid.add_column(no_wrap=True, style="dim")
        grid.add_column(overflow="fold")  # Chinese has no blanks to break a line at
        for heading, body in lines:
            grid.add_row(heading, body)
        out.print(Padding.indent(grid, 2))
        out.print()


def _month(session: Session) -> Iterator[tuple[str, list[Line]]]:
    phases = [(f"{number:2d} {phase.name}", getattr(phase, session.lang)) for number, phase in enumerate(PHASES, 1)]
    yield session.say("explain.month"), phases
    plan = load_plan()
    kinds: dict[str, Sequence[Any]] = {
        "actions": plan.actions,
        "targets": plan.targets,
        "fields": plan.fields,
        "districts": plan.districts,
        "safeguards": plan.safeguards,
    }
    lines = [
        (session.say(f"explain.{kind}"), ", ".join(_listed(r, session) for r in records))
        for kind, records in kinds.items()
        if records
    ]
    yield session.say("explain.topics"), lines


def _listed(record: Any, session: Session) -> str:
    return record.id if session.lang == "en" else f"{record.id} {record.name[session.lang]}"


def _about(topic: str, session: Session) -> Iterator[tuple[str, list[Line]]]:
    """Every record called ``topic``: an action and a target may share a name (``scenarios``), then both are told."""
    plan, table = load_plan(), load_parameters()
    kinds: list[tuple[Sequence[Any], Callable[[Any, Plan, Session], tuple[str, list[Line]]]]] = [
        (plan.actions, _action),
        (plan.targets, _target),
        (plan.fields, _field),
        (plan.districts, _district),
        (plan.named, about_named),
        (plan.safeguards, about_safeguard),
    ]
    matches = [tell(record, plan, session) for records, tell in kinds for record in records if _called(record, topic)]
    matches += [_parameter(row, session) for row in table if topic in (row.name, row.base, _in_chinese(row))]
    if not matches:
        named = [record for records, _ in kinds for record in records]
        known = [*(record.id for record in named), *(record.name["zh"] for record in named), *table.names]
        raise InputError("unknown topic, see xiandao explain", value=topic, nearest=nearest_name(topic, known))
    yield from matches


def _called(record: Any, topic: str) -> bool:
    """By id or English name in full, or by a part of the Chinese name (余杭 for 余杭区) of two characters or more."""
    in_chinese = len(topic) > 1 and topic in record.name["zh"]
    return in_chinese or topic.casefold() in (record.id, record.name["en"].casefold())


def _in_chinese(row: Parameter) -> str:
    return parameter_meaning(row.name, row.meaning, "zh")


def _action(action: Any, plan: Plan, session: Session) -> tuple[str, list[Line]]:
    say, lang = session.say, session.lang
    programme = next(programme for programme in plan.programmes if programme.id == action.programme)
    lines = [
        (say("explain.programme"), programme.name[lang]),
        (say("explain.pot"), say(f"explain.{action.pot}")),
        *clause_lines(action.clause, session),
        (say("explain.mechanism"), action.mechanism[lang]),
        (say("explain.first-effect"), action.first_effect[lang]),
    ]
    for instrument in plan.instruments:
        if instrument.action == action.id:
            delivery = say(f"delivery.{instrument.delivery}")
            share = f"{instrument.share:.0%}"
            words = say("explain.instrument", share=share, delivery=delivery, channel=instrument.channel)
            if instrument.clause is not None:
                key = "explain.tool-named" if instrument.clause.named else "explain.tool-serves"
                words += say(key, words=quoted(instrument.clause, lang))
            lines.append((f"{say('explain.tool')} {instrument.name[lang]}", words))
    lines += named_lines(action, plan, session)
    sentences = bought(plan, "reference").get(action.id)
    if sentences is not None and plan.id == load_plan().id:
        lines.append((say("explain.buys"), sentences[lang]))
    lines += band_lines(action, plan, session)
    lines += [(say("explain.evidence"), describe(row, session)) for row in action.evidence]
    return say("explain.action", id=action.id, name=action.name[lang]), lines


def _target(target: Any, plan: Plan, session: Session) -> tuple[str, list[Line]]:
    say, lang = session.say, session.lang
    tolerance = say(f"tolerance.{target.tolerance}")
    wording = target.wording["zh"] if lang == "zh" else f"{target.wording['en']} ({target.wording['zh']})"
    lines = [
        (say("explain.wording"), wording),
        *clause_lines(target.clause, session),
        (say("explain.number"), f"{target.number:g} ({tolerance})"),
        (say("explain.class"), f"{target.class_} — {say(f'class.{target.class_}')}"),
    ]
    for reading in target.readings:
        rank = "primary" if reading.id == target.primary else "alternative"
        lines.append((say(f"explain.{rank}"), f"{reading.name[lang]} [{reading.id}]"))
    lines += [
        (say("explain.earned"), target.earned_meaning[lang] if target.earned else say("explain.not-defined")),
        (say("explain.outside-view"), _sourced(f"{target.outside_view:.0%}", target.outside_view_source, session)),
        (say("explain.confidence-cap"), say(confidence_key(target.confidence_cap))),
    ]
    if target.drivers:
        named = [parameter_meaning(name, name, lang) for name in target.drivers]
        words = zip(target.drivers, named, strict=True)
        listed = ", ".join(name if name == meaning else f"{name} {meaning}" for name, meaning in words)
        lines.append((say("explain.drivers"), listed))
    if target.placeholders:
        lines.append((say("explain.placeholders"), ", ".join(target.placeholders)))
    return say("explain.target", id=target.id, name=target.name[lang]), lines


def _sourced(figure: str, source: str, session: Session) -> str:
    return session.say("fault.bracket", first=figure, second=evidence_words(source, session.lang))


def _field(field: Any, plan: Plan, session: Session) -> tuple[str, list[Line]]:
    say = session.say
    share = field.weight / sum(other.weight for other in plan.fields)
    lines = [
        *clause_lines(field.clause, session),
        (say("explain.tier"), say(f"tier.{field.tier}")),
        (say("explain.profile"), field.profile),
        (say("explain.share"), _sourced(f"{share:.1%}", field.weight_source, session)),
    ]
    return say("explain.field", id=field.id, name=field.name[session.lang]), lines


def _district(district: Any, plan: Plan, session: Session) -> tuple[str, list[Line]]:
    say = session.say
    share = district.weight / sum(other.weight for other in plan.districts)
    lines = [(say("explain.share"), _sourced(f"{share:.1%}", district.weight_source, session))]
    if district.corridor:
        lines.append(("", say("explain.corridor")))
    return say("explain.district", id=district.id, name=district.name[session.lang]), lines


def _parameter(row: Parameter, session: Session) -> tuple[str, list[Line]]:
    say = session.say
    lines = [
        (say("explain.meaning"), parameter_meaning(row.name, row.meaning, session.lang)),
        (say("explain.central"), f"{row.central:g} {unit_name(row.unit, session.lang)}"),
        (say("explain.distribution"), row.distribution),
        *((say("explain.source"), describe(source.strip(), session)) for source in row.source.split(";")),
    ]
    if row.effect:
        lines.append((say("explain.effect"), say(f"effect.{row.effect}", null=f"{row.null_value:g}")))
    if row.conversion and not row.conversion.startswith("judgement"):
        lines.append((say("explain.conversion"), row.conversion))
    if row.note:
        lines.append((say("explain.note"), evidence_words(row.note, session.lang)))
    return say("explain.parameter", id=row.name), lines
