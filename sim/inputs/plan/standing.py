"""Checks of what stands beside a plan: zones that are listed or named as candidates, numbers of sector plans."""

from __future__ import annotations

from collections.abc import Iterator

from sim.errors import Text
from sim.inputs.plan.faults import FileFault, stated_twice, unknown
from sim.inputs.plan.schema import Plan


def zone_faults(plan: Plan) -> Iterator[FileFault]:
    """Zones of unknown fields or districts, a zone named twice, and one that is listed only after the plan's start."""
    fields = [field.id for field in plan.fields]
    districts = [district.id for district in plan.districts]
    for table in ("provincial_zones", "named_zone_candidates"):
        for index, zone in enumerate(getattr(plan, table), 1):
            if zone.field not in fields:
                yield unknown(f"{table}[{index}].field", "unknown field", zone.field, fields)
            for name in zone.districts:
                if name not in districts:
                    yield unknown(f"{table}[{index}].districts", "unknown district", name, districts)
            if len(set(zone.districts)) < len(zone.districts):
                yield FileFault(f"{table}[{index}].districts", "a district stands twice", ", ".join(zone.districts))
        places = [(zone.field, frozenset(zone.districts)) for zone in getattr(plan, table)]
        yield from stated_twice(table, places)
    for index, zone in enumerate(plan.provincial_zones, 1):
        if zone.listed > plan.header.start:
            problem = "must be listed when the plan starts; a zone that is still a candidate is named among those"
            yield FileFault(f"provincial_zones[{index}].listed", problem, zone.listed,
                            Text("up to {last!r}", last=plan.header.start))  # fmt: skip


def goal_faults(plan: Plan) -> Iterator[FileFault]:
    """Numbers of sector plans for unknown fields, for months that are over, and one stated twice."""
    fields = [field.id for field in plan.fields]
    for place, goal in enumerate(plan.nested_goals, start=1):
        key = f"nested_goals[{place}]"
        if goal.field not in fields:
            yield unknown(f"{key}.field", "unknown field", goal.field, fields)
        if goal.by < goal.first:
            yield FileFault(f"{key}.by", "a sector plan must not end before it begins", goal.by,
                        Text("from {first!r} on", first=goal.first))  # fmt: skip
        elif goal.by < plan.header.start:
            yield FileFault(f"{key}.by", "this sector plan is over when the plan starts, so nothing of it is open",
                        goal.by, Text("from {first!r} on", first=plan.header.start))  # fmt: skip
    stated = [(goal.target, goal.field, goal.number, goal.first, goal.by) for goal in plan.nested_goals]
    yield from stated_twice("nested_goals", stated)
