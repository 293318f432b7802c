"""Phase 12, lists and sector plans: running cases, promoted scenarios, listed consortia, goals of sector plans."""

from sim.model.dialect import rule
from sim.model.tables.metrics import (
    BREAKTHROUGHS_NESTED,
    BREAKTHROUGHS_WITH_NESTED,
    CONSORTIA_LISTED,
    PROJECTS_LAUNCHED,
    SCENARIO_CASES_NAMED,
    SCENARIOS_ACCEPTED,
    SCENARIOS_NAMED,
    SCENARIOS_NESTED,
    SCENARIOS_PROMOTED,
    SCENARIOS_WITH_NESTED,
)


@rule
def count_lists(government, world):
    """What stands on the city's lists, and what the plan counts of sector plans, alone and beside its own counts."""
    record = government.count
    record[SCENARIO_CASES_NAMED] = float(government.cases_named)
    record[SCENARIOS_NAMED] = float(government.cases_only + government.scenarios_accepted)
    record[SCENARIOS_PROMOTED] = float(government.scenarios_promoted)
    record[CONSORTIA_LISTED] = float(government.consortia_listed)
    record[BREAKTHROUGHS_NESTED] = float(government.nested_parts) * world.nested_counted
    record[SCENARIOS_NESTED] = float(government.nested_accepted) * world.nested_counted
    record[BREAKTHROUGHS_WITH_NESTED] = record[PROJECTS_LAUNCHED] + record[BREAKTHROUGHS_NESTED]
    record[SCENARIOS_WITH_NESTED] = record[SCENARIOS_ACCEPTED] + record[SCENARIOS_NESTED]
