"""Expressions of ``calibration/observations.csv``: the model quantity of a figure, and the factor that scales it.

``model``: a sum of products of names, as in ``city_certified + renewals_counted_as_new * city_renewed``; a name is a
metric, ``field_firms:FIELD`` or a parameter. ``factor``: numbers and evidence rows between `` * `` and `` / ``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.errors import InputError, unknown_name
from sim.inputs.evidence import Evidence, EvidenceRow
from sim.inputs.evidence.csv_file import number
from sim.inputs.parameters import ParameterTable
from sim.model.tables.metrics import METRIC_INDEX

FIELD_FIRMS = "field_firms:"


@dataclass(frozen=True)
class Expression:
    """A sum of products; ``terms`` holds the names of each product."""

    terms: tuple[tuple[str, ...], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Every name once, in order."""
        return tuple(dict.fromkeys(name for term in self.terms for name in term))

    def value(self, values: Mapping[str, NDArray[np.float64]]) -> NDArray[np.float64]:
        """The sum, from arrays by name that broadcast."""
        total: NDArray[np.float64] | float = 0.0
        for term in self.terms:
            product: NDArray[np.float64] | float = 1.0
            for name in term:
                product = product * values[name]
            total = total + product
        return np.asarray(total, dtype=np.float64)


def parse_model(text: str, fields: Sequence[str], table: ParameterTable, *, file: object, key: str) -> Expression:
    """The expression of ``text``. InputError for an empty part or a name that is no metric, field or parameter."""
    terms = tuple(tuple(name.strip() for name in product.split("*")) for product in text.split("+"))
    counted = {f"{FIELD_FIRMS}{field}" for field in fields}
    for name in (name for term in terms for name in term):
        if name not in METRIC_INDEX and name not in counted and name not in table.index:
            known = [*METRIC_INDEX, *sorted(counted), *table.names]
            error = unknown_name("unknown metric or parameter", name, known)
            raise InputError(error.problem, file=file, key=f"{key} model", value=name, nearest=error.nearest)
    return Expression(terms)


def parse_factor(text: str, evidence: Evidence, *, file: object, key: str) -> tuple[float, tuple[EvidenceRow, ...]]:
    """The factor's value and the evidence rows it rests on (their knowledge dates count too). InputError otherwise."""
    value, rows = 1.0, []
    for index, part in enumerate(text.replace(" / ", " * /").split(" * ")):
        name = part.removeprefix("/").strip()
        if name.startswith("series:"):
            row = evidence.row(name)
            rows.append(row)
            operand = row.number()
        else:
            operand = number(name, file=file, key=f"{key} factor")
        if operand <= 0.0:
            raise InputError("a factor must be above zero", file=file, key=f"{key} factor", value=name)
        value = value / operand if part.startswith("/") and index else value * operand
    return value, tuple(rows)
