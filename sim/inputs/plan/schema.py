"""The records of a plan file. Units: money in million CNY, time in months; see scenarios/README.md for every key."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Annotated, ClassVar, Literal

from pydantic import Field as Key

from sim.inputs.plan.anchors import interpolated
from sim.inputs.plan.clauses import Clause, Named, Safeguard
from sim.inputs.plan.records import (
    Amount,
    Bilingual,
    CalendarMonth,
    Count,
    Day,
    FileRecord,
    Flag,
    Identifier,
    OptionalText,
    Positive,
    Share,
    Text,
)
from sim.inputs.plan.targets import Target
from sim.model.tables.codes import MAX_SCALE
from sim.model.tables.limits import LARGEST_NESTED_GOAL, PLAN_ROOM

Month = Annotated[int, Key(strict=True, ge=1, le=12)]
Pot = Literal["expenditure", "capital"]
Profile = Literal["general-ai", "low-altitude", "humanoid-robots", "brain-inspired", "synthetic-biology", "frontier"]


class Header(FileRecord):
    """``[plan]``: what was published, by whom, in force from when to when.

    ``scale``: size of this city over the one that the parameter table describes; ``growth``: net growth of the number
    of field firms a year (log points) before the plan, with which earlier start months are reached.
    """

    id: Identifier
    name: Bilingual
    city: Bilingual
    issuer: Bilingual
    lead_agency: Bilingual
    document: Text
    issued: Day
    in_force: Day
    ends: Day
    start: CalendarMonth
    months: Annotated[int, Key(strict=True, ge=3, le=120)]
    budget_cap: Positive
    budget_cap_source: Text
    scale: Annotated[float, Key(strict=True, allow_inf_nan=False, gt=0, le=MAX_SCALE)] = 1.0
    growth: Annotated[float, Key(strict=True, allow_inf_nan=False, ge=-0.5, le=0.5)] = 0.16
    growth_source: Text = "judgement"


class Programme(FileRecord):
    """A programme: a heading over some actions."""

    id: Identifier
    name: Bilingual
    clause: Clause | None = None


class Action(FileRecord):
    """One action. ``baseline``: million CNY a year of general programmes that reach the fields in every scenario."""

    id: Identifier
    name: Bilingual
    programme: Identifier
    pot: Pot
    first_effect: Bilingual
    mechanism: Bilingual
    evidence: tuple[Text, ...]
    baseline: Amount
    baseline_source: Text
    clause: Clause | None = None


class Instrument(FileRecord):
    """How a part of an action's money is delivered. The keys ending the list name rows of the parameter table."""

    id: Identifier
    name: Bilingual
    action: Identifier
    delivery: Text
    channel: Text
    share: Share
    eligibility: OptionalText = ""
    window: Annotated[tuple[Month, ...], Key(max_length=12)] = ()
    fund_stage: OptionalText = ""
    unit_cost: OptionalText = ""
    payee_cap: OptionalText = ""
    reviewer_cap: OptionalText = ""
    awareness: OptionalText = ""
    application: OptionalText = ""
    lag: OptionalText = ""
    half_life: OptionalText = ""
    clause: Clause | None = None


class PlanField(FileRecord):
    """A field of industry. ``weight``: its firms, relative to the other fields'; ``profile``: its parameters.

    ``innovation_centre``: it has a manufacturing innovation centre. ``counted``: whether somebody counted its firms;
    left out, a weight is a count unless its source says that it was judged.
    """

    id: Identifier
    name: Bilingual
    tier: Literal["priority", "frontier", "other"]
    profile: Profile
    weight: Positive
    weight_source: Text
    innovation_centre: Flag = False
    counted: Flag | None = None
    clause: Clause | None = None

    @property
    def is_counted(self) -> bool:
        """Whether the weight is a count; a guess errs more from run to run, and what is shown by field says so."""
        return not self.weight_source.startswith("judgement") if self.counted is None else self.counted


class ProvincialZone(FileRecord):
    """A pilot zone already on the provincial list: field, one or two districts, month of the list."""

    field: Identifier
    districts: Annotated[tuple[Identifier, ...], Key(min_length=1, max_length=2)]
    listed: CalendarMonth
    source: Text


class NestedGoal(FileRecord):
    """A number of a sector plan that the plan's own target of this kind may count in part.

    ``number``: what the sector plan aims at in the months ``from`` (``first`` here) to ``by``, both included.
    """

    target: Literal["breakthroughs", "scenarios", "consortia"]
    field: Identifier
    number: Annotated[float, Key(strict=True, allow_inf_nan=False, gt=0, le=LARGEST_NESTED_GOAL)]
    first: Annotated[CalendarMonth, Key(alias="from")]
    by: CalendarMonth
    source: Text


class NamedZoneCandidate(FileRecord):
    """A candidate for a provincial list that the plan names by its field, with up to two districts; none: drawn."""

    field: Identifier
    districts: Annotated[tuple[Identifier, ...], Key(max_length=2)] = ()
    source: Text


