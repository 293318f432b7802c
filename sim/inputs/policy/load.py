"""Loading of a resolved scenario by name, path or document."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.errors import InputError, Text
from sim.inputs.plan import load_plan
from sim.inputs.plan.document import locate, read
from sim.inputs.plan.faults import validated
from sim.inputs.plan.schema import Plan
from sim.inputs.policy.resolve import resolved
from sim.inputs.policy.schema import Scenario, ScenarioFile

FOLDER = "scenarios"
DEFAULT_PLAN = "hangzhou"


def load(name_or_path: str | Path, plan: Plan | None) -> Scenario:
    """See ``sim.inputs.policy.load_scenario``."""
    path = locate(name_or_path, FOLDER, "scenario")
    return _resolve(read(path, "scenario"), plan, path, ())


def from_document(document: Mapping[str, Any], plan: Plan | None, file: object) -> Scenario:
    """See ``sim.inputs.policy.scenario_from``. Relative paths inside the document start at the working folder."""
    return _resolve(document, plan, file, ())


def _resolve(document: Mapping[str, Any], plan: Plan | None, file: object, above: tuple[Path, ...]) -> Scenario:
    """``above``: the files whose ``based_on`` led here."""
    entry = validated(ScenarioFile, document, file)
    base = _base(entry, plan, file, above)
    plan_name = _plan_name(entry, base, plan, file)
    if plan is None:
        plan = load_plan(plan_name)
    elif plan.id != plan_name and Path(plan_name).suffix != ".toml":
        raise InputError(Text("made for another plan than {plan!r}", plan=plan.id), file=file, key="scenario.plan",
                         value=plan_name)  # fmt: skip
    return resolved(entry, base, plan, plan_name, file)


def _base(entry: ScenarioFile, plan: Plan | None, file: object, above: tuple[Path, ...]) -> Scenario | None:
    name = entry.scenario.based_on
    if not name:
        return None
    key = "scenario.based_on"
    path = _beside(file, locate(name, FOLDER, "scenario", key=key, file=file))
    chain = (*above, file.resolve()) if isinstance(file, Path) else above
    if path.resolve() in chain:
        steps = " -> ".join(step.stem for step in (*chain, path.resolve()))
        raise InputError(Text("leads back to itself: {steps}", steps=steps), file=file, key=key, value=name)
    return _resolve(read(path, "scenario"), plan, path, chain)


def _plan_name(entry: ScenarioFile, base: Scenario | None, plan: Plan | None, file: object) -> str:
    """A shipped plan's name, or the path of a plan file seen from the scenario file."""
    name = entry.scenario.plan
    if not name:
        return base.plan if base else DEFAULT_PLAN
    plan_name = name
    if plan is None or plan.id != name:
        path = locate(name, "scenarios/plans", "plan", key="scenario.plan", file=file)
        plan_name = name if path.stem == name else str(_beside(file, path).resolve())
    if base is not None and base.plan != plan_name:
        raise InputError(Text("not {plan!r}, the plan of based_on", plan=base.plan), file=file, key="scenario.plan",
                         value=name)  # fmt: skip
    return plan_name


def _beside(file: object, path: Path) -> Path:
    """A relative path inside a scenario file starts at that file's folder."""
    return file.parent / path if isinstance(file, Path) else path
