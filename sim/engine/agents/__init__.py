"""Mesa agents of the city. Their state comes from the tables, their methods call the rules."""

from sim.engine.agents.firm import Firm
from sim.engine.agents.kinds import FIRST_FREE_DECISION, CityAgent, Roster
from sim.engine.agents.organisations import Fund, Incubator, Lab, PilotZone

#: Kind of agent -> its class without overrides.
STOCK: dict[str, type[CityAgent]] = {agent.kind: agent for agent in (Firm, Incubator, Fund, PilotZone, Lab)}

__all__ = ["FIRST_FREE_DECISION", "STOCK", "CityAgent", "Firm", "Fund", "Incubator", "Lab", "PilotZone", "Roster"]
