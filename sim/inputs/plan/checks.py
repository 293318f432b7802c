"""Checks across the records of a plan: names that must exist, be unique, or agree with each other."""

from __future__ import annotations

import math
import string
from collections.abc import Iterator, Sequence
from typing import Any

from sim.errors import LibraryText, Text
from sim.inputs.plan.anchors import ANCHORS
from sim.inputs.plan.faults import FileFault, unknown
from sim.inputs.plan.room import missing_anchors, unreachable
from sim.inputs.plan.schema import Plan
from sim.inputs.plan.standing import goal_faults, zone_faults
from sim.inputs.plan.targets import Target
from sim.model.tables.levers import CHANNELS, CITY_CHANNELS, DELIVERIES, ELIGIBILITY, FIRM_CHANNELS, FUND_STAGES
from sim.model.tables.limits import EARLIEST_START
from sim.model.tables.metrics import METRIC_INDEX

_CHANNELS_OF = {
    "open-call": FIRM_CHANNELS,
    "capacity": CITY_CHANNELS,
    "capital": ("fund-capital",),
    "projects": ("project-grant",),
}
_CONFIDENCE_AT_MOST = {"A": "medium", "B": "low", "C": "very low"}
_BREAK_EVEN_PLACES = {"threshold", "share", "denominator"}
_ROUNDING = 1e-9


def faults_of(plan: Plan) -> Iterator[FileFault]:
    """Every fault that the schema cannot see, in the order of the file."""
    yield from _dates(plan)
    for section in ("programmes", "actions", "instruments", "fields", "districts", "targets", "named", "safeguards"):
        yield from _repeated(section, [record.id for record in getattr(plan, section)])
    yield from _actions(plan)
    yield from _instruments(plan)
    for target in plan.targets:
        yield from _target(target)
        metrics = [reading.metric for reading in target.readings]
        yield from unreachable(f"targets[{target.id}].number", target.number, metrics, plan)
    yield from zone_faults(plan)
    yield from goal_faults(plan)
    yield from _anchors(plan)
    yield from missing_anchors(plan)
    yield from _named(plan)


def _dates(plan: Plan) -> Iterator[FileFault]:
    header = plan.header
    if header.start < EARLIEST_START:
        problem = "the clock of the model begins in January 2018, and a plan later"
        yield FileFault("plan.start", problem, header.start, Text("from {first!r} on", first=EARLIEST_START))
    if header.in_force < header.issued:
        yield FileFault("plan.in_force", "must not be before plan.issued", str(header.in_force))
    if header.ends <= header.in_force:
        yield FileFault("plan.ends", "must be after plan.in_force", str(header.ends))
    if f"{header.in_force:%Y-%m}" < header.start or plan.first_money_month >= plan.months:
        yield FileFault("plan.in_force", "must lie inside the months from plan.start on", str(header.in_force))
    if plan.month_labels[-1] != f"{header.ends:%Y-%m}":
        problem = Text("the months from plan.start on end in {month}, not where plan.ends does",
                       month=plan.month_labels[-1])  # fmt: skip
        yield FileFault("plan.months", problem, plan.months)


def _repeated(key: str, names: Sequence[str]) -> Iterator[FileFault]:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            yield FileFault(f"{key}[{name}].id", "this id stands twice", name)
        seen.add(name)


def _actions(plan: Plan) -> Iterator[FileFault]:
    programmes = [programme.id for programme in plan.programmes]
    for action in plan.actions:
        if action.programme not in programmes:
            yield unknown(f"actions[{action.id}].programme", "unknown programme", action.programme, programmes)
    if not plan.of_pot("expenditure"):
        yield FileFault("actions", "no action is paid from the expenditure pot")
    for extra in plan.of_pot("capital")[1:]:
        yield FileFault(f"actions[{extra.id}].pot", "only one action may be paid from the capital pot", "capital")


def _instruments(plan: Plan) -> Iterator[FileFault]:
    pots = {action.id: action.pot for action in plan.actions}
    for instrument in plan.instruments:
        key = f"instruments[{instrument.id}]"
        if instrument.action not in pots:
            yield unknown(f"{key}.action", "unknown action", instrument.action, pots)
        elif (pots[instrument.action] == "capital") != (instrument.delivery == "capital"):
            yield FileFault(f"{key}.delivery", "capital goes with the capital action only", instrument.delivery)
        yield from _delivery(key, instrument)
        if len(set(instrument.window)) < len(instrument.window):
            yield FileFault(f"{key}.window", "a month stands twice")
    if plan.instruments:
        for action in plan.actions:
            shares = [instrument.share for instrument in plan.instruments if instrument.action == action.id]
            if abs(math.fsum(shares) - 1.0) > _ROUNDING:
                problem = Text("the shares of action {action!r} must sum to 1", action=action.id)
                yield FileFault("instruments", problem, round(math.fsum(shares), 6))


