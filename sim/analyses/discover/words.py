"""A discovery in sentences: "missed when births are at most 0.17 a year and the zones do not displace each other"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.analyses.discover.significance import AMONG
from sim.language import parameter_meaning, text, texts, unit_name
from sim.language.numbers import p_value, part

if TYPE_CHECKING:
    from sim.analyses.discover.findings import Condition, DiscoveryFindings, FoundBox, TargetDiscovery

_IN_PER_CENT = ("share", "log points/year", "per year", "per firm and year", "per technology SME and year")
_WITHOUT_UNIT = ("none", "ratio", "elasticity", "probability", "correlation", "count", "log points", "sd", "points")
_MOSTLY = 2.0 / 3.0  # density from which the outcome is said to come with a box; below it comes more often


def sentences(result: DiscoveryFindings, target: TargetDiscovery, lang: str) -> Iterator[str]:
    """What was found about one target: the boxes, or the one sentence that says why there is none."""
    name = result.names[target.id][lang]
    if not target.boxes:
        yield text(_why_none(result, target), lang, target=name)
        return
    yield text(f"discover.share-{result.outcome}", lang, target=name, share=part(target.share))
    for box in target.boxes:
        yield f"{box_name(box, lang)}{text('cli.colon', lang)}{rule(result, box, lang)}"
        yield measured(result, box, lang)


def _why_none(result: DiscoveryFindings, target: TargetDiscovery) -> str:
    if target.finding in ("never", "always"):
        all_met = (target.finding == "always") == (result.outcome == "met")
        return "discover.all-met" if all_met else "discover.all-missed"
    return f"discover.{target.finding}"


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
        own = [one for one in box.conditions if one.factor == factor]
        phrases.append(_range(own, lang) if len(own) > 1 else condition(own[0], lang))
    return phrases


def condition(one: Condition, lang: str) -> str:
    """The phrase of one condition: factor, bound with its unit, and what part of its draws that is."""
    if one.sense == AMONG:
        left = text("discover.or", lang).join(level_name(one.factor, level, lang) for level in one.levels)
        return text("discover.among", lang, factor=factor_name(one, lang), levels=left)
    assert one.value is not None
    assert one.percentile is not None
    part = one.percentile if one.sense == "at_most" else 100.0 - one.percentile
    values = {"bound": amount(one.value, one.unit, lang), "percent": f"{part:.0f}"}
    return text(f"discover.{one.sense.replace('_', '-')}", lang, factor=factor_name(one, lang), **values)


def _range(ends: list[Condition], lang: str) -> str:
    low, high = sorted(ends, key=lambda one: one.value or 0.0)
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


def factor_name(one: Condition, lang: str) -> str:
    """A switch by its name in the catalogue; a parameter by its meaning and id."""
    if one.sense == AMONG:
        return text(f"switch.{one.factor}", lang)
    if not one.meaning:
        return one.factor
    words = parameter_meaning(one.factor, one.meaning, lang)
    return text("discover.factor", lang, meaning=words, id=one.factor)


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
    out, own = box.held_out, box.searched
    return text(
        f"discover.{'confirmed' if box.confirmed else 'not-confirmed'}-{result.outcome}",
        lang,
        density=part(out.density),
        coverage=part(out.coverage),
        base=part(box.base),
        cases=out.cases,
        searched_density=part(own.density),
        searched_coverage=part(own.coverage),
        p=p_value(box.p_value),
    )


def _digits(value: float) -> str:
    """Three significant digits. These sentences stand in ``discovery.json`` too, whose bytes do not change."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
