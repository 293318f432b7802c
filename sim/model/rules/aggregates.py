"""City totals that follow a trend of their own: R&D expenditure, and little giants named in national batches.

No target rests on them. They are simulated so that forecasts of them can be scored, and move no agent.
"""

import math

from sim.model.decisions import CITY_LITTLE_GIANT_BATCH, CITY_LITTLE_GIANTS, CITY_RESEARCH_GROWTH
from sim.model.dialect import rule
from sim.model.draws import normal, poisson_quantile, uniform
from sim.model.tables.codes import JANUARY, JULY


@rule
def move_aggregates(government, world):
    """January: the year's R&D expenditure. July: the year's batch of little giants, whose size the ministry sets."""
    if world.calendar == JANUARY or world.month == world.start:
        before = government.city_research if world.month > world.start else world.anchor_research
        luck = world.city_research_sd * normal(world.key, 0, CITY_RESEARCH_GROWTH)
        government.city_research = before * math.exp(world.city_research_growth + luck)
    if world.calendar == JULY:
        size = math.exp(world.little_giant_sd * normal(world.key, 0, CITY_LITTLE_GIANT_BATCH))
        batch = world.little_giant_batch * world.city_scale * size
        government.little_giants_new += poisson_quantile(batch, uniform(world.key, 0, CITY_LITTLE_GIANTS))
