"""A comparison in words: targets, who loses, money and effects under every scenario; for terminal and reports."""

from collections.abc import Iterator, Sequence

from sim.analyses.compare.effects import Adaptivity
from sim.analyses.compare.result import Comparison, Side
from sim.analyses.forecast.targets import target_record
from sim.analyses.forecast.views import by
from sim.inputs.plan import Plan
from sim.inputs.policy.reviews import review_sentence
from sim.language import text
from sim.language.numbers import LEAST_MONEY, NOTHING, SAME, counts, fixed, money_unit, percent, points
from sim.results.table import Block, Cell, Line, Table, by_class, class_groups


def screen(comparison: Comparison, lang: str) -> Iterator[Block]:
    """The whole comparison. Only numbers that stand in the result are shown; "=" where the runs show no difference."""
    yield Line(title(comparison, lang), "title")
    for letter, name in scenarios(comparison, lang):
        yield Line(f"{letter}  {name}", indent=1)
    yield targets_table(comparison, lang, stacked=False)
    later = later_table(comparison, lang)
    if later is not None:
        yield later
    yield Line(text("compare.losers", lang), "heading")
    for letter, side in zip(letters(comparison)[1:], comparison.sides, strict=True):
        yield Line(f"{letter}  {losers(comparison, side, lang)}", indent=1)
    yield money_table(comparison, lang) or Line(f"\n{text('compare.same-money', lang)}")
    for name, rules, worth in adapting(comparison, lang):
        yield Line(name, "heading")
        yield from (Line(rule, indent=1) for rule in rules)
        yield Line(worth, indent=1)
    effects = effects_table(comparison, lang, stacked=False)
    if effects is not None:
        yield effects
    yield from (Line(sentence, "quiet", 1) for sentence in recounted(comparison, lang))
    yield Line(f"\n{text('compare.rests-on', lang)}")
    yield Line(text("compare.legend", lang), "quiet")


def title(comparison: Comparison, lang: str) -> str:
    """The title: the first scenario, runs and seed."""
    first = comparison.first
    return text("compare.title", lang, scenario=first.scenario.name[lang], runs=first.runs, seed=first.seed)


def letters(comparison: Comparison) -> tuple[str, ...]:
    """A, B, ... for the scenarios in their order."""
    return tuple(chr(ord("A") + index) for index in range(len(comparison.forecasts)))


def scenarios(comparison: Comparison, lang: str) -> tuple[tuple[str, str], ...]:
    """Letter and name of every scenario."""
    return tuple(
        zip(letters(comparison), (forecast.scenario.name[lang] for forecast in comparison.forecasts), strict=True)
    )


def differing(comparison: Comparison) -> tuple[str, ...]:
    """Actions whose money is not the same under every scenario, in the plan's order."""
    return tuple(
        action.id
        for action in comparison.first.plan.actions
        if any(abs(side.money[action.id]) >= LEAST_MONEY for side in comparison.sides)
    )


def losers(comparison: Comparison, side: Side, lang: str) -> str:
    """Targets, fields and actions that lose by a scenario, in one sentence."""
    plan = comparison.first.plan
    targets, fields, actions = side.losers
    every = [text("compare.every-field", lang)] if len(fields) == len(plan.fields) else None
    named = {
        "targets": [record.name[lang] for record in by_class(plan.targets) if record.id in targets],
        "fields": every or [record.name[lang] for record in plan.fields if record.id in fields],
        "actions": [record.name[lang] for record in plan.actions if record.id in actions],
    }
    firms, join = counts(side.all_firms), text("compare.join", lang)
    sentences = [text(f"compare.lose-{what}", lang, names=join.join(losing), firms=firms)
                 for what, losing in named.items() if losing]  # fmt: skip
    return text("compare.and", lang).join(sentences) or text("compare.nobody-loses", lang)


