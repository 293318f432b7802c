"""The city in one month: firms by district, field and stage, and the organisations around them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.model.tables.codes import COMPLETED, LISTED, SERIES_D
from sim.model.tables.levers import FUND_STAGE_COUNT

if TYPE_CHECKING:
    from sim.engine.agents.city import City

#: Stages of a firm in the order of the codes: rounds closed, and last the stock exchange, whatever rounds came before.
STAGES = ("unfunded", "seed", "series-a", "series-b", "series-c", "series-d", "listed")
ON_EXCHANGE = SERIES_D + 1
#: Stages of funds in the order of the codes.
FUNDS = ("seed", "angel", "venture", "merger")


@dataclass(frozen=True, eq=False)
class DistrictSnapshot:
    """One district. ``field`` and ``stage``: int64[firms] of its living firms, in the order in which they came.

    ``zones`` have their (first) seat here; ``listed``: those that stand on the city's or an upper list.
    """

    id: str
    field: NDArray[np.int64]
    stage: NDArray[np.int64]
    incubators: int
    labs: int
    zones: int
    listed: int


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The city after ``month`` months (0 is the start); ``funds``: number and dry powder, million CNY, by stage."""

    month: int
    districts: tuple[DistrictSnapshot, ...]
    funds: tuple[tuple[int, float], ...]

    def firms(self, fields: int) -> NDArray[np.int64]:
        """int64[fields, stages]: living firms of the city."""
        counted = np.zeros((fields, len(STAGES)), dtype=np.int64)
        for district in self.districts:
            np.add.at(counted, (district.field, district.stage), 1)
        return counted


def snapshot(city: City) -> Snapshot:
    """The city as it stands now; the ended are left out."""
    firms, incubators, funds, zones, labs = ([agent for agent in roster if agent.alive] for roster in city.rosters)
    home = np.array([firm.district for firm in firms], dtype=np.int64)
    field = np.array([firm.field for firm in firms], dtype=np.int64)
    stage = np.array([ON_EXCHANGE if firm.listed else firm.stage for firm in firms], dtype=np.int64)
    return Snapshot(
        city.steps,
        tuple(
            DistrictSnapshot(
                record.id,
                field[home == index],
                stage[home == index],
                sum(incubator.district == index for incubator in incubators),
                sum(lab.district == index for lab in labs),
                sum(zone.district == index for zone in zones),
                sum(zone.district == index and _on_a_list(zone) for zone in zones),
            )
            for index, record in enumerate(city.plan.districts)
        ),
        tuple(
            (sum(fund.stage == kind for fund in funds), sum(fund.dry for fund in funds if fund.stage == kind))
            for kind in range(FUND_STAGE_COUNT)
        ),
    )


def _on_a_list(zone: object) -> bool:
    return any(getattr(zone, name) in (LISTED, COMPLETED) for name in ("status", "upper_status"))
