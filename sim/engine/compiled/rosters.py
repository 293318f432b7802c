"""Blank rosters of the compiled engine, with the room a city may need."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.model.tables.codes import MAX_EXTRA_CANDIDATES, MAX_NAMED_ZONES, MAX_PROVINCIAL_ZONES
from sim.model.tables.layout import blanks


@dataclass(frozen=True)
class Room:
    """Slots for each kind. Firms are doubled when a run needs more; organisations are counted from the city's size."""

    firms: int
    incubators: int
    funds: int
    zones: int
    labs: int

    def doubled(self) -> Room:
        """The same with twice the slots for every kind."""
        return Room(**{kind: 2 * slots for kind, slots in vars(self).items()})


def room_for(worlds: np.ndarray, months: int) -> Room:
    """Room for the largest city among ``worlds`` with entry at its own rates and a margin."""
    firms = worlds["field_firms"] * worlds["anchor_firms_ratio"]
    years = months / 12.0
    trend = np.exp(np.maximum(worlds["entry_growth"], 0.0) * years / 2.0)
    entry = (worlds["founding_rate"] * 2.0 + worlds["arrival_rate"] * 3.0) * years * trend
    scale = worlds["city_scale"]
    funds = worlds["funds_seed"] + worlds["funds_angel"] + worlds["funds_venture"] + worlds["funds_merger"]
    houses = worlds["anchor_incubators"] + worlds["anchor_concept_centres"]
    return Room(
        firms=int(np.max(firms * (1.0 + entry))) + 256,
        incubators=int(np.max(houses + scale * (worlds["science_parks"] + worlds["pilot_bases"]))) + 8,
        funds=int(np.max(funds * scale)) + 8,
        zones=int(np.max(worlds["districts"])) * (2 + MAX_EXTRA_CANDIDATES) + MAX_PROVINCIAL_ZONES + MAX_NAMED_ZONES,
        labs=int(np.max(worlds["labs"] * scale + worlds["fields"])) + 4,
    )


def blank_rosters(room: Room) -> tuple[np.ndarray, ...]:
    """Firms, incubators, funds, zones, labs and one government, all blank."""
    blank = blanks()
    sizes = (*vars(room).values(), 1)
    kinds = ("firm", "incubator", "fund", "zone", "lab", "government")
    return tuple(np.repeat(blank[kind], size) for kind, size in zip(kinds, sizes, strict=True))