def _delivery(key: str, instrument: Any) -> Iterator[FileFault]:
    if instrument.delivery not in DELIVERIES:
        yield unknown(f"{key}.delivery", "unknown delivery", instrument.delivery, DELIVERIES)
        return
    if instrument.channel not in CHANNELS:
        yield unknown(f"{key}.channel", "unknown channel", instrument.channel, CHANNELS)
    elif instrument.channel not in _CHANNELS_OF[instrument.delivery]:
        allowed = ", ".join(_CHANNELS_OF[instrument.delivery])
        yield FileFault(f"{key}.channel", Text("not a channel of {delivery!r}", delivery=instrument.delivery),
                    instrument.channel, allowed)  # fmt: skip
    if instrument.delivery == "open-call":
        if instrument.eligibility not in ELIGIBILITY:
            yield unknown(f"{key}.eligibility", "unknown eligibility", instrument.eligibility, ELIGIBILITY)
        if not instrument.window:
            yield FileFault(f"{key}.window", "an open call needs the months in which it is open", None, Text("1 to 12"))
    elif instrument.eligibility and instrument.eligibility not in ELIGIBILITY:
        yield unknown(f"{key}.eligibility", "unknown eligibility", instrument.eligibility, ELIGIBILITY)
    if instrument.delivery == "capital" and instrument.fund_stage not in FUND_STAGES:
        yield unknown(f"{key}.fund_stage", "unknown fund stage", instrument.fund_stage, FUND_STAGES)
    elif instrument.delivery != "capital" and instrument.fund_stage:
        yield FileFault(f"{key}.fund_stage", "only instruments that deliver capital have one", instrument.fund_stage)


def _target(target: Target) -> Iterator[FileFault]:
    key = f"targets[{target.id}]"
    yield from _repeated(f"{key}.readings", [reading.id for reading in target.readings])
    names = [reading.id for reading in target.readings]
    if target.primary not in names:
        yield unknown(f"{key}.primary", "unknown reading", target.primary, names)
    metrics = {f"readings[{reading.id}].metric": reading.metric for reading in target.readings}
    for name, metric in {**metrics, "earned": target.earned, "denominator": target.denominator}.items():
        if metric not in METRIC_INDEX and (metric or name not in ("earned", "denominator")):
            yield unknown(f"{key}.{name}", "unknown metric", metric, METRIC_INDEX)
    if bool(target.denominator) != (target.break_even is not None):
        yield FileFault(f"{key}.break_even", "a denominator and a break-even sentence belong together")
    for lang in ("zh", "en") if target.break_even else ():
        yield from _template(f"{key}.break_even.{lang}", target.break_even[lang])  # type: ignore[index]
    if target.confidence_cap != _CONFIDENCE_AT_MOST[target.class_]:
        allowed = _CONFIDENCE_AT_MOST[target.class_]
        yield FileFault(f"{key}.confidence_cap", Text("does not suit class {letter}", letter=target.class_),
                    target.confidence_cap, allowed)  # fmt: skip


def _template(key: str, sentence: str) -> Iterator[FileFault]:
    try:
        places = {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}
    except ValueError as fault:
        yield FileFault(key, Text("cannot be filled in: {reason}", reason=LibraryText(fault)), sentence)
        return
    if places != _BREAK_EVEN_PLACES:
        yield FileFault(key, "must hold each of its three places", sentence, "{threshold}, {share}, {denominator}")


def _anchors(plan: Plan) -> Iterator[FileFault]:
    for name, rows in plan.anchors.items():
        if name not in ANCHORS:
            yield unknown(f"anchors.{name}", "unknown city total", name, ANCHORS)
        years = [row.year for row in rows]
        if years != sorted(set(years)):
            yield FileFault(f"anchors.{name}", "years must rise from row to row", ", ".join(map(str, years)))


def _named(plan: Plan) -> Iterator[FileFault]:
    actions = [action.id for action in plan.actions]
    known = {"field": [field.id for field in plan.fields], "district": [district.id for district in plan.districts]}
    for record in plan.named:
        key = f"named[{record.id}]"
        if record.action not in actions:
            yield unknown(f"{key}.action", "unknown action", record.action, actions)
        for name in record.fields:
            if name not in known["field"]:
                yield unknown(f"{key}.fields", "unknown field", name, known["field"])
        for name in record.districts:
            if name not in known["district"]:
                yield unknown(f"{key}.districts", "unknown district", name, known["district"])
        if (record.reason == "amount-on-file") != bool(record.evidence):
            yield FileFault(f"{key}.evidence", "rows of evidence belong to the reason amount-on-file, and to it alone")
