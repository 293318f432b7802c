"""Checks that a plan fits into the fixed sizes of the engine, and has what every run begins from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sized

from sim.errors import Text
from sim.inputs.plan.anchors import NEEDED
from sim.inputs.plan.faults import FileFault, too_many
from sim.inputs.plan.schema import Plan
from sim.model.tables.codes import MAX_SCALE
from sim.model.tables.limits import PLAN_ROOM, SAMPLE_METRICS, most_samples


def room_faults(plan: Plan) -> Iterator[FileFault]:
    """Tables with more entries than the records hold, a city above the largest scale, and missing city totals.

    The schema says the same of files; this is for plans put together in Python, which no schema has seen.
    """
    for table, most in PLAN_ROOM.items():
        yield from overfull(table, getattr(plan, table), most)
    if plan.header.scale > MAX_SCALE:
        yield FileFault("plan.scale", Text("must not be above {most:d}", most=MAX_SCALE), plan.header.scale,
                    Text("at most {most:d}", most=MAX_SCALE))  # fmt: skip
    yield from missing_anchors(plan)


def overfull(key: str, entries: Sized, most: int) -> Iterator[FileFault]:
    """The fault of a list with more than ``most`` entries."""
    if len(entries) > most:
        yield too_many(key, entries, most)


def unreachable(key: str, number: float, metrics: Collection[str], plan: Plan) -> Iterator[FileFault]:
    """The fault of a number that a count among ``metrics`` has no room to reach."""
    most = most_samples(plan.header.scale)
    if number > most and not set(metrics).isdisjoint(SAMPLE_METRICS):
        yield FileFault(key, "a city of this scale lists fewer samples", number, Text("at most {most:d}", most=most))


def missing_anchors(plan: Plan) -> Iterator[FileFault]:
    """City totals that a run cannot begin without."""
    for name in NEEDED:
        if name not in plan.anchors:
            yield FileFault(f"anchors.{name}", "this city total is missing, and every run begins from it")
