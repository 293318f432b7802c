"""Record layouts of the compiled engine, made from the tables of fields; parameters are fields of the world."""

from functools import cache

import numpy as np

from sim.model.tables.agents import FIRM, FUND, INCUBATOR, LAB, ZONE
from sim.model.tables.field import Field
from sim.model.tables.government import GOVERNMENT
from sim.model.tables.parameter_fields import parameter_fields
from sim.model.tables.world import WORLD_STATE

_CODE = {float: "f8", int: "i8", bool: "?"}


def world_fields() -> tuple[Field, ...]:
    """Fields of the world: its state, then every scalar parameter of the shipped table."""
    return WORLD_STATE + tuple(Field(name, float, "see parameters", "parameter") for name in parameter_fields())


def record_type(fields: tuple[Field, ...]) -> np.dtype:
    """NumPy structured type of a table of fields."""
    return np.dtype(
        [(f.name, _CODE[f.type], (f.length,)) if f.length else (f.name, _CODE[f.type]) for f in fields], align=True
    )


FIRM_TYPE = record_type(FIRM)
INCUBATOR_TYPE = record_type(INCUBATOR)
FUND_TYPE = record_type(FUND)
ZONE_TYPE = record_type(ZONE)
LAB_TYPE = record_type(LAB)
GOVERNMENT_TYPE = record_type(GOVERNMENT)
WORLD_TYPE = record_type(world_fields())


def blank(fields: tuple[Field, ...], kind: np.dtype, count: int) -> np.ndarray:
    """``count`` records with every field at its default."""
    records = np.zeros(count, kind)
    for field in fields:
        records[field.name] = field.default
    return records


@cache
def blanks() -> dict[str, np.ndarray]:
    """One blank record of each kind."""
    return {
        "firm": blank(FIRM, FIRM_TYPE, 1),
        "incubator": blank(INCUBATOR, INCUBATOR_TYPE, 1),
        "fund": blank(FUND, FUND_TYPE, 1),
        "zone": blank(ZONE, ZONE_TYPE, 1),
        "lab": blank(LAB, LAB_TYPE, 1),
        "government": blank(GOVERNMENT, GOVERNMENT_TYPE, 1),
        "world": blank(world_fields(), WORLD_TYPE, 1),
    }
