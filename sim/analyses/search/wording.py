"""Numbers and names of a search as printed on a terminal and in pictures."""

from __future__ import annotations

from sim.analyses.search.estimate import DRAWS
from sim.analyses.search.objective import Objective
from sim.analyses.search.worlds import OWN
from sim.inputs.plan import Plan
from sim.language import text
from sim.language.numbers import SAME, counts, decimals_of, fixed, points, shown
from sim.study.paired import Difference


def objective_name(objective: Objective, lang: str) -> str:
    """The name of the objective, as part of a sentence."""
    return text(f"search.objective-{objective.kind}", lang)


def value_words(objective: Objective, value: float, lang: str) -> str:
    """A value: per cent for a probability, never 0 or 100, else two decimals."""
    if not objective.in_per_cent:
        return fixed(value, 2)
    extreme = shown(value)
    return text("unit.percent", lang, value=fixed(100.0 * value, 1) if extreme.isdigit() else extreme)


def gain_words(objective: Objective, gain: Difference, lang: str) -> str:
    """A gain with its standard error and its unit, "=" where the runs show none."""
    if not objective.in_per_cent:
        return counts(gain)
    return text("search.points", lang, value=points(gain)) if gain.shown else SAME


def gain_at(objective: Objective, value: float, error: float) -> str:
    """An end of the interval of a gain, with the decimals of the gain."""
    scale, least = (100.0, 1) if objective.in_per_cent else (1.0, 0)
    return fixed(scale * value, decimals_of(scale * error, least=least), plus=True)


def loss_words(objective: Objective, value: float) -> str:
    """A regret, without the unit."""
    return fixed(100.0 * value, 1) if objective.in_per_cent else fixed(value, 2)


def world_name(world: str, plan: Plan, lang: str) -> str:
    """A world by the words of the plan; a switch keeps the name that it has in a scenario file."""
    if world == OWN:
        return text("search.world-scenario", lang)
    if world == DRAWS:
        return text("search.world-draws", lang)
    target, _, reading = world.partition("=")
    if target not in plan.target_index:
        return world
    planned = plan.targets[plan.target_index[target]]
    return f"{planned.name[lang]}{text('cli.colon', lang)}{planned.reading(reading).name[lang]}"
