"""What a report of a comparison says, in words and numbers, before it is a document of any kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.charts.numbers import count
from sim.charts.rows import CLASSES
from sim.forecast import difference_words
from sim.forecast.difference_words import SAME
from sim.forecast.words import shown
from sim.language import text
from sim.policy.reviews import review_sentence
from sim.report.assumptions import assumptions, provenance

if TYPE_CHECKING:
    from sim.comparison.result import Comparison, Side
    from sim.forecast.paired import Difference
    from sim.forecast.result import Forecast

_LEAST_MONEY = 0.05  # million CNY: less is rounding of shares
_PER_UNIT = {"zh": 100.0, "en": 1.0}  # million CNY in one unit: 亿元, million


@dataclass(frozen=True)
class Table:
    """``heads``: one of the names and one a scenario; ``lines``: cells, or one cell alone that heads those below it.

    A cell holds one value a line: under every scenario but the first with its difference behind.
    """

    title: str
    note: str
    heads: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Compared:
    """``scenarios``: letter and name; ``reading``: sentences; ``tables``: targets, and money and effects if any."""

    title: str
    scenarios: tuple[tuple[str, str], ...]
    reading: tuple[str, ...]
    limit: str
    tables: tuple[Table, ...]
    assumptions: tuple[tuple[str, str], ...]
    provenance: tuple[tuple[str, str], ...]


def compared(comparison: Comparison, lang: str) -> Compared:
    """The content of a report in ``lang``. Raises InputError for an unknown language."""
    first = comparison.first
    rests = (text("report.rests", lang), text("compare.rests-on", lang))
    read = (text("report.how-to-read", lang), text("compare.legend", lang))
    kept = [pair for pair in assumptions(first, lang) if pair[0] != read[0]]
    command = (text("report.command", lang), comparison.command)
    made = [pair for pair in provenance(first, lang) if pair[0] != command[0]]
    tables = [_targets(comparison, lang), _money(comparison, lang), _effects(comparison, lang)]
    return Compared(
        title=text("compare.title", lang, scenario=first.scenario.name[lang], runs=first.runs, seed=first.seed),
        scenarios=tuple(zip(letters(comparison), names(comparison, lang), strict=True)),
        reading=_reading(comparison, lang),
        limit=text("chart.conditional", lang),
        tables=tuple(table for table in tables if table is not None),
        assumptions=(*kept, rests, *_recounted(comparison, lang), *_adapting(comparison, lang), read),
        provenance=(command, *made),
    )


def letters(comparison: Comparison) -> tuple[str, ...]:
    """A, B, ... for the scenarios in their order."""
    return tuple(chr(ord("A") + place) for place in range(len(comparison.forecasts)))


def names(comparison: Comparison, lang: str) -> tuple[str, ...]:
    """Names of the scenarios in their order."""
    return tuple(forecast.scenario.name[lang] for forecast in comparison.forecasts)


def differing(comparison: Comparison) -> tuple[str, ...]:
    """Actions whose money is not the same under every scenario."""
    return tuple(
        action.id
        for action in comparison.first.plan.actions
        if any(abs(side.money[action.id]) >= _LEAST_MONEY for side in comparison.sides)
    )


def _reading(comparison: Comparison, lang: str) -> tuple[str, ...]:
    """The expected number met under each scenario, and who loses by it."""
    joint = comparison.first.joint
    said = [text("compare.chart-own", lang, expected=f"{joint.expected_met:.2f}", number=len(joint.targets))]
    for name, side in zip(names(comparison, lang)[1:], comparison.sides, strict=True):
        gain = side.expected_met
        change = text("report.gain", lang, change=counts(gain)) if gain.shown else text("report.no-gain", lang)
        said.append(text("report.side", lang, scenario=name, gain=change, losers=_losers(comparison, side, lang)))
    return tuple(said)


def _losers(comparison: Comparison, side: Side, lang: str) -> str:
    plan = comparison.first.plan
    targets, fields, actions = side.losers
    every = (text("compare.every-field", lang),) if len(fields) == len(plan.fields) else None
    named = {
        "targets": [one.name[lang] for one in plan.targets if one.id in targets],
        "fields": every or [one.name[lang] for one in plan.fields if one.id in fields],
        "actions": [one.name[lang] for one in plan.actions if one.id in actions],
    }
    firms = counts(side.all_firms)
    said = [
        text(f"compare.lose-{what}", lang, names=text("compare.join", lang).join(found), firms=firms)
        for what, found in named.items()
        if found
    ]
    return text("compare.and", lang).join(said) or text("compare.nobody-loses", lang)


def _targets(comparison: Comparison, lang: str) -> Table:
    """Share of the runs that meet the target, and below it the expected count."""
    lines: list[tuple[str, ...]] = []
    for letter in CLASSES:
        places = [place for place, target in enumerate(comparison.first.targets) if target.class_ == letter]
        if places:
            meaning = text(f"class.{letter}", lang)
            lines.append((text("forecast.class", lang, letter=letter, meaning=meaning),))
            lines += [_target(comparison, place, lang) for place in places]
    number = len(comparison.first.joint.targets)
    lines.append((text("report.together", lang),))
    lines.append((
        text("compare.all-met", lang),
        *_cells(comparison, lambda one: _percent(one.joint.all_met.value, lang), lambda side: points(side.all_met)),
    ))  # fmt: skip
    lines.append((
        text("compare.number-met", lang, number=number),
        *_cells(comparison, lambda one: f"{one.joint.expected_met:.2f}", lambda side: counts(side.expected_met)),
    ))  # fmt: skip
    heads = (text("forecast.target", lang), *letters(comparison))
    return Table(text("report.targets", lang), text("report.compared-note", lang), heads, tuple(lines))


def _target(comparison: Comparison, place: int, lang: str) -> tuple[str, ...]:
    id = comparison.first.targets[place].id
    chances = _cells(
        comparison,
        lambda one: _percent(one.targets[place].model_probability, lang),
        lambda side: points(side.probability[id]),
    )
    numbers = _cells(comparison, lambda one: count(one.targets[place].expected), lambda side: counts(side.count[id]))
    cells = (f"{chance}\n{number}" for chance, number in zip(chances, numbers, strict=True))
    return (comparison.first.plan.targets[place].name[lang], *cells)


def _cells(comparison: Comparison, own: Callable[[Forecast], str], more: Callable[[Side], str]) -> Iterable[str]:
    """The value under each scenario, behind it the difference from the first."""
    first, *others = comparison.forecasts
    return (own(first), *(f"{own(one)}  {more(side)}" for one, side in zip(others, comparison.sides, strict=True)))


def _money(comparison: Comparison, lang: str) -> Table | None:
    actions = differing(comparison)
    if not actions:
        return None
    unit = _PER_UNIT[lang]
    lines = [
        (action.name[lang], *(f"{one.allocated[action.id] / unit:,.2f}" for one in comparison.forecasts))
        for action in comparison.first.plan.actions
        if action.id in actions
    ]
    if all(one.money for one in comparison.forecasts):  # else the engine keeps none
        unspent = (sum(row["unspent"] for row in one.money.values()) / unit for one in comparison.forecasts)
        lines.append((text("compare.unspent", lang), *(f"{value:,.2f}" for value in unspent)))
    heads = (text("report.action", lang), *letters(comparison))
    return Table(text("compare.money", lang), text("report.allocated-unit", lang), heads, tuple(lines))


def _effects(comparison: Comparison, lang: str) -> Table | None:
    """Gains under each assumption about the effects of money; None where they were not run."""
    if not comparison.effects_runs:
        return None
    lines = []
    for mode in comparison.sides[0].gains:
        cells = []
        for side in comparison.sides:
            gain = side.gains[mode]
            sure = "–" if gain.positive is None else _percent(gain.positive, lang)
            cells.append(f"{counts(gain.expected_met)}\n{points(gain.attainment)}\n{sure}")
        lines.append((text(f"compare.effects-{mode}", lang), "–", *cells))
    heads = (text("compare.effects-mode", lang), *letters(comparison))
    note = text("report.effects-note", lang)
    return Table(text("compare.effects", lang, runs=comparison.effects_runs), note, heads, tuple(lines))


def _recounted(comparison: Comparison, lang: str) -> list[tuple[str, str]]:
    """Targets that a later scenario would count otherwise."""
    named = {one.scenario.id: one.scenario.name[lang] for one in comparison.forecasts}
    label = text("report.recounted", lang)
    said = []
    for id, targets in comparison.recounted.items():
        found = [one.name[lang] for one in comparison.first.plan.targets if one.id in targets]
        joined = text("compare.join", lang).join(found)
        said.append((label, text("compare.recounted", lang, scenario=named[id], targets=joined)))
    return said


def _adapting(comparison: Comparison, lang: str) -> list[tuple[str, str]]:
    """What the rules of an adaptive scenario do, and what they are worth."""
    plan = comparison.first.plan
    said = []
    for forecast in comparison.forecasts:
        one = comparison.adaptivity.get(forecast.scenario.id)
        if one is None:
            continue
        rules = [
            text("report.rule", lang, rule=review_sentence(review, plan, lang), share=_percent(share, lang))
            for review, share in zip(forecast.scenario.reviews, one.fired, strict=True)
        ]
        changes = {"chances": (one.targets, points), "counts": (one.counts, counts)}
        listed = {
            what: text("compare.join", lang).join(
                f"{target.name[lang]} {words(found[target.id])}" for target in plan.targets if found[target.id].shown
            )
            or SAME
            for what, (found, words) in changes.items()
        }
        worth = text("compare.adaptive-worth", lang, number=counts(one.expected_met),
                     attainment=points(one.attainment), **listed)  # fmt: skip
        label = text("compare.adaptive", lang, scenario=forecast.scenario.name[lang])
        said.append((label, text("compare.and", lang).join([*rules, worth])))
    return said


def _percent(probability: float, lang: str) -> str:
    return text("unit.percent", lang, value=shown(probability))


def points(paired: Difference) -> str:
    """A difference of shares in percentage points, with the minus sign of print."""
    return difference_words.points(paired).replace("-", "−")


def counts(paired: Difference) -> str:
    """A difference of expected counts, with the minus sign of print."""
    return difference_words.counts(paired).replace("-", "−")
