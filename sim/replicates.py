"""Which engine runs: stock agents compiled; overridden behaviours as Mesa replicates in worker processes."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import numpy as np

from sim.ensemble.available import available_cores
from sim.errors import InputError, unknown_name
from sim.tables.metrics import METRICS

ENGINES = ("auto", "compiled", "mesa")
_TASKS_A_WORKER = 20  # Mesa 3.3 never frees a finished model, so workers are replaced


def chosen_engine(agents: Mapping[str, type] | None, engine: str) -> str:
    """``"compiled"`` or ``"mesa"``. Raises InputError for an override that the chosen engine cannot obey, by name."""
    if engine not in ENGINES:
        raise unknown_name("engine", engine, ENGINES, key="engine")
    if not agents:
        return "mesa" if engine == "mesa" else "compiled"
    overridden = [name for kind, agent in agents.items() for name in overrides(kind, agent)]
    if not overridden and engine != "mesa":
        return "compiled"
    if engine == "compiled":
        raise InputError(
            "the compiled engine runs stock agents only",
            key="agents",
            value=", ".join(overridden),
            allowed='engine "auto" or "mesa"',
        )
    for agent in agents.values():
        if agent.__module__ == "__main__":
            raise InputError(
                "worker processes import a class by name",
                key="agents",
                value=agent.__name__,
                allowed="a class in a module of its own, not in __main__",
            )
    return "mesa"


def overrides(kind: str, agent: type) -> tuple[str, ...]:
    """``Class.behaviour`` for each behaviour that ``agent`` answers otherwise than the stock class of its kind.

    Raises InputError for an unknown kind, a class of another kind, and a method named like a rule that is no
    behaviour: nobody would ever call it.
    """
    from sim.agents import STOCK
    from sim.dialect.behaviour import BEHAVIOURS, overridden
    from sim.dialect.typed import marked_functions

    if kind not in STOCK:
        raise unknown_name("kind of agent", kind, STOCK, key="agents")
    stock = STOCK[kind]
    if not issubclass(agent, stock):
        raise InputError(f"is no subclass of {stock.__name__!r}", key=f"agents.{kind}", value=agent.__name__)
    behaviours = BEHAVIOURS.get(kind, {})
    rules = {function.__name__ for function in marked_functions()} - set(behaviours)
    own = {name for base in agent.__mro__[: agent.__mro__.index(stock)] for name in vars(base)}
    for name in sorted(own & rules):
        raise InputError(
            "names a rule that is no behaviour, so it would never be called",
            key=f"agents.{kind}",
            value=f"{agent.__name__}.{name}",
            allowed=", ".join(sorted(behaviours)),
        )
    return tuple(f"{agent.__name__}.{name}" for name in overridden(agent, kind, stock))


def run_replicates(
    tasks: list[dict[str, Any]], threads: int | None, progress: Callable[[int, int], None] | None
) -> tuple[np.ndarray, ...]:
    """One ``City`` for each task, in worker processes.

    Metrics float64[n, months, M], money float64[n, A, 3], firms by field float64[n, months, F] and by district
    float64[n, months, D].
    """
    print(
        "overridden behaviours: running Mesa replicates in worker processes, much slower than compiled", file=sys.stderr
    )
    made = []
    pool = ProcessPoolExecutor(
        max(1, min(len(tasks), threads or available_cores())),
        mp_context=multiprocessing.get_context("spawn"),
        max_tasks_per_child=_TASKS_A_WORKER,
    )
    try:
        for done, result in enumerate(pool.map(run_city, tasks), 1):
            made.append(result)
            if progress is not None:
                progress(done, len(tasks))
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
    return tuple(np.array(part) for part in zip(*made, strict=True))


def run_city(task: dict[str, Any]) -> tuple[np.ndarray, ...]:
    """One ``City`` from its constructor's arguments: monthly record, money by action, monthly firms by field and by
    district."""
    from sim.model import City

    city = City(collect=False, **task)
    metrics = np.zeros((city.months, len(METRICS)))
    field_firms = np.zeros((city.months, len(city.plan.fields)))
    district_firms = np.zeros((city.months, len(city.plan.districts)))
    for month in range(city.months):
        city.step()
        metrics[month] = city.government.count[: len(METRICS)]
        field_firms[month] = city.government.field_firms[: len(city.plan.fields)]
        district_firms[month] = city.government.district_firms[: len(city.plan.districts)]
    money = np.zeros((len(city.plan.actions), 3))
    for place in range(city.world.instruments):
        action = city.world.instrument_action[place]
        money[action] += (
            city.government.released[place],
            city.government.spent[place],
            city.government.purse[place],
        )
    return metrics, money, field_firms, district_firms
