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
            *(place, code(one.id), one.clause.title if one.clause else "", one.pot),
            *(one.mechanism.en, one.first_effect.en, f"{one.baseline:g}"),
        )
        for place, one in enumerate(load_plan("hangzhou").actions, start=1)
    ]
    does = ("what its money does here", "first effect", "general programmes, million CNY/year")
    return table(("", "action", "heading", "pot", *does), rows)


def instrument_table() -> str:
    """Instruments of Hangzhou's plan: how each part of an action's money is delivered."""
    from sim.inputs.parameters import load_parameters
    from sim.inputs.plan import load_plan

    numbers = load_parameters()
    rows = []
    for one in load_plan("hangzhou").instruments:
        whom = one.eligibility or one.fund_stage
        months = ", ".join(str(month) for month in one.window)
        cost = numbers[one.unit_cost].central
        named = "" if one.clause is None else "yes" if one.clause.named else "an aim"
        share = f"{one.share:g}"
        rows.append((one.action, code(one.id), named, share, one.delivery, one.channel, whom, months, f"{cost:g}"))
    heads = (
        "action",
        "instrument",
        "named in the text",
        "share",
        "delivery",
        "channel",
        "who may apply, or stage",
        "months",
        "unit, million CNY",
    )
    return table(heads, rows)


def named_table() -> str:
    """What the clauses of Hangzhou's plan name and nothing in the model moves."""
    from sim.inputs.plan import load_plan

    rows = [
        (
            *(one.action, f"{code(one.id)} {one.clause.zh}", one.reason.replace("-", " ")),
            *(", ".join(code(row) for row in one.evidence), one.instead.en if one.instead else ""),
        )
        for one in load_plan("hangzhou").named
    ]
    return table(("action", "the text", "why not", "amount", "in the model instead"), rows)


def safeguard_table() -> str:
    """Safeguards of Hangzhou's plan, section four, and what of them the model has."""
    from sim.inputs.plan import load_plan

    rows = [(f"{code(one.id)} {one.clause.zh}", one.model, one.has.en) for one in load_plan("hangzhou").safeguards]
    return table(("safeguard", "in the model", "which part"), rows)


def channel_table() -> str:
    """Where each channel acts, with the parameter of its effect and, for capacity, of its half-point."""
    from sim.model.tables import levers

    rows: list[tuple[str, ...]] = []
    for names, kind in ((levers.FIRM_CHANNELS, "award"), (levers.CITY_CHANNELS, "capacity")):
        for place, name in enumerate(names):
            acts = [one for one in reaches() if getattr(levers, one.channel) == place and _is_for(one, kind)]
            rows.extend(
                (name, kind, code(f"{one.function.file}:{one.function.name}"), _term(one.effect), code(one.half))
                for one in acts
            )
            if not acts:
                rows.append((name, kind, "nowhere", "", ""))
    return table(("channel", "kind", "acts in", "effect", "half of it at"), rows)


def _is_for(one: Reach, kind: str) -> bool:
    return (one.kind == "helped") == (kind == "award")


def _term(effect: str) -> str:
    return effect if " themselves" in effect else code(effect)


def switch_table() -> str:
    """Structural switches: default, other values, and the rules that read them."""
    from sim.inputs.policy.schema import Switches

    users = parameter_files()
    rows = []
    for name, field in Switches.model_fields.items():
        values = getattr(field.annotation, "__args__", ("true", "false"))
        default = str(field.default).lower()
        others = ", ".join(code(value) for value in values if str(value) != default)
        files = [file for one in _WORLD_SWITCHES.get(name, (name,)) for file in users.get(one, ())]
        where = ", ".join(code(file) for file in dict.fromkeys(files)) or "before the run: no rule sees it"
        rows.append((code(name), code(default), others, where))
    return table(("switch", "default", "else", "acts in"), rows)