def targets_table(comparison: Comparison, lang: str, *, stacked: bool = True) -> Table:
    """Share of the runs that meet a target and the expected count, and their differences from the first scenario; by
    class, then classes A and B together. ``stacked``: the count below the share, else beside it."""
    forecasts, sides = comparison.forecasts, comparison.sides
    together = [forecast.joint for forecast in forecasts]
    rows: list[tuple[Cell, ...]] = []

    def add(name: str, values: Sequence[_Pair], changes: Sequence[_Pair]) -> None:
        rows.append((name, *_across(values, changes, stacked)))

    for letter, targets in class_groups(comparison.first.plan.targets):
        rows.append((text("forecast.class", lang, letter=letter, meaning=text(f"class.{letter}", lang)),))
        for target in targets:
            same = [forecast.target(target.id) for forecast in forecasts]
            values = [(percent(each.model_probability, lang), fixed(each.expected, 1)) for each in same]
            changes = [(points(side.probability[target.id]), counts(side.count[target.id])) for side in sides]
            add(target.name[lang], values, changes)
    rows.append((text("report.together", lang),))
    all_met = [(percent(joint.all_met.value, lang), "") for joint in together]
    add(text("compare.all-met", lang), all_met, [(points(side.all_met), "") for side in sides])
    met = [("", fixed(joint.expected_met, 2)) for joint in together]
    number = text("compare.number-met", lang, number=len(together[0].targets))
    add(number, met, [("", counts(side.expected_met)) for side in sides])
    attainment = [(points(side.attainment), "") for side in sides]
    add(text("compare.attainment", lang), [("", "")] * len(forecasts), attainment)
    heads = _across(*_target_heads(comparison, lang, stacked), stacked)
    note = text("report.compared-note", lang) if stacked else text("compare.declared-note", lang)
    return Table(text("report.targets", lang), (text("compare.target", lang), *heads), tuple(rows), note=note)


def later_table(comparison: Comparison, lang: str) -> Table | None:
    """Expected counts by the plan's end and by the last month of runs that went on, and their differences from the
    first scenario at both; None where none went on."""
    first, letter = comparison.first, letters(comparison)
    if first.later is None:
        return None
    rows: list[tuple[Cell, ...]] = []
    for target in by_class(first.targets):
        cells = [fixed(target.expected, 1), fixed(first.later.counts[target.id][target.reading].mean, 1)]
        for side in comparison.sides:
            cells += [counts(side.count[target.id]), counts(side.later[target.id]) if side.later else NOTHING]
        rows.append((target_record(first.plan, target)[0].name[lang], *cells))
    months = (by(first.months[-1], lang), by(first.later.month, lang))
    sides = (letter[0], *(f"{other} − A" for other in letter[1:]))
    heads = (text("compare.target", lang), *(f"{side}\n{month}" for side in sides for month in months))
    return Table(text("compare.later", lang), heads, tuple(rows), note=text("compare.later-note", lang))


_Pair = tuple[str, str]


def _target_heads(comparison: Comparison, lang: str, stacked: bool) -> tuple[list[_Pair], list[_Pair]]:
    sides, against = letters(comparison), [f"{letter} − A" for letter in letters(comparison)[1:]]
    if stacked:
        return [(letter, "") for letter in sides], [(which, "") for which in against]
    return (
        [(letter, text("compare.expected", lang, which=letter)) for letter in sides],
        [(text("compare.points", lang, which=which), text("compare.expected", lang, which=which)) for which in against],
    )


def _across(values: Sequence[_Pair], changes: Sequence[_Pair], stacked: bool) -> tuple[str, ...]:
    """The first scenario's pair, then of each later one its own and its changes: a cell a pair, or side by side, where
    a later scenario's second number is left to its difference."""
    later = list(zip(values[1:], changes, strict=True))
    if stacked:
        pairs = (values[0], *(pair for both in later for pair in both))
        return tuple("\n".join(filter(None, pair)) for pair in pairs)
    return (*values[0], *(cell for value, change in later for cell in (value[0], *change)))


