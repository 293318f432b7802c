"""Choice of the engine, and Mesa replicates in worker processes for agents with overridden behaviours."""

import multiprocessing
import sys
import warnings
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.engine.compiled.available import available_cores
from sim.errors import InputError, Text, check_name
from sim.model.tables.metrics import METRICS

Floats = NDArray[np.float64]

ENGINES = ("auto", "compiled", "mesa")
_TASKS_A_WORKER = 20  # Mesa 3.3 never frees a finished model, so workers are replaced


def chosen_engine(agents: Mapping[str, type] | None, engine: str) -> str:
    """``"compiled"`` or ``"mesa"``. Raises InputError for an override that the chosen engine cannot obey, by name."""
    check_name("unknown engine", engine, ENGINES, key="engine")
    if not agents:
        return "mesa" if engine == "mesa" else "compiled"
    from sim.engine.agents import STOCK
    from sim.engine.agents.overriding import check_classes

    overrides = check_classes(agents, STOCK)
    overridden = [f"{agents[kind].__name__}.{name}" for kind, names in overrides.items() for name in names]
    if not overridden and engine != "mesa":
        return "compiled"
    if engine == "compiled":
        raise InputError("the compiled engine runs stock agents only", key="agents", value=", ".join(overridden),
                         allowed=Text('engine "auto" or "mesa"'))  # fmt: skip
    for agent in agents.values():
        if agent.__module__ == "__main__":
            raise InputError("worker processes import a class by name", key="agents", value=agent.__name__,
                             allowed=Text("a class in a module of its own, not in __main__"))  # fmt: skip
    return "mesa"


@dataclass(frozen=True)
class Replicates:
    """n runs of ``City``; those that failed are nan throughout.

    ``metrics`` float64[n, months, M], ``money`` float64[n, A, 3], ``field_firms`` float64[n, months, F],
    ``district_firms`` float64[n, months, D]. ``faults``: for each run the sentence that says why it failed, or "".
    """

    metrics: Floats
    money: Floats
    field_firms: Floats
    district_firms: Floats
    faults: tuple[str, ...]

    @property
    def failed(self) -> NDArray[np.bool_]:
        """bool[n]: ended by an answer that no rule can use, or with a record that is not finite."""
        return np.array([bool(fault) for fault in self.faults]) | ~np.isfinite(self.metrics).all(axis=(1, 2))


def run_replicates(
    tasks: list[dict[str, Any]], threads: int | None, progress: Callable[[int, int], None] | None
) -> Replicates:
    """One ``City`` for each task, in worker processes. Warns of runs that failed, with the sentence of the first."""
    print(
        "overridden behaviours: running Mesa replicates in worker processes, much slower than compiled", file=sys.stderr
    )
    runs = []
    pool = ProcessPoolExecutor(
        max(1, min(len(tasks), threads or available_cores())),
        mp_context=multiprocessing.get_context("spawn"),
        max_tasks_per_child=_TASKS_A_WORKER,
    )
    try:
        for done, result in enumerate(pool.map(run_city, tasks), 1):
            runs.append(result)
            if progress is not None:
                progress(done, len(tasks))
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
    return gathered(runs)


def gathered(runs: Sequence[tuple[Floats, Floats, Floats, Floats, str]]) -> Replicates:
    """The runs of ``run_city`` in one record. Warns of runs that failed, with the sentence of the first."""
    metrics, money, field_firms, district_firms, faults = zip(*runs, strict=True)
    replicates = Replicates(np.array(metrics), np.array(money), np.array(field_firms), np.array(district_firms), faults)
    failed = int(replicates.failed.sum())
    if failed:
        why = next(filter(None, faults), "the record holds a number that is not finite")
        kinds = len(set(filter(None, faults)))
        more = f" (and {kinds - 1} other faults)" if kinds > 1 else ""
        warnings.warn(
            f"{failed} of {len(faults)} runs failed, with nan for all their numbers: {why}{more}",
            RuntimeWarning,
            stacklevel=2,
        )
    return replicates


def run_city(task: dict[str, Any]) -> tuple[Floats, Floats, Floats, Floats, str]:
    """One ``City`` from its constructor's arguments: monthly record, money by action, monthly firms by field and by
    district; and "", or why the run failed, with nan for all numbers."""
    from sim.engine.agents.answers import AnswerError

    months, plan, fault = task["months"], task["plan"], ""
    shapes = (months, len(METRICS)), (len(plan.actions), 3), (months, len(plan.fields)), (months, len(plan.districts))
    metrics, money, field_firms, district_firms = (np.full(shape, np.nan) for shape in shapes)
    try:
        _walk(task, metrics, money, field_firms, district_firms)
    except AnswerError as error:
        fault = str(error)
        for numbers in (metrics, money, field_firms, district_firms):
            numbers[:] = np.nan
    return metrics, money, field_firms, district_firms, fault


def _walk(task: dict[str, Any], metrics: Floats, money: Floats, field_firms: Floats, district_firms: Floats) -> None:
    """Fill the record of one run month by month."""
    from sim.engine.agents.city import City

    city = City(collect=False, **task)
    for month in range(city.months):
        city.step()
        metrics[month] = city.government.count[: len(METRICS)]
        field_firms[month] = city.government.field_firms[: len(city.plan.fields)]
        district_firms[month] = city.government.district_firms[: len(city.plan.districts)]
    money[:] = 0.0
    for index in range(city.world.instruments):
        action = city.world.instrument_action[index]
        government = city.government
        money[action] += government.released[index], government.spent[index], government.purse[index]
