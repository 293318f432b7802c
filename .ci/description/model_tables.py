"""Markdown tables of the model: rooms, agents, fields, phases, behaviours, metrics, decisions."""

from __future__ import annotations

from description.layout import WINGS
from description.reading import decision_places, first_sentence, unread_fields, unset_fields
from description.table import code, table

AGENT_KINDS = ("Firm", "Incubator", "Fund", "PilotZone", "Lab")


def wing_table() -> str:
    """The wings from the ground up, each with its rooms."""
    rows = []
    for wing in WINGS:
        rows.append((f"**{code(wing.name)}**", wing.holds))
        rows += [(code(f"{wing.name}/{room.name}"), room.holds) for room in wing.rooms]
    return table(("below `sim`", "holds"), rows)


def field_table(kind: str) -> str:
    """Fields of one kind of agent."""
    from sim.model.tables.records import KINDS

    return _fields(KINDS[kind])


def agent_fields() -> str:
    """Fields of the five kinds of agent."""
    return "\n".join(f"**{kind}**\n\n{field_table(kind)}" for kind in AGENT_KINDS)


def government_fields() -> str:
    """Fields of the government's record."""
    return field_table("Government")


def world_fields() -> str:
    """Fields of the world that are no parameters."""
    from sim.model.tables.world import WORLD_STATE

    return _fields(WORLD_STATE)


def _fields(fields: tuple) -> str:
    rows = []
    for field in fields:
        kind = field.type.__name__ + (f"[{field.length}]" if field.length else "")
        rows.append((code(field.name), kind, field.unit, field.default, field.meaning))
    return table(("field", "type", "unit", "default", "meaning"), rows)


def idle_fields() -> str:
    """Fields that no rule reads, and fields that no rule sets."""
    unread, unset = unread_fields(), unset_fields()
    rows = [(kind, _names(unread[kind]), _names(unset[kind])) for kind in unread]
    return table(("kind", "kept for observers: no rule reads it", "no rule sets it"), rows)


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(code(name) for name in names) or "none"


def phase_table() -> str:
    """The twelve phases with the procedure that performs each, by the order of ``sim.model.tables.phases``."""
    from sim.model.tables.phases import PHASES

    rows = [(number, code(phase.name), phase.en) for number, phase in enumerate(PHASES, start=1)]
    return table(("", "phase", "what happens"), rows)


def behaviour_table() -> str:
    """Behaviours that a subclass may override, by kind."""
    from sim.engine.agents import STOCK
    from sim.engine.agents.answers import declared_answer
    from sim.model.dialect import BEHAVIOURS

    rows = []
    for kind in AGENT_KINDS:
        for name, ask in sorted(BEHAVIOURS.get(kind, {}).items()):
            text = ask.text
            value = declared_answer(getattr(STOCK[kind], name)).words
            rows.append((kind, code(name), code(text.__module__), first_sentence(text.__doc__ or ""), value))
    return table(("kind", "behaviour", "stock text in", "answers", "with"), rows)


def metric_table() -> str:
    """The monthly record."""
    from sim.model.tables.metrics import METRICS

    rows = [(code(metric.id), metric.unit, "since the plan" if metric.cumulative else "now", metric.meaning)
            for metric in METRICS]  # fmt: skip
    return table(("metric", "unit", "counted", "meaning"), rows)


def decision_table() -> str:
    """Every random decision and the rule that draws it."""
    from sim.model import decisions

    places = decision_places()
    numbered = sorted((value, name) for name, value in vars(decisions).items() if name.isupper())
    rows = [(number, code(name), code(places[name].file), code(places[name].name)) for number, name in numbered]
    return table(("number", "decision", "file", "drawn by"), rows)