def money_table(comparison: Comparison, lang: str) -> Table | None:
    """Actions whose money differs, in the reader's unit, and what stays unspent; None where none differs."""
    actions = differing(comparison)
    if not actions:
        return None
    unit, plan = money_unit(lang), comparison.first.plan
    rows: list[tuple[Cell, ...]] = [
        (action.name[lang], *(forecast.allocated[action.id] / unit for forecast in comparison.forecasts))
        for action in plan.actions
        if action.id in actions
    ]
    if all(forecast.money for forecast in comparison.forecasts):  # else the engine keeps none
        unspent = (sum(row["unspent"] for row in forecast.money.values()) / unit for forecast in comparison.forecasts)
        rows.append((text("compare.unspent", lang), *unspent))
    heads = (text("report.action", lang), *letters(comparison))
    return Table(text("compare.money", lang), heads, tuple(rows), note=text("report.allocated-unit", lang))


def effects_table(comparison: Comparison, lang: str, *, stacked: bool = True) -> Table | None:
    """Gains under each assumption about the effects of money; None where they were not run. ``stacked``: the three
    numbers of a scenario below each other."""
    if not comparison.effects_runs:
        return None
    rows: list[tuple[Cell, ...]] = []
    for mode in comparison.sides[0].gains:
        gains = [side.gains[mode] for side in comparison.sides]
        cells = [(counts(gain.expected_met), points(gain.attainment), percent(gain.positive, lang)) for gain in gains]
        shown = ["\n".join(three) for three in cells] if stacked else [cell for three in cells for cell in three]
        rows.append((text(f"compare.effects-{mode}", lang), *shown))
    heads = [text("compare.effects-mode", lang)]
    for letter in letters(comparison)[1:]:
        which = f"{letter} − A"
        beside = [text(f"compare.effects-{name}", lang, which=which) for name in ("number", "attainment", "positive")]
        heads += [which] if stacked else beside
    note = text("report.effects-note", lang) if stacked else ""
    return Table(text("compare.effects", lang, runs=comparison.effects_runs), tuple(heads), tuple(rows), note=note)


def recounted(comparison: Comparison, lang: str) -> Iterator[str]:
    """One sentence a later scenario that would count some targets otherwise."""
    names = {forecast.scenario.id: forecast.scenario.name[lang] for forecast in comparison.forecasts}
    for id, targets in comparison.recounted.items():
        counted = [target.name[lang] for target in by_class(comparison.first.plan.targets) if target.id in targets]
        yield text("compare.recounted", lang, scenario=names[id], targets=text("compare.join", lang).join(counted))


def adapting(comparison: Comparison, lang: str) -> Iterator[tuple[str, list[str], str]]:
    """Of every adaptive scenario: its heading, its rules with how often each moves money, and the sentence of their
    worth."""
    plan = comparison.first.plan
    for forecast in comparison.forecasts:
        adaptive = comparison.adaptivity.get(forecast.scenario.id)
        if adaptive is None:
            continue
        rules = [
            text("report.rule", lang, rule=review_sentence(review, plan, lang), share=percent(fired, lang))
            for review, fired in zip(forecast.scenario.reviews, adaptive.fired, strict=True)
        ]
        yield text("compare.adaptive", lang, scenario=forecast.scenario.name[lang]), rules, _worth(adaptive, plan, lang)


def _worth(adaptive: Adaptivity, plan: Plan, lang: str) -> str:
    join, targets = text("compare.join", lang), by_class(plan.targets)
    chances = [f"{t.name[lang]} {points(adaptive.targets[t.id])}" for t in targets if adaptive.targets[t.id].shown]
    numbers = [f"{t.name[lang]} {counts(adaptive.counts[t.id])}" for t in targets if adaptive.counts[t.id].shown]
    values = {"number": counts(adaptive.expected_met), "attainment": points(adaptive.attainment)}
    changes = {"chances": join.join(chances) or SAME, "counts": join.join(numbers) or SAME}
    return text("compare.adaptive-worth", lang, **values, **changes)
