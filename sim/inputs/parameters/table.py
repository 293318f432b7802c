"""The parameter table: rows in the order of the file, and vectors of values in the same order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.display import Displayed
from sim.errors import InputError, check_name, unknown_name
from sim.inputs.parameters.effects import check_discount, transform
from sim.inputs.parameters.keyed import uniforms
from sim.inputs.parameters.parameter import Parameter

Floats = NDArray[np.float64]


class ParameterTable(Displayed):
    """P parameters. ``theta`` is always float64[n, P], one draw a row, columns in the order of ``names``."""

    FACTS = ("names", "file")

    def __init__(self, rows: Iterable[Parameter], file: object = None) -> None:
        self.rows: tuple[Parameter, ...] = tuple(rows)
        self.file = file
        self.names: tuple[str, ...] = tuple(row.name for row in self.rows)
        self.index: Mapping[str, int] = MappingProxyType({name: column for column, name in enumerate(self.names)})

    def __reduce__(self) -> tuple[type[ParameterTable], tuple[tuple[Parameter, ...], object]]:
        """Tables travel to worker processes by their rows."""
        return ParameterTable, (self.rows, self.file)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Parameter]:
        return iter(self.rows)

    def __getitem__(self, name: str) -> Parameter:
        return self.rows[self.column(name)]

    def column(self, name: str) -> int:
        """Column of a parameter. InputError with the nearest name when there is none."""
        check_name("unknown parameter", name, self.index, file=self.file)
        return self.index[name]

    def profile_rows(self, name: str) -> dict[str, int]:
        """Profile -> column of the rows ``name[profile]``, in the order of the file. InputError when there are none."""
        columns = {row.profile: column for column, row in enumerate(self.rows) if row.profile and row.base == name}
        if not columns:
            groups = {row.base for row in self.rows if row.profile}
            raise unknown_name("unknown parameter with profiles", name, groups, file=self.file)
        return columns

    def central(self) -> Floats:
        """Central values, float64[P]."""
        return np.array([row.central for row in self.rows])

    def mean(self) -> Floats:
        """Expected values, float64[P]."""
        return np.array([row.law.mean() for row in self.rows])

    def draw(self, seed: int, draws: int, *, first: int = 0) -> Floats:
        """Draws ``first`` to ``first + draws - 1`` of ``seed``, float64[draws, P].

        Each number depends on seed, draw and the parameter's name alone: adding a row changes no other column, and any
        chunking gives the same draws.
        """
        return self.from_unit(uniforms(seed, first, draws, self.names))

    def from_unit(self, u: ArrayLike) -> Floats:
        """Parameter values of points in the unit cube: float64[n, P] from [n, P], increasing column by column."""
        return self._by_column(u, lambda row, column: row.law.from_unit(column))

    def to_unit(self, theta: ArrayLike) -> Floats:
        """Points in the unit cube of parameter values; undoes ``from_unit`` (a fixed row is always at 0.5)."""
        return self._by_column(theta, lambda row, column: row.law.to_unit(column))

    def logpdf(self, theta: ArrayLike) -> Floats:
        """Log prior density of each draw, float64[n]: a sum over independent parameters, -inf where one is outside."""
        return self._by_column(theta, lambda row, column: row.law.logpdf(column)).sum(axis=1)

    def apply_lever_effects(self, theta: ArrayLike, mode: str) -> Floats:
        """A copy of ``theta`` with lever effects "none", "discounted" or "full" (see ``parameters.effects``)."""
        return transform(self.rows, self._matrix(theta), mode)

    def check(self) -> None:
        """InputError when the rows do not fit together: a name twice, or single-study effects without a discount."""
        for column, name in enumerate(self.names):
            if self.index[name] != column:
                raise InputError("the parameter appears twice", file=self.file, key=name)
        check_discount(self.rows, self.file)

    def _matrix(self, values: ArrayLike) -> Floats:
        matrix = np.asarray(values, dtype=np.float64)
        if matrix.ndim != 2 or matrix.shape[1] != len(self.rows):
            raise ValueError(f"expected an array [n, {len(self.rows)}], got {list(matrix.shape)}")
        return matrix

    def _by_column(self, values: ArrayLike, change: Callable[[Parameter, Floats], Floats]) -> Floats:
        matrix = self._matrix(values)
        result = np.empty(matrix.shape)
        for column, row in enumerate(self.rows):
            result[:, column] = change(row, matrix[:, column])
        return result
