"""Markdown tables of a plan: actions, instruments, unmodelled measures, safeguards, channels, switches."""

from __future__ import annotations

from description.reading import Reach, parameter_files, reaches
from description.table import code, table

_WORLD_SWITCHES = {"crowding": ("crowd_in", "crowd_out")}


def action_table() -> str:
    """Actions of Hangzhou's plan with the model's reading of what their money does."""
    from sim.inputs.plan import load_plan

    rows = [
        (
            *(number, code(action.id), action.clause.title if action.clause else "", action.pot),
            *(action.mechanism.en, action.first_effect.en, f"{action.baseline:g}"),
        )
        for number, action in enumerate(load_plan("hangzhou").actions, start=1)
    ]
    does = ("what its money does here", "first effect", "general programmes, million CNY/year")
    return table(("", "action", "heading", "pot", *does), rows)


def instrument_table() -> str:
    """Instruments of Hangzhou's plan: how each part of an action's money is delivered."""
    from sim.inputs.parameters import load_parameters
    from sim.inputs.plan import load_plan

    numbers = load_parameters()
    rows = []
    for instrument in load_plan("hangzhou").instruments:
        whom = instrument.eligibility or instrument.fund_stage
        months = ", ".join(str(month) for month in instrument.window)
        cost = numbers[instrument.unit_cost].central
        named = "" if instrument.clause is None else "yes" if instrument.clause.named else "an aim"
        delivered = (f"{instrument.share:g}", instrument.delivery, instrument.channel)
        rows.append((instrument.action, code(instrument.id), named, *delivered, whom, months, f"{cost:g}"))
    delivery = ("share", "delivery", "channel", "who may apply, or stage", "months", "unit, million CNY")
    return table(("action", "instrument", "named in the text", *delivery), rows)


def named_table() -> str:
    """What the clauses of Hangzhou's plan name and nothing in the model moves."""
    from sim.inputs.plan import load_plan

    rows = [
        (
            *(measure.action, f"{code(measure.id)} {measure.clause.zh}", measure.reason.replace("-", " ")),
            *(", ".join(code(row) for row in measure.evidence), measure.instead.en if measure.instead else ""),
        )
        for measure in load_plan("hangzhou").named
    ]
    return table(("action", "the text", "why not", "amount", "in the model instead"), rows)


def safeguard_table() -> str:
    """Safeguards of Hangzhou's plan, section four, and what of them the model has."""
    from sim.inputs.plan import load_plan

    safeguards = load_plan("hangzhou").safeguards
    rows = [(f"{code(each.id)} {each.clause.zh}", each.model, each.has.en) for each in safeguards]
    return table(("safeguard", "in the model", "which part"), rows)


def channel_table() -> str:
    """Where each channel acts, with the parameter of its effect and, for capacity, of its half-point."""
    from sim.model.tables import levers

    rows: list[tuple[str, ...]] = []
    for names, kind in ((levers.FIRM_CHANNELS, "award"), (levers.CITY_CHANNELS, "capacity")):
        for index, name in enumerate(names):
            acts = [reach for reach in reaches() if getattr(levers, reach.channel) == index and _is_for(reach, kind)]
            for reach in acts:
                rule = code(f"{reach.function.file}:{reach.function.name}")
                rows.append((name, kind, rule, _term(reach.effect), code(reach.half)))
            if not acts:
                rows.append((name, kind, "nowhere", "", ""))
    return table(("channel", "kind", "acts in", "effect", "half of it at"), rows)


def _is_for(reach: Reach, kind: str) -> bool:
    return reach.kind == kind


def _term(effect: str) -> str:
    return effect if " " in effect else code(effect)


def switch_table() -> str:
    """Structural switches: default, other values, and the rules that read them."""
    from sim.inputs.policy.schema import Switches

    users = parameter_files()
    rows = []
    for name, field in Switches.model_fields.items():
        values = getattr(field.annotation, "__args__", ("true", "false"))
        default = str(field.default).lower()
        others = ", ".join(code(value) for value in values if str(value) != default)
        files = [file for field_name in _WORLD_SWITCHES.get(name, (name,)) for file in users.get(field_name, ())]
        where = ", ".join(code(file) for file in dict.fromkeys(files)) or "before the run: no rule sees it"
        rows.append((code(name), code(default), others, where))
    return table(("switch", "default", "else", "acts in"), rows)
