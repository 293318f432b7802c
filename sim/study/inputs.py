"""Inputs of an analysis, loaded and checked, with the copies from which it can be repeated byte for byte."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.errors import InputError, Text, check_name
from sim.inputs.fitted import FittedSet, load_fitted
from sim.inputs.parameters import ParameterTable, load_parameters
from sim.inputs.plan import Plan, load_plan
from sim.inputs.plan.document import locate
from sim.inputs.plan.load import FOLDER
from sim.inputs.policy import Allocation, Scenario, allocation, load_scenario, scenario_toml
from sim.inputs.policy.schema import Budget
from sim.results.files import csv_bytes
from sim.study.provenance import digest_of, sha256

LEVELS = ("low", "middle", "high")
PRIOR = "prior"
STRUCTURE_RUNS = 60
LONGEST = 60  # months that runs go on to after a shorter plan
_LARGEST_SEED = 2**63 - 1
_MOST_RUNS = 1_000_000


@dataclass(frozen=True, eq=False)
class Inputs:
    """``files``: the copies that are saved, by file name; ``fitted``: the posterior, None for the prior."""

    scenario: Scenario
    plan: Plan
    parameters: ParameterTable
    allocation: Allocation
    files: dict[str, bytes]
    fitted: FittedSet | None = None

    def draws(self, seed: int, first: int, number: int) -> NDArray[np.float64]:
        """float64[number, P]: parameter draws ``first`` on, from the fitted set where there is one, else the prior."""
        theta = self.parameters.draw(seed, number, first=first)
        return theta if self.fitted is None else self.fitted.apply(self.parameters, theta, seed, first)

    def under(self, **switches: Any) -> Inputs:
        """The same under other structural switches, counted by the same readings. Raises InputError."""
        return self.with_scenario(self.scenario.with_switches(**switches))

    def with_scenario(self, scenario: Scenario) -> Inputs:
        """The same with another scenario of the plan, counted by the same readings. Raises InputError."""
        policy = replace(allocation(scenario, self.plan), readings=self.allocation.readings)
        return replace(self, scenario=scenario, allocation=policy)

    def saved_as(self, scenario: Scenario) -> Inputs:
        """``with_scenario``, with the saved copy of the scenario following it."""
        files = {**self.files, "scenario.toml": _scenario_text(scenario)}
        return replace(self.with_scenario(scenario), files=files)

    @property
    def digests(self) -> dict[str, str]:
        """Digest of each saved copy."""
        return {name: sha256(content) for name, content in sorted(self.files.items())}

    @property
    def digest(self) -> str:
        """One digest of all that can change a run, wordings of the scenario apart."""
        return digest_of([self.scenario.model_dump(mode="json"), self.plan.model_dump(mode="json"), self.digests])


def gather(
    scenario: str | Path | Scenario,
    plan: str | Path | Plan | None = None,
    level: str | None = None,
    parameters: str | Path | ParameterTable | None = None,
    fitted: str | Path | None = None,
) -> Inputs:
    """The inputs of an analysis, loaded and checked.

    ``plan`` replaces the scenario's own plan; ``fitted``: see ``fitted_set``. Raises InputError.
    """
    given_plan = load_plan(plan) if isinstance(plan, str | Path) else plan
    written = load_scenario(scenario, given_plan) if isinstance(scenario, str | Path) else scenario
    chosen = at_level(written, level)
    used_plan = given_plan if given_plan is not None else load_plan(chosen.plan)
    table = parameters if isinstance(parameters, ParameterTable) else load_parameters(parameters)
    posterior = fitted_set(fitted, used_plan, table, own_table=parameters is None)
    files = {
        "scenario.toml": _scenario_text(chosen),
        **_plan_file(used_plan, plan if plan is not None else chosen.plan),
        "parameters.csv": _parameter_text(table),
        **({} if posterior is None else {f"fitted/{name}": text for name, text in posterior.files.items()}),
    }
    return Inputs(chosen, used_plan, table, allocation(chosen, used_plan), files, posterior)


def fitted_set(choice: str | Path | None, plan: Plan, table: ParameterTable, *, own_table: bool) -> FittedSet | None:
    """The posterior that a forecast starts from, None for the prior.

    ``choice``: "prior", the name of a shipped set or the path of one, or None: the current set where the plan is the
    set's and the table the shipped one (``own_table``), else the prior. Raises InputError for a set of another plan.
    """
    if choice == PRIOR or (choice is None and not own_table):
        return None
    posterior = load_fitted(choice, table)
    if posterior is not None and posterior.plan != plan.id:
        if choice is None:
            return None
        raise InputError("fitted to another plan", key="fitted", value=posterior.plan, allowed=plan.id)
    return posterior


def at_level(scenario: Scenario, level: str | None) -> Scenario:
    """The scenario with the total of ``level``. Raises InputError for a level that it does not define."""
    if level is None:
        return scenario
    check_name("unknown budget level", level, LEVELS, key="level")

    levels = scenario.budget.levels
    if levels is None:
        raise InputError("the scenario defines no budget levels",
                         file=Text("scenario {scenario!r}", scenario=scenario.id), key="budget.levels")  # fmt: skip
    pots = getattr(levels, level)
    budget = Budget.model_validate({**pots.model_dump(), "level": level, "levels": levels})
    return scenario.model_copy(update={"budget": budget})


def whole_number(value: Any, name: str, low: int, high: int, *, even: bool = False) -> int:
    """``value`` if it is a whole number from ``low`` to ``high``, and ``even`` where it must be. Raises InputError."""
    if isinstance(value, bool) or not hasattr(value, "__index__") or not low <= value.__index__() <= high:
        raise InputError("must be a whole number", key=name, value=value,
                         allowed=Text("{low:,} to {high:,}", low=low, high=high))  # fmt: skip
    if even and value.__index__() % 2:
        raise InputError("runs come in pairs, two a parameter draw", key=name, value=value)
    return int(value.__index__())


def run_count(runs: Any) -> int:
    """``runs`` if it is at least two, so that one parameter draw has its two replicates. Raises InputError."""
    return whole_number(runs, "runs", 2, _MOST_RUNS)


def structure_count(runs: Any, most: int, *, own_engine: bool) -> int:
    """Runs of each structural variant: an even number, at most those of the forecast. Raises InputError."""
    if runs is None:
        return 0 if own_engine else min(STRUCTURE_RUNS, most - most % 2)
    return whole_number(runs, "structure runs", 0, most, even=True)


def run_length(months: Any, plan: Plan) -> int | None:
    """Months of runs that go on after the plan's end, None where they end with it.

    Raises InputError for fewer than the plan has, at whose end its targets are counted, and for more than 60 (or the
    plan's own, where it is longer).
    """
    if months is None:
        return None
    least, most = plan.months, max(plan.months, LONGEST)
    allowed = Text("{low:,} to {high:,}", low=least, high=most)
    if isinstance(months, bool) or not hasattr(months, "__index__"):
        raise InputError("must be a whole number", key="months", value=months, allowed=allowed)
    number = int(months.__index__())
    if number < least:
        raise InputError("shorter than the plan, whose targets are counted at its end", key="months", value=months,
                         allowed=allowed)  # fmt: skip
    if number > most:
        raise InputError("further than a forecast goes", key="months", value=months, allowed=allowed)
    return None if number == least else number


def seed_number(seed: Any) -> int:
    """``seed`` if it is a valid seed. Raises InputError."""
    return whole_number(seed, "seed", 0, _LARGEST_SEED)


def _scenario_text(scenario: Scenario) -> bytes:
    """The resolved scenario, pointing at the copy of the plan that is saved beside it."""
    return scenario_toml(scenario.model_copy(update={"plan": "plan.toml"})).encode()


def _plan_file(plan: Plan, origin: str | Path | Plan) -> dict[str, bytes]:
    """The plan's own file; for a plan made in memory its content, which has no file, as JSON."""
    if isinstance(origin, str | Path):
        return {"plan.toml": locate(origin, FOLDER, "plan").read_bytes()}
    return {"plan.json": plan.model_dump_json(by_alias=True, indent=1).encode()}


def _parameter_text(table: ParameterTable) -> bytes:
    """The table's file, or its rows written again where it was made in memory."""
    if table.file is not None:
        return Path(str(table.file)).read_bytes()
    columns = ("name", "unit", "central", "distribution", "source", "effect", "null_value", "meaning", "note")
    return csv_bytes(columns, ([getattr(row, column) for column in columns] for row in table.rows))
