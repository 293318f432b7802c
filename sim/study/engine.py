"""Engines that run a design: the compiled engine, or a function of the caller in the protocol of ``sim.simulate``."""

from collections.abc import Callable
from typing import Any

from sim.engine.compiled.runs import resolve, run_request
from sim.errors import InputError
from sim.study.design import Design
from sim.study.inputs import Inputs

#: ``engine(inputs, design, threads=, progress=, ...)`` gives ``metrics``, ``status`` and what else it keeps by run.
Engine = Callable[..., Any]


def compiled(
    inputs: Inputs, design: Design, *, months: int | None = None, start: int | None = None, **options: Any
) -> Any:
    """The runs of ``design`` on the compiled engine; ``months``, ``start`` and ``options`` as in
    ``sim.engine.compiled.simulate``."""
    of = (design.theta, money_of(inputs, design), design.seeds, inputs.scenario, inputs.plan, inputs.parameters)
    return run_request(resolve(*of, months, start, inputs.allocation), **options)


def engine_of(simulate: Callable[..., Any] | None) -> Engine:
    """The compiled engine when None, else ``simulate(theta, totals, seeds, scenario=, plan=, parameters=, ...)``.

    Raises InputError for what cannot be called.
    """
    if simulate is None:
        return compiled
    if not callable(simulate):
        raise InputError("not an engine: put in its place the function that made the runs", key="simulate")

    def own(inputs: Inputs, design: Design, **options: Any) -> Any:
        named = {"scenario": inputs.scenario, "plan": inputs.plan, "parameters": inputs.parameters}
        return simulate(design.theta, money_of(inputs, design), design.seeds, **named, **options)

    return own


def money_of(inputs: Inputs, design: Design) -> Any:
    """Million CNY by action, float64[A] or [n, A]: the design's, or the scenario's own."""
    return inputs.allocation.totals if design.money is None else design.money
