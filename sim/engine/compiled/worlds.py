"""World records at the start of runs, from plan, parameters and policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.engine.compiled.anchors import FIRST_YEAR, MONTHS_A_YEAR, set_anchors
from sim.errors import check_name
from sim.inputs.plan.faults import refuse
from sim.inputs.plan.room import overfull, room_faults
from sim.model.rule_texts import names_read
from sim.model.tables.codes import (
    MAX_ACTIONS,
    MAX_FIELDS,
    MAX_REVIEWS,
    NESTED_BREAKTHROUGHS,
    NESTED_CONSORTIA,
    NESTED_SCENARIOS,
)
from sim.model.tables.layout import WORLD_TYPE, blank, world_fields
from sim.model.tables.levers import (
    CITY_CHANNEL_INDEX,
    DELIVERY_INDEX,
    ELIGIBILITY_INDEX,
    FIRM_CHANNEL_INDEX,
    FUND_STAGE_INDEX,
    OPEN_CALL,
)
from sim.model.tables.limits import most_samples
from sim.model.tables.parameter_fields import parameter_fields

if TYPE_CHECKING:
    from sim.inputs.parameters import ParameterTable
    from sim.inputs.plan import Plan
    from sim.inputs.policy import Allocation

#: target of a goal of a sector plan -> its number for the rules
NESTED_KINDS = {
    "breakthroughs": NESTED_BREAKTHROUGHS,
    "scenarios": NESTED_SCENARIOS,
    "consortia": NESTED_CONSORTIA,
}
PROFILE_PARAMETERS = ("field_growth", "field_founding", "field_compute", "field_delay", "field_demand")


def month_index(label: str) -> int:
    """Absolute month of a label such as ``"2025-01"`` (0 is January 2018)."""
    year, month = label.split("-")
    return MONTHS_A_YEAR * (int(year) - FIRST_YEAR) + int(month) - 1


def build_worlds(
    plan: Plan, table: ParameterTable, theta: NDArray[np.float64], policy: Allocation, start: int | None = None
) -> np.ndarray:
    """World records, one for each row of ``theta`` (float64[n, P], columns as ``table.names``).

    ``start``: absolute month in which runs start (default: the plan's first month). Lever effects are transformed as
    the policy's switch says. Money in million CNY, time in months. Raises InputError for a plan or a policy that the
    records have no room for, also where it was put together in Python and never read from a file.
    """
    refuse(room_faults(plan), f"plan {plan.id!r}")
    refuse(overfull("reviews", policy.reviews, MAX_REVIEWS), None)
    first = plan.start_month if start is None else start
    values = table.apply_lever_effects(np.atleast_2d(theta), policy.switches.lever_effects)
    worlds = blank(world_fields(), WORLD_TYPE, len(values))
    for name in parameter_fields():
        if name in table.index or name in names_read():  # a row that no rule reads may be missing, another is refused
            worlds[name] = values[:, table.column(name)]
    _set_clock(worlds, plan, first)
    _set_places(worlds, plan, table, values)
    _set_nested_goals(worlds, plan)
    set_anchors(worlds, plan, table, values, first)
    _set_policy(worlds, plan, policy)
    if first < plan.start_month:
        worlds["baseline_money"] *= values[:, table.column("history_policy_level")][:, None]
    for index, instrument in enumerate(plan.instruments):
        _set_instrument(worlds, plan, table, values, index, instrument)
    return worlds


def plan_money(plan: Plan, policy: Allocation, totals: NDArray[np.float64], months: int, start: int) -> np.ndarray:
    """Money by month and action, float64[K, months, MAX_ACTIONS], for ``totals`` float64[K, A] (million CNY)."""
    money = np.zeros((len(totals), months, MAX_ACTIONS))
    offset = start - plan.start_month
    for month in range(months):
        planned = month + offset
        if 0 <= planned < policy.calendar.shape[1]:
            money[:, month, : totals.shape[1]] = totals * policy.calendar[:, planned]
    return money


def _set_clock(worlds: np.ndarray, plan: Plan, first: int) -> None:
    worlds["month"] = worlds["start"] = first
    worlds["calendar"] = first % MONTHS_A_YEAR
    worlds["plan_month"] = first - (plan.start_month + plan.first_money_month)


def _set_places(worlds: np.ndarray, plan: Plan, table: ParameterTable, values: NDArray[np.float64]) -> None:
    worlds["fields"], worlds["districts"] = len(plan.fields), len(plan.districts)
    worlds["actions"], worlds["instruments"] = len(plan.actions), len(plan.instruments)
    profiles = {name: table.profile_rows(name) for name in PROFILE_PARAMETERS}
    field_total = sum(field.weight for field in plan.fields)
    for index, field in enumerate(plan.fields):
        worlds["field_weight"][:, index] = field.weight / field_total
        worlds["field_counted"][:, index] = int(field.is_counted)
        worlds["field_innovation_centre"][:, index] = int(field.innovation_centre)
        for name, rows in profiles.items():
            check_name("unknown profile", field.profile, rows, file=table.file, key=name)
            worlds[name][:, index] = values[:, rows[field.profile]]
    district_total = sum(district.weight for district in plan.districts)
    for index, district in enumerate(plan.districts):
        worlds["district_weight"][:, index] = district.weight / district_total
        worlds["corridor"][:, index] = int(district.corridor)
    worlds["sample_room"] = most_samples(plan.header.scale)
    fields = [field.id for field in plan.fields]
    districts = [district.id for district in plan.districts]
    for index, zone in enumerate(plan.provincial_zones):
        worlds["provincial_field"][:, index] = fields.index(zone.field)
        worlds["provincial_district"][:, index] = districts.index(zone.districts[0])
        if len(zone.districts) > 1:
            worlds["provincial_second"][:, index] = districts.index(zone.districts[1])
        worlds["provincial_month"][:, index] = month_index(zone.listed)
    for index, candidate in enumerate(plan.named_zone_candidates):
        worlds["named_zone_field"][:, index] = fields.index(candidate.field)
        for key, place in zip(("named_zone_district", "named_zone_second"), candidate.districts, strict=False):
            worlds[key][:, index] = districts.index(place)


def _set_nested_goals(worlds: np.ndarray, plan: Plan) -> None:
    worlds["nested_goals"] = len(plan.nested_goals)
    for index, goal in enumerate(plan.nested_goals):
        first, last = month_index(goal.first), month_index(goal.by)
        worlds["nested_kind"][:, index] = NESTED_KINDS[goal.target]
        worlds["nested_rate"][:, index] = goal.number / (last - first + 1)
        worlds["nested_from"][:, index], worlds["nested_until"][:, index] = first, last


def _set_policy(worlds: np.ndarray, plan: Plan, policy: Allocation) -> None:
    for index, action in enumerate(plan.actions):
        worlds["baseline_money"][:, index] = action.baseline / MONTHS_A_YEAR
        start = index * MAX_FIELDS
        worlds["field_emphasis"][:, start : start + len(plan.fields)] = policy.field_weight[index]
    switches = policy.switches
    for name in ("label_effects", "zone_displacement", "mobilisation", "leniency", "co_funding", "national_channel"):
        worlds[name] = getattr(switches, name)
    worlds["crowd_in"] = switches.crowding == "in"
    worlds["crowd_out"] = switches.crowding == "out"
    worlds["reviews"] = len(policy.reviews)
    for row, review in enumerate(policy.reviews):
        for name in ("metric", "mark", "from_mark", "part"):
            worlds[f"review_{name}"][:, row] = getattr(review, name)
        worlds["review_month"][:, row] = review.month - plan.first_money_month
        worlds["review_from"][:, row] = review.from_action
        worlds["review_to"][:, row] = review.to_action


def _set_instrument(worlds: np.ndarray, plan: Plan, table: ParameterTable, values, index: int, instrument) -> None:
    def value(name: str) -> NDArray[np.float64]:
        return values[:, table.column(name)]

    action = plan.action_index[instrument.action]
    delivery = DELIVERY_INDEX[instrument.delivery]
    worlds["instrument_action"][:, index] = action
    worlds["instrument_delivery"][:, index] = delivery
    worlds["instrument_share"][:, index] = instrument.share
    for name in ("unit_cost", "payee_cap", "reviewer_cap", "awareness", "application", "lag"):
        worlds[f"instrument_{name}"][:, index] = value(getattr(instrument, name))
    worlds["instrument_reviewer_cap"][:, index] *= plan.header.scale
    keep = np.exp2(-1.0 / value(instrument.half_life))
    worlds["instrument_keep"][:, index] = keep
    for month in instrument.window:
        worlds["instrument_window"][:, index * MONTHS_A_YEAR + month - 1] = 1
    if instrument.eligibility:
        worlds["instrument_eligibility"][:, index] = ELIGIBILITY_INDEX[instrument.eligibility]
    if delivery == OPEN_CALL:
        channel = FIRM_CHANNEL_INDEX[instrument.channel]
        worlds["channel_keep"][:, channel] = keep
    elif instrument.fund_stage:
        channel = FUND_STAGE_INDEX[instrument.fund_stage]
    else:
        channel = CITY_CHANNEL_INDEX.get(instrument.channel, 0)
        start, source = channel * MAX_FIELDS, action * MAX_FIELDS
        if instrument.channel in CITY_CHANNEL_INDEX:
            emphasis = worlds["field_emphasis"][:, source : source + MAX_FIELDS]
            worlds["channel_emphasis"][:, start : start + MAX_FIELDS] = emphasis
    worlds["instrument_channel"][:, index] = channel
