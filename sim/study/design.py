"""Designs of runs: parameter values, seeds and money of each, shared by all policies compared on the same runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.study.inputs import Inputs
from sim.study.provenance import array_digest
from sim.study.record import REPLICATES

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Drawn:
    """Parameter values that are drawn when they are needed, ``replicates`` runs a draw: runs ``first`` to ``last``.

    ``draw(seed, first, number)``: float64[number, P], draws ``first`` and following.
    """

    draw: Callable[[int, int, int], Floats]
    seed: int
    replicates: int
    first: int
    last: int

    def __getitem__(self, rows: slice) -> Drawn:
        start, stop, _ = rows.indices(self.last - self.first)
        return replace(self, first=self.first + start, last=self.first + stop)

    def values(self) -> Floats:
        """float64[last - first, P]."""
        runs = np.arange(self.first, self.last) // self.replicates
        before = self.first // self.replicates
        return self.draw(self.seed, before, int(runs[-1]) + 1 - before)[runs - before]


@dataclass(frozen=True, eq=False)
class Design:
    """n runs. ``values``: parameter values, float64[n, P] or drawn on demand; ``seeds`` int64[n, 2] of (seed, run),
    equal rows give equal noise; ``money``: million CNY by action, float64[A] for all runs or [n, A], None for the
    scenario's own."""

    values: Floats | Drawn
    seeds: NDArray[np.int64]
    money: Floats | None = None

    def __len__(self) -> int:
        return len(self.seeds)

    @cached_property
    def theta(self) -> Floats:
        """Parameter values, float64[n, P]."""
        return self.values.values() if isinstance(self.values, Drawn) else self.values

    def drawn(self) -> Design:
        """The design with all parameter values drawn, for runs that are made more than once."""
        return replace(self, values=self.theta)

    def rows(self, rows: slice) -> Design:
        """The design of some of the runs."""
        money = self.money if self.money is None or self.money.ndim == 1 else self.money[rows]
        return Design(self.values[rows], self.seeds[rows], money)

    def cuts(self, size: int) -> Iterator[slice]:
        """The runs in pieces of ``size``, the last one shorter."""
        for first in range(0, len(self), size):
            yield slice(first, min(first + size, len(self)))

    def with_money(self, money: Floats) -> Design:
        """The same runs with other money."""
        return replace(self, money=money)

    def with_column(self, column: int, value: float) -> Design:
        """The same runs with one parameter fixed at ``value``."""
        theta = self.theta.copy()
        theta[:, column] = value
        return replace(self, values=theta)

    def each(self, times: int) -> Design:
        """Every run ``times`` times, one after the other."""
        return Design(np.repeat(self.theta, times, axis=0), np.repeat(self.seeds, times, axis=0))

    def digest(self) -> list[str | int]:
        """Parts that identify these runs: parameter values by content, or by how they are drawn."""
        values, others = self.values, [self.seeds] if self.money is None else [self.seeds, self.money]
        if isinstance(values, Drawn):
            return ["drawn", values.seed, values.replicates, values.first, values.last, array_digest(*others)]
        return [array_digest(values, *others)]


def seeds_of(seed: int, runs: NDArray[np.int64]) -> NDArray[np.int64]:
    """int64[n, 2] of (seed, run) for the run numbers ``runs``."""
    return np.column_stack([np.full(len(runs), seed), runs]).astype(np.int64)


def drawn_runs(draw: Callable[[int, int, int], Floats], runs: int, seed: int, replicates: int = 1) -> Design:
    """Runs 0 to ``runs`` of ``seed`` with parameters drawn on demand."""
    return Design(Drawn(draw, seed, replicates, 0, runs), seeds_of(seed, np.arange(runs)))


def forecast_runs(inputs: Inputs, runs: int, seed: int) -> Design:
    """The runs of ``sim.forecast`` with this seed, two a parameter draw."""
    return drawn_runs(inputs.draws, runs, seed, REPLICATES)
