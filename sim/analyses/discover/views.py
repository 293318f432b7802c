"""A discovery in words: "missed when births are at most 0.17 a year and the zones do not displace each other".

Of every target its boxes in sentences, and one row a condition.
"""

from collections.abc import Iterator

from sim.analyses.discover.findings import Condition, DiscoveryFindings, FoundBox, TargetDiscovery
from sim.analyses.discover.significance import AMONG
from sim.language import parameter_meaning, text, texts, unit_name
from sim.language.numbers import NOTHING, p_value, part
from sim.results.table import Block, Line, Table, by_class

_IN_PER_CENT = ("share", "log points/year", "per year", "per firm and year", "per technology SME and year")
_WITHOUT_UNIT = ("none", "ratio", "elasticity", "probability", "correlation", "count", "log points", "sd", "points")
_MOSTLY = 2.0 / 3.0  # density from which the outcome is said to come with a box; below it comes more often


def sentences(result: DiscoveryFindings, target: TargetDiscovery, lang: str) -> Iterator[str]:
    """What was found about one target: the boxes, or the one sentence that says why there is none."""
    name = result.names[target.id][lang]
    if not target.boxes:
        all_met = (target.finding == "always") == (result.outcome == "met")
        of_all = target.finding in ("never", "always")
        key = ("all-met" if all_met else "all-missed") if of_all else target.finding
        yield text(f"discover.{key}", lang, target=name)
        return
    yield text(f"discover.share-{result.outcome}", lang, target=name, share=part(target.share))
    for box in target.boxes:
        yield f"{box_name(box, lang)}{text('cli.colon', lang)}{rule(result, box, lang)}"
        yield measured(result, box, lang)


def box_name(box: FoundBox, lang: str) -> str:
    """ "Box 1", and of a later one that it counts cases outside those before."""
    return text("discover.box" if box.number == 1 else "discover.box-further", lang, number=box.number)


def rule(result: DiscoveryFindings, box: FoundBox, lang: str) -> str:
    """ "missed when A and B"; "missed more often when A and B" where the held-out half says no more."""
    joined = text("discover.and", lang).join(conditions(box, lang))
    strength = "when" if box.held_out.density >= _MOSTLY else "more-often"
    return text(f"discover.{strength}-{result.outcome}", lang, conditions=joined)


def conditions(box: FoundBox, lang: str) -> list[str]:
    """One phrase a restricted factor; two ends of one parameter make one phrase."""
    phrases = []
    for factor in box.factors:
        of_factor = [condition for condition in box.conditions if condition.factor == factor]
        phrases.append(_range(of_factor, lang) if len(of_factor) > 1 else condition_words(of_factor[0], lang))
    return phrases


def condition_words(condition: Condition, lang: str) -> str:
    """The phrase of one condition: factor, bound with its unit, and what part of its draws that is."""
    factor, sense = factor_name(condition, lang), condition.sense
    if sense == AMONG:
        left = text("discover.or", lang).join(level_name(condition.factor, level, lang) for level in condition.levels)
        return text("discover.among", lang, factor=factor, levels=left)
    assert condition.value is not None
    assert condition.percentile is not None
    part = condition.percentile if sense == "at_most" else 100.0 - condition.percentile
    values = {"bound": amount(condition.value, condition.unit, lang), "percent": f"{part:.0f}"}
    return text(f"discover.{sense.replace('_', '-')}", lang, factor=factor, **values)


def _range(ends: list[Condition], lang: str) -> str:
    low, high = sorted(ends, key=lambda condition: condition.value or 0.0)
    assert low.value is not None and high.value is not None  # noqa: PT018
    return text(
        "discover.between",
        lang,
        factor=factor_name(low, lang),
        low=amount(low.value, low.unit, lang),
        high=amount(high.value, high.unit, lang),
        first=f"{low.percentile:.0f}",
        last=f"{high.percentile:.0f}",
    )


def factor_name(condition: Condition, lang: str) -> str:
    """A switch by its name in the catalogue; a parameter by its meaning and id."""
    factor = condition.factor
    if condition.sense == AMONG:
        return text(f"switch.{factor}", lang)
    if not condition.meaning:
        return factor
    return text("discover.factor", lang, meaning=parameter_meaning(factor, condition.meaning, lang), id=factor)


def level_name(switch: str, level: str, lang: str) -> str:
    """A value of a switch: "on", "off", or its name in the catalogue."""
    if level in ("true", "false"):
        return text("switch.on" if level == "true" else "switch.off", lang)
    return text(f"switch.{switch}-{level}", lang)


def amount(value: float, unit: str, lang: str) -> str:
    """A bound with three significant digits and its unit; shares and rates in per cent."""
    word = texts(lang).get(f"measure.{unit.replace(' ', '-').replace('/', '-')}") or unit_name(unit, lang)
    if unit in _IN_PER_CENT:
        return f"{_digits(100.0 * value)} {word}"
    return _digits(value) if unit in _WITHOUT_UNIT else f"{_digits(value)} {word}"


def measured(result: DiscoveryFindings, box: FoundBox, lang: str) -> str:
    """What the held-out half says about a box, and what the searched half promised."""
    held_out, searched = box.held_out, box.searched
    return text(
        f"discover.{'confirmed' if box.confirmed else 'not-confirmed'}-{result.outcome}",
        lang,
        density=part(held_out.density),
        coverage=part(held_out.coverage),
        base=part(box.base),
        cases=held_out.cases,
        searched_density=part(searched.density),
        searched_coverage=part(searched.coverage),
        p=p_value(box.p_value),
    )


def _digits(value: float) -> str:
    """Three significant digits. These sentences stand in ``discovery.json`` too, whose bytes do not change."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def screen(result: DiscoveryFindings, lang: str) -> Iterator[Block]:
    """The whole discovery: how it was made, then target by target."""
    runs = f"{result.runs:,}"
    yield Line(text("discover.title", lang, scenario=result.scenario, runs=runs, seed=result.seed), "title")
    key = "discover.made-with-switches" if result.switches else "discover.made-without-switches"
    yield Line(text(key, lang, factors=result.factors, fitted=result.fitted))
    yield Line(text("discover.half", lang, searched=result.draws[0], held_out=result.draws[1]))
    if not result.targets:
        yield Line(f"\n{text('discover.none-open', lang)}")
    for target in by_class(result.targets):
        first, *others = sentences(result, target, lang)
        yield Line(f"\n{first}", "strong" if target.boxes else "plain")
        yield from (Line(sentence) for sentence in others)
        if target.boxes:
            yield conditions_table(target, lang)


def conditions_table(target: TargetDiscovery, lang: str) -> Table:
    """One row a condition, with what lifting it would do."""
    rows = [
        (NOTHING if index else str(box.number), condition_words(condition, lang),
         *(p_value(p).removeprefix("= ") for p in (condition.quasi_p, condition.held_out_p)))
        for box in target.boxes
        for index, condition in enumerate(box.conditions)
    ]  # fmt: skip
    heads = tuple(text(f"discover.head-{name}", lang) for name in ("box", "condition", "p", "held-out"))
    return Table("", heads, tuple(rows), words=(1,))
