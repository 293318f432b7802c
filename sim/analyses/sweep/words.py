"""Factors, their levels and measures of a sweep as terminal and pictures print them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.analyses.sensitivity.views import factor_name as parameter_name
from sim.analyses.sweep.measures import EXPECTED_MET, Measures
from sim.analyses.sweep.paths import MOVE, PARAMETERS, parse_path
from sim.inputs.plan import Plan
from sim.language import text, texts
from sim.language.numbers import amount, fixed, shown, significant, with_error
from sim.study.joint import JOINT_CLASSES

_PARTS = ("movable", "shares", "committed")


def action_names(plan: Plan | None, lang: str) -> dict[str, str]:
    """Action -> its name in the plan that the sweep kept."""
    return {} if plan is None else {action.id: action.name[lang] for action in plan.actions}


def factor_words(path: str, actions: Mapping[str, str], lang: str) -> str:
    """What a factor varies, with its unit; the path itself where no words are known."""
    parsed = parse_path(path)
    if parsed.root == PARAMETERS:
        return parameter_name(str(parsed.parameter), lang)
    names = [name for name, _ in parsed.steps]
    labels = [actions.get(name, name) for name in names[1:]]
    if parsed.root in _PARTS:
        return text(f"sweep.factor-{parsed.root}", lang, action=labels[0])
    if parsed.root == MOVE:
        return text("sweep.factor-move", lang, source=labels[0], to=labels[1])
    if parsed.root == "switches":
        return texts(lang).get(f"switch.{names[1]}", path)
    return texts(lang).get(f"sweep.factor-{'-'.join(names)}", path)


def level_words(path: str, value: Any, lang: str) -> str:
    """A level without its unit."""
    root, _, name = path.partition(".")
    if isinstance(value, bool):
        return text("switch.on" if value else "switch.off", lang)
    if isinstance(value, str):
        return texts(lang).get(f"switch.{name}-{value}", value) if root == "switches" else value
    if root in _PARTS:
        return significant(100.0 * value)
    if root == MOVE or path in ("budget.expenditure", "budget.capital"):
        return amount(value, lang).rstrip("0").rstrip(".")
    return significant(value)


def measure_words(measures: Measures, name: str, lang: str) -> str:
    """What is measured, with its unit: the target by name, or the joint measures."""
    for target in measures.targets:
        if target.id == name:
            kind = "probability" if target.class_ in JOINT_CLASSES else "capacity"
            return text(f"sweep.measure-{kind}", lang, target=target.name[lang])
    return text(f"sweep.measure-{name.replace('_', '-')}", lang, number=len(measures.joint))


def value_words(name: str, value: float) -> str:
    """A value as it stands in a cell: per cent of a probability or an attainment, else two decimals."""
    return fixed(value, 2) if name == EXPECTED_MET else shown(value)


def error_words(name: str, value: float, error: float) -> str:
    """``value ± error``; the value alone where no error is defined."""
    if error != error:
        return value_words(name, value)
    return with_error(value, error) if name == EXPECTED_MET else f"{shown(value)} ± {fixed(100.0 * error, 1)}"
