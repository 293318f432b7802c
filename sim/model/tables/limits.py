"""What a plan and a scenario may hold: the room of the records, read by the checks of files and by the engine."""

from sim.model.tables.codes import (
    MAX_ACTIONS,
    MAX_DISTRICTS,
    MAX_FIELDS,
    MAX_INSTRUMENTS,
    MAX_NAMED_ZONES,
    MAX_NESTED_GOALS,
    MAX_PROVINCIAL_ZONES,
    SAMPLES_A_CITY,
)

#: Table of a plan -> most entries.
PLAN_ROOM = {
    "actions": MAX_ACTIONS,
    "instruments": MAX_INSTRUMENTS,
    "fields": MAX_FIELDS,
    "districts": MAX_DISTRICTS,
    "provincial_zones": MAX_PROVINCIAL_ZONES,
    "named_zone_candidates": MAX_NAMED_ZONES,
    "nested_goals": MAX_NESTED_GOALS,
}

#: Metrics of the monthly record that count samples, which have room for so many and no more.
SAMPLE_METRICS = ("samples_listed", "samples_accepted", "samples_operating")

#: Largest number of a sector plan that is a goal inside the plan's own.
LARGEST_NESTED_GOAL = 10_000

#: First month in which a plan may start; the clock of the model begins a month before, in January 2018.
EARLIEST_START = "2018-02"


def most_samples(scale: float) -> int:
    """Samples that a city of ``scale`` lists in one run at most."""
    return int(SAMPLES_A_CITY * max(1.0, scale))
