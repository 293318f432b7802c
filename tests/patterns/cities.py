"""Compiled runs that tests look into: one month, one phase, one record at a time."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from sim.engine.compiled.worlds import build_worlds, plan_money
from sim.inputs.parameters import load_parameters
from sim.inputs.plan import load_plan
from sim.inputs.policy import allocation, load_scenario
from sim.model.tables.metrics import METRIC_INDEX
from sim.model.tables.phases import PHASE_COUNT
from tests.stepped_run import SteppedRun

MONTHS = 24


@functools.cache
def table() -> Any:
    """The shipped parameters."""
    return load_parameters()


@functools.cache
def scenario(name: str = "reference", **switches: Any) -> Any:
    """A shipped scenario under other structural assumptions."""
    chosen = load_scenario(name)
    return chosen.with_switches(**switches) if switches else chosen


@functools.cache
def plan(name: str = "hangzhou") -> Any:
    """A shipped plan."""
    return load_plan(name)


@functools.cache
def theta(draw: int | None = None) -> np.ndarray:
    """Central parameters, or row ``draw`` of the draws of seed 1."""
    return table().central() if draw is None else table().draw(1, draw + 1)[draw]


def changed(values: np.ndarray | None = None, **parameters: float) -> np.ndarray:
    """Parameters (central ones when None) with some of them replaced."""
    out = (theta() if values is None else values).copy()
    for name, value in parameters.items():
        out[table().column(name)] = value
    return out


def run(
    seed: int = 1,
    *,
    policy: Any = None,
    values: np.ndarray | None = None,
    totals: np.ndarray | None = None,
    months: int = MONTHS,
    start: int | None = None,
    world: Callable[[np.ndarray], None] | None = None,
) -> SteppedRun:
    """A settled run. ``policy``: a scenario; ``totals``: million CNY by action; ``world`` may edit the world record."""
    chosen = scenario() if policy is None else policy
    city = plan(chosen.plan)
    money = allocation(chosen, city)
    first = city.start_month if start is None else start
    worlds = build_worlds(city, table(), theta() if values is None else values, money, first)
    if world is not None:
        world(worlds)
    amounts = money.totals if totals is None else totals
    return SteppedRun(worlds[0], plan_money(city, money, amounts[None, :], months, first)[0], seed)


def phases(city: SteppedRun, months: int = MONTHS) -> Iterator[tuple[int, int]]:
    """Walk the months; yields (month, phase) after every phase."""
    for month in range(months):
        city.open_month(month)
        for phase in range(PHASE_COUNT):
            city.perform(phase)
            yield month, phase


def walk(city: SteppedRun, months: int = MONTHS) -> Iterator[int]:
    """Walk the months; yields the month when it is over."""
    for month, phase in phases(city, months):
        if phase == PHASE_COUNT - 1:
            yield month


def finished(city: SteppedRun, months: int = MONTHS) -> SteppedRun:
    """The run at its end."""
    for _ in walk(city, months):
        pass
    return city


def metric(city: SteppedRun, name: str) -> float:
    """One number of the monthly record."""
    return float(city.count[METRIC_INDEX[name]])
