"""A city on both engines, and every field of every agent compared: value, sign of zero and type."""

from __future__ import annotations

import functools
import marshal
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Any

import numpy as np

from sim.engine.agents.city import City
from sim.engine.compiled.worlds import build_worlds
from sim.inputs.parameters import load_parameters
from sim.inputs.policy import allocation
from sim.model.tables.agents import FIRM, FUND, INCUBATOR, LAB, ZONE
from sim.model.tables.field import Field
from sim.model.tables.government import GOVERNMENT
from sim.model.tables.layout import world_fields
from sim.model.tables.phases import PHASE_COUNT, PHASES
from tests.stepped_run import ROSTERS, SteppedRun

TABLES = dict(zip(ROSTERS, (FIRM, INCUBATOR, FUND, ZONE, LAB), strict=True))


class Reader:
    """Reads all fields of one kind as plain numbers: scalars in the table's order, then the nested ones."""

    def __init__(self, fields: tuple[Field, ...]) -> None:
        scalars = [field.name for field in fields if not field.length]
        self.nested = [field.name for field in fields if field.length]
        self.names = [*scalars, *(f"{f.name}[{i}]" for f in fields if f.length for i in range(f.length))]
        self._scalars = attrgetter(*scalars)
        # attrgetter of one name returns no tuple, so the nested fields have a name to spare
        self._lists = attrgetter(*self.nested, "id" if "id" in scalars else scalars[0])

    def of_agents(self, agents: Iterable[Any]) -> list[tuple[Any, ...]]:
        """What Mesa agents hold."""
        if not self.nested:
            return [self._scalars(agent) for agent in agents]
        return [(*self._scalars(agent), *(x for one in self._lists(agent)[:-1] for x in one)) for agent in agents]

    def of_records(self, records: np.ndarray) -> list[tuple[Any, ...]]:
        """What records hold, as Python numbers."""
        return records.view(_flat(records.dtype)).tolist()


@functools.cache
def _flat(layout: np.dtype) -> np.dtype:
    """The same bytes with each element of a nested field as a field of its own, nested ones last."""
    scalars, nested = [], []
    for name in layout.names or ():
        kind, offset = layout.fields[name][:2]  # type: ignore[index]
        if kind.shape:
            nested += [(f"{name}[{i}]", kind.base, offset + i * kind.base.itemsize) for i in range(kind.shape[0])]
        else:
            scalars.append((name, kind, offset))
    names, kinds, offsets = zip(*scalars, *nested, strict=True)
    return np.dtype({"names": names, "formats": kinds, "offsets": offsets, "itemsize": layout.itemsize})


READERS = {name: Reader(table) for name, table in TABLES.items()}
STATES = {"government": Reader(GOVERNMENT), "world": Reader(world_fields())}


class Twins:
    """The same (scenario, theta, seed, run) as a ``City`` and as a run of the compiled engine."""

    def __init__(self, scenario, plan, *, theta=None, seed=1, run=0, months=24, **city: Any) -> None:
        table = load_parameters()
        policy = allocation(scenario, plan)
        draw = table.central() if theta is None else theta
        world = build_worlds(plan, table, draw, policy, city.get("start"))[0]
        self.city = City(
            scenario, plan=plan, parameters=table, theta=theta, seed=seed, run=run, months=months, collect=False, **city
        )
        self.compiled = SteppedRun(world, np.array(self.city.plan_money), seed, run)
        self.name = f"{scenario.id}, seed {seed}, run {run}"

    def differences(self) -> Iterator[tuple[str, int, str, Any, Any]]:
        """(kind, index, field, value in City, value in the ensemble) wherever they differ."""
        for name, reader in READERS.items():
            mesa = reader.of_agents(getattr(self.city, name))
            compiled = reader.of_records(self.compiled.roster(name))
            yield from _compare(name, reader.names, mesa, compiled)
        for name, reader in STATES.items():
            mesa = reader.of_agents([getattr(self.city, name)])
            compiled = reader.of_records(np.array([getattr(self.compiled, name)]))
            yield from _compare(name, reader.names, mesa, compiled)

    def check(self, when: str) -> None:
        """Fail at the first difference, naming the phase, the agent, the field and both values."""
        for kind, index, field, mine, other in self.differences():
            values = f"City has {mine!r}, the ensemble {other!r}"
            raise AssertionError(f"{self.name}: after {when}: {kind}[{index}].{field}: {values}")

    def walk(self, months: int = 24, *, phases: bool = True) -> None:
        """Step both and compare after every phase, or at the ends of months only."""
        self.check("the city was settled")
        for month in range(months):
            self.city.open_month(month)
            self.compiled.open_month(month)
            for phase in range(PHASE_COUNT):
                self.city.perform(phase)
                self.compiled.perform(phase)
                if phases or phase == PHASE_COUNT - 1:
                    self.check(f"phase {PHASES[phase].name} of month {month}")


def _compare(
    kind: str, names: list[str], mesa: list[Any], compiled: list[Any]
) -> Iterator[tuple[str, int, str, Any, Any]]:
    # marshal (version 2: no back references) writes types and bits, so 1, 1.0 and True differ, 0.0 and -0.0 too
    if marshal.dumps(mesa, 2) == marshal.dumps(compiled, 2):
        return
    if len(mesa) != len(compiled):
        yield kind, min(len(mesa), len(compiled)), "number of agents", len(mesa), len(compiled)
    for index, (mine, other) in enumerate(zip(mesa, compiled, strict=False)):
        for name, one, two in zip(names, mine, other, strict=True):
            if type(one) is not type(two) or repr(one) != repr(two):
                yield kind, index, name, one, two