class District(FileRecord):
    """A district. ``weight``: its share of firms, relative; ``corridor``: part of the innovation corridor."""

    id: Identifier
    name: Bilingual
    weight: Positive
    weight_source: Text
    corridor: Flag


class Anchor(FileRecord):
    """A published city total: ``value`` at the end of ``year`` (a stock) or over it (a flow)."""

    year: Annotated[int, Key(strict=True, ge=1990, le=2100)]
    value: Count
    source: Text
    note: OptionalText = ""


class Plan(FileRecord):
    """A city's plan. Order in the file is the order everywhere: index i of an array over actions is ``actions[i]``."""

    FACTS: ClassVar = (
        *("id", "name.en", "months", "programmes", "actions"),
        *("instruments", "fields", "districts", "targets"),
    )

    header: Annotated[Header, Key(alias="plan")]
    programmes: Annotated[tuple[Programme, ...], Key(min_length=1, max_length=16)]
    actions: Annotated[tuple[Action, ...], Key(min_length=1, max_length=PLAN_ROOM["actions"])]
    instruments: Annotated[tuple[Instrument, ...], Key(max_length=PLAN_ROOM["instruments"])] = ()
    fields: Annotated[tuple[PlanField, ...], Key(min_length=1, max_length=PLAN_ROOM["fields"])]
    districts: Annotated[tuple[District, ...], Key(min_length=1, max_length=PLAN_ROOM["districts"])]
    targets: Annotated[tuple[Target, ...], Key(min_length=1, max_length=32)]
    provincial_zones: Annotated[tuple[ProvincialZone, ...], Key(max_length=PLAN_ROOM["provincial_zones"])] = ()
    named_zone_candidates: Annotated[
        tuple[NamedZoneCandidate, ...], Key(max_length=PLAN_ROOM["named_zone_candidates"])
    ] = ()
    nested_goals: Annotated[tuple[NestedGoal, ...], Key(max_length=PLAN_ROOM["nested_goals"])] = ()
    anchors: dict[Text, Annotated[tuple[Anchor, ...], Key(min_length=1)]] = Key(default={})
    named: Annotated[tuple[Named, ...], Key(max_length=200)] = ()
    safeguards: Annotated[tuple[Safeguard, ...], Key(max_length=50)] = ()

    @property
    def id(self) -> str:
        """The plan's name, as in ``plan = "hangzhou"``."""
        return self.header.id

    @property
    def name(self) -> Bilingual:
        """The plan's title."""
        return self.header.name

    @property
    def months(self) -> int:
        """Length of the plan's horizon in months."""
        return self.header.months

    @property
    def quarters(self) -> int:
        """Number of quarters, the last one perhaps incomplete."""
        return -(-self.header.months // 3)

    @cached_property
    def start_month(self) -> int:
        """Absolute index of the first month; 0 is January 2018."""
        year, month = self.header.start.split("-")
        return 12 * (int(year) - 2018) + int(month) - 1

    @cached_property
    def first_money_month(self) -> int:
        """The first month, counted from 0 at the start, in which plan money flows: the first one wholly in force.

        Never month 0, which records the state before the plan's money.
        """
        in_force = self.header.in_force
        month = 12 * (in_force.year - 2018) + in_force.month - 1 - self.start_month
        return max(1, month + (in_force.day > 1))

    @property
    def month_labels(self) -> tuple[str, ...]:
        """``("2025-01", "2025-02", ...)``, one a month."""
        return self.labels(range(self.months))

    def labels(self, months: Iterable[int]) -> tuple[str, ...]:
        """Labels of months counted from 0 at the plan's start, also of months after its end."""
        absolute = (self.start_month + month for month in months)
        return tuple(f"{2018 + month // 12}-{month % 12 + 1:02d}" for month in absolute)

    @cached_property
    def action_index(self) -> dict[str, int]:
        """Action id -> its place in ``actions``."""
        return {action.id: index for index, action in enumerate(self.actions)}

    @cached_property
    def field_index(self) -> dict[str, int]:
        """Field id -> its place in ``fields``."""
        return {field.id: index for index, field in enumerate(self.fields)}

    @cached_property
    def target_index(self) -> dict[str, int]:
        """Target id -> its place in ``targets``."""
        return {target.id: index for index, target in enumerate(self.targets)}

    def of_pot(self, pot: Pot) -> tuple[Action, ...]:
        """The actions paid from a pot."""
        return tuple(action for action in self.actions if action.pot == pot)

    def anchor(self, name: str, year: float) -> float:
        """The city total ``name`` at ``year`` (2023.5 is mid-2024 for a stock: half a year after the end of 2023).

        Log-linear between published years; beyond them the growth of the two nearest goes on; one alone is held.
        Raises KeyError for a name without rows.
        """
        return interpolated([(row.year, row.value) for row in self.anchors[name]], year)
