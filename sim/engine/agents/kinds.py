"""Base class of the Mesa agents, with a state made from the table of fields, and the roster that creates agents."""

from typing import Any

import mesa

from sim.model.tables.field import Field
from sim.model.tables.records import KINDS

#: Decisions of sim.model.decisions stay below; what overrides draw for is numbered from here on.
FIRST_FREE_DECISION = 1000


def defaults(fields: tuple[Field, ...]) -> dict[str, Any]:
    """A fresh blank state: scalars at their default, nested fields as lists."""
    return {
        field.name: [field.type(field.default)] * field.length if field.length else field.type(field.default)
        for field in fields
    }


class CityAgent(mesa.Agent):
    """A Mesa agent whose state is one row of the table of its kind; its behaviours may be overridden."""

    kind = ""

    def __init__(self, model: mesa.Model) -> None:
        super().__init__(model)
        for name, value in defaults(KINDS[self.kind]).items():
            setattr(self, name, value)


class Roster(list[Any]):
    """Agents of one kind in the order of their index; the dead keep their place."""

    def __init__(self, model: mesa.Model, agent_class: type[CityAgent]) -> None:
        super().__init__()
        self.model = model
        self.agent_class = agent_class

    def enrol(self, count: int) -> int:
        """Create the agent with index ``count``, which is the number of agents so far."""
        if count != len(self):
            raise IndexError(f"the roster holds {len(self)} agents, so index {count} cannot be next")
        self.append(self.agent_class(self.model))
        return count
