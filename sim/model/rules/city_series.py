"""Phase 12, the whole city: series as the city publishes them, counted since the start of the run."""

from sim.model.dialect import rule
from sim.model.rules.cohort import technology_smes
from sim.model.tables.metrics import (
    CERTIFICATE_HAZARD,
    CITY_CERTIFICATES_LOST,
    CITY_CERTIFIED,
    CITY_LISTED,
    CITY_LISTINGS,
    CITY_RENEWED,
    CITY_RESEARCH,
    CITY_UNICORNS,
    CITY_UNICORNS_NEW,
    FIRMS,
    HIGH_TECH_STOCK,
    LITTLE_GIANTS,
    LITTLE_GIANTS_NEW,
    QUASI_UNICORNS,
    QUASI_UNICORNS_NEW,
    TECHNOLOGY_SMES,
    TECHNOLOGY_SMES_ALIVE,
    TECHNOLOGY_SMES_NEW,
    TECHNOLOGY_SMES_STRUCK,
)


@rule
def count_city(government, world):
    """Whole-city series as they are published, counted since the start of the run."""
    record = government.count
    alive = technology_smes(government, world, record[FIRMS], record[HIGH_TECH_STOCK])
    record[TECHNOLOGY_SMES_ALIVE] = alive
    record[TECHNOLOGY_SMES] = alive + government.closed_on_register
    record[TECHNOLOGY_SMES_STRUCK] = government.technology_smes_struck
    record[CERTIFICATE_HAZARD] = world.certificate_hazard
    record[CITY_CERTIFICATES_LOST] = government.certificates_lost
    record[TECHNOLOGY_SMES_NEW] = government.cohort_entered + float(government.firms_entered)
    record[CITY_CERTIFIED] = government.cohort_certified + float(government.firms_certified)
    record[CITY_RENEWED] = government.cohort_renewed + float(government.firms_renewed)
    record[QUASI_UNICORNS] = float(government.quasi_unicorns)
    record[QUASI_UNICORNS_NEW] = float(government.quasi_unicorns_new)
    record[CITY_UNICORNS] = float(government.city_unicorns)
    record[CITY_UNICORNS_NEW] = float(government.city_unicorns_new)
    listings = float(government.other_listings + government.firms_listed)
    record[CITY_LISTINGS] = listings
    record[CITY_LISTED] = world.anchor_listed + listings * (1.0 - world.delisted_share)
    record[LITTLE_GIANTS_NEW] = float(government.little_giants_new)
    record[LITTLE_GIANTS] = world.anchor_little_giants + record[LITTLE_GIANTS_NEW]
    record[CITY_RESEARCH] = government.city_research
