"""Findings of a discovery: one record a target with its boxes, and their provenance."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sim.analyses.discover.box import Measures
from sim.display import Displayed
from sim.inputs.plan.names import id_of

#: What became of a target: boxes; never or always the outcome; no factor beyond chance; no box within the limits.
FINDINGS = ("boxes", "never", "always", "no-factor", "no-box")


@dataclass(frozen=True)
class Condition(Displayed):
    """One condition of a box. ``sense``: ``at_least`` or ``at_most`` for a parameter, ``among`` for a switch.

    ``value``: the bound in ``unit``; ``percentile``: share of all draws below it, 0 to 100 (None for a switch).
    ``levels``: values of a switch that are left. ``quasi_p``: on the searched half; ``held_out_p``: on the other.
    """

    factor: str
    sense: str
    value: float | None
    percentile: float | None
    levels: tuple[str, ...]
    unit: str
    meaning: str
    quasi_p: float
    held_out_p: float


@dataclass(frozen=True)
class PeelingStep(Displayed):
    """A box of the peeling trajectory on both halves; ``restricted``: number of restricted factors."""

    restricted: int
    searched: Measures
    held_out: Measures


@dataclass(frozen=True)
class FoundBox(Displayed):
    """``searched``, ``held_out``: measures on the half it was found on and on the other, cases of earlier boxes apart.

    ``base``: density of the held-out cases without the box; ``p_value``: chance of the held-out density if the box did
    nothing; ``confirmed``: whether that is small. ``path``: the peeling trajectory, ``chosen`` the step it was made
    from. ``profiles``: factor -> share of the outcome in each tenth of its draws (each level of a switch).
    """

    number: int
    conditions: tuple[Condition, ...]
    searched: Measures
    held_out: Measures
    base: float
    p_value: float
    confirmed: bool
    path: tuple[PeelingStep, ...]
    chosen: int
    profiles: Mapping[str, tuple[float, ...]]

    @property
    def factors(self) -> tuple[str, ...]:
        """Restricted factors, each once."""
        return tuple(dict.fromkeys(condition.factor for condition in self.conditions))


@dataclass(frozen=True)
class TargetDiscovery(Displayed):
    """One target. ``share``: of the draws' runs with the outcome; ``screened``: factors that hang together with it
    beyond chance, among which boxes were sought; ``finding``: one of FINDINGS."""

    id: str
    class_: str
    share: float
    screened: tuple[str, ...]
    finding: str
    boxes: tuple[FoundBox, ...]


@dataclass(frozen=True)
class DiscoveryFindings(Displayed):
    """``outcome``: "missed" or "met". ``draws``: finished draws on the searched and the held-out half; ``factors``: how
    many differ between draws; ``switches``: whether structural switches were drawn; ``fitted``: the posterior that the
    draws came from, or "prior"; ``names``: target -> its name by language; ``command``: what repeats it, with
    ``copies`` from the folder of results."""

    FACTS = ("scenario", "outcome", "runs", "seed", "fitted", "with_boxes", "command")

    scenario: str
    outcome: str
    runs: int
    seed: int
    draws: tuple[int, int]
    factors: int
    switches: bool
    fitted: str
    targets: tuple[TargetDiscovery, ...]
    runs_failed: int
    limits: Mapping[str, float]
    command: str
    names: Mapping[str, Mapping[str, str]] = field(repr=False)
    provenance: Mapping[str, Any] = field(repr=False)
    copies: Mapping[str, bytes] = field(default_factory=dict, repr=False, metadata={"saved": False})

    @property
    def boxes(self) -> Mapping[str, tuple[FoundBox, ...]]:
        """Target -> its boxes."""
        return {target.id: target.boxes for target in self.targets}

    def target(self, id: str) -> TargetDiscovery:
        """The record of one target, by its id or name. Raises InputError for one that was not looked at."""
        named = id_of("target", id, {target.id: self.names[target.id] for target in self.targets}, key="target")
        return next(target for target in self.targets if target.id == named)

    @property
    def with_boxes(self) -> tuple[str, ...]:
        """Targets that have a box."""
        return tuple(target.id for target in self.targets if target.boxes)
