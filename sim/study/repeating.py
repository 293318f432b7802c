"""The command that repeats an analysis: inputs given by name stand in it by name, all others by a saved copy.

A command that names ``inputs/...`` runs in the folder of results, where these copies are saved.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.inputs.parameters import ParameterTable
from sim.inputs.plan import Plan
from sim.inputs.plan.document import is_path
from sim.inputs.policy import Scenario
from sim.study.command_line import Code, command_line, plain, python_line
from sim.study.inputs import PRIOR, Inputs

_COPIES = "inputs"
_FITTED = f"{_COPIES}/fitted"
#: keyword -> option of the command, where it is not the keyword with dashes
_OPTIONS = {"base_samples": "samples", "moves": "move", "targets": "target"}
_WITHOUT_OPTION = ("estimate_runs",)


@dataclass(frozen=True, eq=False)
class Given:
    """What the caller of an analysis gave, as it was given; ``sides``: what was gathered from each scenario."""

    scenarios: Sequence[str | Path | Scenario]
    sides: Sequence[Inputs]
    plan: str | Path | Plan | None = None
    level: str | None = None
    parameters: str | Path | ParameterTable | None = None
    fitted: str | Path | None = None
    simulate: Callable[..., Any] | None = None


@dataclass(frozen=True)
class Repeating:
    """``command``: the line that repeats an analysis; ``copies``: what it needs from the folder of results, content by
    file name."""

    command: str
    copies: Mapping[str, bytes]


def repeating(given: Given, name: str, options: Mapping[str, Any], files: Sequence[str]) -> Repeating:
    """How to repeat ``sim.NAME(scenarios, options)``.

    ``options`` by keyword, in the order in which they are said, paths as ``Path``; None is left to the default.
    ``files``: names of the scenarios' copies, without ending. The first scenario is the argument of the command, and so
    are the others unless there is an option ``against``.
    """
    fitted, own_table = _fitted(given), given.parameters is not None
    scenarios, copies = _scenarios(given, files, fitted)
    level = None if copies else given.level  # a copy is saved at its level
    inputs = given.sides[0]
    copies |= _saved(inputs, "fitted/") if fitted == _FITTED else {}
    copies |= _saved(inputs, "parameters.csv") if own_table else {}
    positional = scenarios[:1] if "against" in options else scenarios
    keywords = {**options, "level": level, "fitted": fitted}
    keywords |= {"against": scenarios[1:]} if "against" in options else {}
    if copies:
        keywords = {keyword: _copied(keyword, value, copies) for keyword, value in keywords.items()}
    keywords = {keyword: plain(value) for keyword, value in keywords.items() if value is not None and value != []}
    plan_in_memory = f"{_COPIES}/plan.json" in copies
    if not own_table and not plan_in_memory and given.simulate is None and _sayable(keywords):
        return Repeating(command_line(name, positional, _as_options(keywords)), copies)
    before: list[str] = []
    if own_table:
        keywords["parameters"] = f"{_COPIES}/parameters.csv"
    if plan_in_memory:
        before += ["from pathlib import Path", "from sim.inputs.plan import Plan"]
        keywords["plan"] = Code(f"Plan.model_validate_json(Path('{_COPIES}/plan.json').read_bytes())")
    if given.simulate is not None:
        statements, keywords["simulate"] = _engine(given.simulate)
        before += statements
    return Repeating(python_line(name, positional, {**keywords, "out": f"{name}-again"}, before), copies)


def _scenarios(given: Given, files: Sequence[str], fitted: str | None) -> tuple[list[str], dict[str, bytes]]:
    """How each scenario is said, and the copies that are needed for it: all by name, or all by their copies."""
    names = [
        str(scenario)
        for scenario in given.scenarios
        if isinstance(scenario, str) or (isinstance(scenario, Path) and is_path(str(scenario)))
    ]
    named = len(names) == len(given.scenarios) and given.plan is None and given.parameters is None
    # a command runs in one folder: the reader's own, or that of the results
    if named and not (fitted == _FITTED and any(is_path(name) for name in names)):
        return names, {}
    sides = zip(files, given.sides, strict=True)
    copies = {f"{_COPIES}/{file}.toml": side.files["scenario.toml"] for file, side in sides}
    return list(copies), copies | _saved(given.sides[0], "plan.")


def _saved(inputs: Inputs, beginning: str) -> dict[str, bytes]:
    return {f"{_COPIES}/{name}": content for name, content in inputs.files.items() if name.startswith(beginning)}


def _fitted(given: Given) -> str | None:
    """What to say to get the same set again; a set given by its path, or laid over another table, by its saved copy.

    Nothing for the prior of a plan without a set.
    """
    posterior = given.sides[0].fitted
    if posterior is None:
        return PRIOR if given.fitted == PRIOR else None
    by_path = given.fitted is not None and is_path(given.fitted)
    return _FITTED if by_path or given.parameters is not None else posterior.name


def _copied(keyword: str, value: Any, copies: dict[str, bytes]) -> Any:
    """An option's value with its files named by copies, which are added to ``copies``."""
    if isinstance(value, list | tuple):
        return [_copied(f"{keyword}-{number}", item, copies) for number, item in enumerate(value, start=1)]
    if not isinstance(value, Path):
        return value
    copies[f"{_COPIES}/{keyword}.toml"] = value.read_bytes()
    return f"{_COPIES}/{keyword}.toml"


def _sayable(keywords: Mapping[str, Any]) -> bool:
    """Whether every option has a form on the command line: a mapping has none."""
    values = [item for value in keywords.values() for item in (value if isinstance(value, list) else [value])]
    return not any(isinstance(item, dict) for item in values) and keywords.keys().isdisjoint(_WITHOUT_OPTION)


def _as_options(keywords: Mapping[str, Any]) -> dict[str, Any]:
    """Keywords of a function as options of its command."""
    options: dict[str, Any] = {}
    for keyword, value in keywords.items():
        option = _OPTIONS.get(keyword, keyword.replace("_", "-"))
        if value is False:
            options[f"no-{option}"] = True
        elif (keyword, value) == ("fitted", PRIOR):
            options[PRIOR] = True
        elif keyword == "objective" and isinstance(value, list):
            options[option] = ",".join(value)
        else:
            options[option] = value
    return options


def _engine(simulate: Callable[..., Any]) -> tuple[list[str], Code]:
    """The statement that imports an engine of one's own, and its name; what no module holds is left to be put in."""
    module, name = getattr(simulate, "__module__", None), getattr(simulate, "__qualname__", "")
    if module in (None, "__main__") or getattr(sys.modules.get(module), name, None) is not simulate:
        return [], Code("...")
    return [f"from {module} import {name}"], Code(name)
