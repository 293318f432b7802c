"""Late-stage ventures and listings of the whole city, as its published lists count them: no agents but pools.

The lists cover all branches, so they say nothing of the fields directly. What they share with the agents is the
climate: venture supply and the listing window.
"""

import math

from sim.model.decisions import CITY_CLIMBED, CITY_LISTINGS, CITY_QUASI_ENTERED, CITY_QUASI_LOST, CITY_UNICORNS_LEFT
from sim.model.dialect import rule
from sim.model.draws import poisson_quantile, uniform


@rule
def settle_late_stage(government, world):
    """The lists at the start."""
    government.quasi_unicorns = int(world.anchor_quasi_unicorns + 1.0 / 2.0)
    government.city_unicorns = int(world.anchor_unicorns + 1.0 / 2.0)


@rule
def climb_late_stage(government, world):
    """A month of the pools: quasi-unicorns enter, climb to unicorns or drop out; unicorns list or drop out."""
    climate = math.exp(world.round_supply_response * world.supply)
    quasi = float(government.quasi_unicorns)
    trend = math.exp(world.quasi_entry_growth * float(world.month) / 12.0)
    entering = world.quasi_entries * world.city_scale * trend * climate / 12.0
    entered = poisson_quantile(entering, uniform(world.key, 0, CITY_QUASI_ENTERED))
    climbed = poisson_quantile(quasi * world.quasi_climb_rate / 12.0 * climate, uniform(world.key, 0, CITY_CLIMBED))
    climbed = min(climbed, government.quasi_unicorns)
    lost = poisson_quantile(quasi * world.quasi_loss_rate / 12.0, uniform(world.key, 0, CITY_QUASI_LOST))
    lost = min(lost, government.quasi_unicorns - climbed)
    leaving = float(government.city_unicorns) * world.unicorn_loss_rate / 12.0
    left = min(poisson_quantile(leaving, uniform(world.key, 0, CITY_UNICORNS_LEFT)), government.city_unicorns)
    government.quasi_unicorns += entered - climbed - lost
    government.city_unicorns += climbed - left
    government.quasi_unicorns_new += entered
    government.city_unicorns_new += climbed


@rule
def list_other_branches(government, world):
    """Listings of other branches this month: many while the window is open, few while it is shut."""
    rate = world.city_listing_rate * world.city_scale / 12.0
    if not world.window_open:
        rate *= world.city_listing_shut
    government.other_listings += poisson_quantile(rate, uniform(world.key, 0, CITY_LISTINGS))
