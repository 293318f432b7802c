"""The numbers and names of a search as terminal and pictures print them."""

from __future__ import annotations

from sim.forecast.paired import Difference
from sim.forecast.words import shown
from sim.language import text
from sim.plan import Plan
from sim.search.estimate import DRAWS
from sim.search.objective import Objective
from sim.search.worlds import OWN

_PER_YI = 100.0  # million CNY in one 亿元


def objective_name(objective: Objective, lang: str) -> str:
    """What the objective is, as part of a sentence."""
    return text(f"search.objective-{objective.kind}", lang)


def is_probability(objective: Objective) -> bool:
    """Whether its values are printed in per cent."""
    return objective.in_per_cent


def value_words(objective: Objective, value: float, lang: str) -> str:
    """A value: per cent for a probability, never 0 or 100, else two decimals."""
    if not is_probability(objective):
        return f"{value:.2f}"
    extreme = shown(value)
    return text("unit.percent", lang, value=extreme if not extreme.isdigit() else f"{100 * value:.1f}")


def gain_words(objective: Objective, gain: Difference, lang: str) -> str:
    """A gain with its standard error, "=" where the runs show none."""
    if not gain.shown:
        return text("search.equal", lang)
    if is_probability(objective):
        return text("search.points", lang, value=f"{100 * gain.value:+.1f} ± {100 * gain.error:.1f}")
    return f"{gain.value:+.2f} ± {gain.error:.2f}"


def points_words(gain: Difference, lang: str) -> str:
    """A gain of a probability in percentage points, without the unit."""
    return f"{100 * gain.value:+.1f} ± {100 * gain.error:.1f}" if gain.shown else text("search.equal", lang)


def money_number(million: float, lang: str, *, sign: bool = False) -> str:
    """An amount without its unit: 亿元 in Chinese, million CNY in English; ``sign``: a difference."""
    value, digits = (million / _PER_YI, 2) if lang == "zh" else (million, 1)
    rounded = round(value, digits) + 0.0
    return f"{rounded:+,.{digits}f}" if sign and rounded else f"{rounded:,.{digits}f}"


def money_scale(lang: str) -> float:
    """Million CNY in one unit of the language."""
    return _PER_YI if lang == "zh" else 1.0


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
