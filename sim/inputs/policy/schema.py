"""The records of a scenario: as written in a file, and resolved. Units: million CNY for the two years, months."""

from __future__ import annotations

import math
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field as Key

from sim.inputs.plan.faults import validated
from sim.inputs.plan.records import (
    Amount,
    Bilingual,
    Count,
    FileRecord,
    Flag,
    Identifier,
    OptionalText,
    Real,
    Share,
    Text,
)
from sim.inputs.plan.targets import Tolerance
from sim.inputs.policy.lines import Line
from sim.model.tables.codes import MAX_REVIEWS

Level = Literal["low", "middle", "high"]
Weight = Annotated[float, Key(strict=True, allow_inf_nan=False, ge=0, le=1000)]
Quarters = tuple[Share, ...]


class Pots(FileRecord):
    """Two-year totals of the two pots."""

    expenditure: Amount
    capital: Amount


class Levels(FileRecord):
    """Amounts of the levels low, middle and high."""

    low: Pots
    middle: Pots
    high: Pots


class BudgetEntry(FileRecord):
    """``[budget]`` as written: the two amounts, or a level."""

    expenditure: Amount | None = None
    capital: Amount | None = None
    level: Level | None = None
    levels: Levels | None = None


class Budget(Pots):
    """``[budget]`` resolved; ``level`` is None where the amounts were given."""

    level: Level | None = None
    levels: Levels | None = None


class Switches(FileRecord):
    """Structural assumptions, each with its default."""

    lever_effects: Literal["discounted", "none", "full"] = "discounted"
    label_effects: Flag = False
    crowding: Literal["prior", "in", "out"] = "prior"
    zone_displacement: Flag = True
    mobilisation: Flag = False
    leniency: Flag = False
    co_funding: Flag = False
    national_channel: Flag = False
    transfers_between_pots: Flag = False


class TargetChoice(FileRecord):
    """What a scenario asks of a target instead of the plan's primary reading, number and tolerance."""

    reading: Text | None = None
    number: Count | None = None
    tolerance: Tolerance | None = None


class Review(FileRecord):
    """A rule of an adaptive policy: where ``metric`` is below ``below`` (or ``at_least`` a number) at the end of
    ``at``, ``part`` of the movable money that action ``from_`` has not released yet goes to action ``to``.

    ``metric``: a target's id, counted under the scenario's reading, or a column of the monthly record. ``at``: a
    quarter ("2025-Q4") or a month ("2025-12"), or instead ``month``, counted from 0.
    """

    metric: Text
    below: Real | None = None
    at_least: Real | None = None
    at: Text | None = None
    month: Annotated[int, Key(strict=True)] | None = None
    from_: Annotated[Text, Key(alias="from")]
    to: Text
    part: Annotated[float, Key(strict=True, allow_inf_nan=False, gt=0, le=1)]


class ScenarioHeader(FileRecord):
    """``[scenario]``."""

    id: Identifier
    name: Bilingual
    description: Bilingual
    based_on: OptionalText = ""
    plan: OptionalText = ""


class ScenarioFile(FileRecord):
    """A scenario as written. Of ``shares``, ``movable`` and ``lines`` at most one stands in a file."""

    scenario: ScenarioHeader
    budget: BudgetEntry = BudgetEntry()
    shares: dict[str, Share] | None = None
    committed: dict[str, Share] | None = None
    movable: dict[str, Share] | None = None
    lines: Annotated[tuple[Line, ...], Key(max_length=200)] = ()
    fields: dict[str, dict[str, Weight]] = Key(default={})
    calendar: dict[str, Quarters] = Key(default={})
    targets: dict[str, TargetChoice] = Key(default={})
    switches: Switches = Switches()
    reviews: Annotated[tuple[Review, ...], Key(max_length=MAX_REVIEWS)] | None = None


class Scenario(FileRecord):
    """A scenario with everything it is based on resolved.

    ``shares``: action -> share of the expenditure pot; what they leave of 1 stays visibly unspent. The capital action
    has the capital pot, and a share only where transfers between the pots are switched on.
    ``committed``: action -> the part of its share that no reallocation may touch.
    """

    FACTS: ClassVar = ("id", "name.en", "plan", "shares", "unspent", "movable", "reviews")

    id: Identifier
    name: Bilingual
    description: Bilingual
    based_on: OptionalText
    plan: Text
    budget: Budget
    shares: dict[str, Share]
    committed: dict[str, Share]
    lines: tuple[Line, ...]
    fields: dict[str, dict[str, Weight]]
    calendar: dict[str, Quarters]
    targets: dict[str, TargetChoice]
    switches: Switches
    reviews: tuple[Review, ...]

    @property
    def movable(self) -> float:
        """Share of the expenditure pot that alternatives may move: all that is not committed."""
        return max(0.0, 1.0 - math.fsum(self.committed.values()))

    @property
    def unspent(self) -> float:
        """Share of the expenditure pot given to no action."""
        return max(0.0, 1.0 - math.fsum(self.shares.values()))

    def with_switches(self, **changes: Any) -> Scenario:
        """The same scenario under other structural assumptions. Raises InputError for a switch that does not exist."""
        switches = validated(Switches, {**self.switches.model_dump(), **changes}, "switches")
        return self.model_copy(update={"switches": switches})
