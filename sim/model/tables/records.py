"""Kinds of agent and their fields: from here Mesa agents, compiled records and the field reference are made."""

from sim.model.tables.agents import FIRM, FUND, INCUBATOR, LAB, ZONE
from sim.model.tables.field import Field
from sim.model.tables.government import GOVERNMENT

KINDS: dict[str, tuple[Field, ...]] = {
    "Firm": FIRM,
    "Incubator": INCUBATOR,
    "Fund": FUND,
    "PilotZone": ZONE,
    "Lab": LAB,
    "Government": GOVERNMENT,
}
