"""Marginal values in words: by action and pot, by target, and where more money stops helping."""

from collections.abc import Iterator

from sim.analyses.value.price_list import PriceList
from sim.analyses.value.price_views import price_screen
from sim.analyses.value.response_table import ResponseTable
from sim.analyses.value.response_views import response_screen
from sim.analyses.value.result import Marginal, MarginalValue
from sim.analyses.value.saturation import Saturation
from sim.analyses.value.steps import CURVE
from sim.language import text
from sim.language.numbers import NOTHING, SAME, amount, counts, money, money_unit, points, share, with_error
from sim.results.table import Block, Cell, Line, Table, by_class

POTS = ("expenditure", "capital")


def screen(result: MarginalValue | PriceList | ResponseTable, lang: str) -> Iterator[Block]:
    """The whole valuation, the price list, or the response table.

    Only numbers that stand in the result are shown; "=" where the runs show no change.
    """
    if isinstance(result, PriceList):
        yield from price_screen(result, lang)
        return
    if isinstance(result, ResponseTable):
        yield from response_screen(result, lang)
        return
    name = result.scenario.name[lang]
    yield Line(text("value.title", lang, scenario=name, runs=result.runs, seed=result.seed), "title")
    for pot in POTS:
        table = actions_table(result, pot, lang)
        if table.rows:
            yield table
    yield Line(text("value.by-target", lang), "heading")
    for action in result.plan.actions:
        for key, step in (("into", result.step(action.id)), ("out", result.step(action.id, out=True))):
            if step is not None:
                head = text(f"value.{key}", lang, action=action.name[lang], amount=money(abs(step.amount), lang))
                yield Line(f"{head}{_changes(result, step, lang)}", indent=1)
    if result.saturation:
        yield saturation_table(result, lang)
    yield Line(f"\n{text('compare.rests-on', lang)}")
    yield Line(text("value.legend", lang), "quiet")


def actions_table(result: MarginalValue, pot: str, lang: str) -> Table:
    """One row an action of the pot: its money, what of it may move, and what a step into it and out of it changes."""
    heads = [text(key, lang) for key in ("compare.action", "value.now", "value.movable")]
    for direction in ("into", "out"):
        heads += [text(f"value.{direction}-attainment", lang), text(f"value.{direction}-number", lang)]
    heads.append(text("value.unspent", lang))
    rows: list[tuple[Cell, ...]] = []
    for action in result.plan.actions:
        if action.pot != pot:
            continue
        into, out = result.step(action.id), result.step(action.id, out=True)
        cells = [amount(result.money[action.id], lang), amount(result.movable[action.id], lang)]
        for step in (into, out):
            cells += [NOTHING] * 2 if step is None else [
                points(step.per_hundred(step.attainment)), counts(step.per_hundred(step.expected_met))]  # fmt: skip
        unspent = NOTHING if into is None else share(max(into.unspent.value, 0.0) / into.amount, lang)
        rows.append((action.name[lang], *cells, unspent))
    return Table(text(f"value.pot-{pot}", lang), tuple(heads), tuple(rows))


def _changes(result: MarginalValue, step: Marginal, lang: str) -> str:
    """What is shown to change, largest in standard errors first; "=" where nothing is."""
    changes = []
    for target in by_class(result.plan.targets):
        change, probability = step.count[target.id], step.probability[target.id]
        if not (change.shown or probability.shown):
            continue
        words = f"{target.name[lang]} {counts(step.per_hundred(change))}"
        if probability.shown:
            words += text("value.points", lang, points=points(step.per_hundred(probability)))
        changes.append((-abs(change.value) / (change.error or 1.0), words))
    return text("compare.join", lang).join(words for _, words in sorted(changes, key=lambda pair: pair[0])) or SAME


def saturation_table(result: MarginalValue, lang: str) -> Table:
    """One row an action: which measure answers, by how much at most, and the addition that halves the effect."""
    names = {target.id: target.name[lang] for target in result.plan.targets}
    rows: list[tuple[Cell, ...]] = []
    for action in result.plan.actions:
        curve = result.saturation[action.id]
        named = (action.name[lang], amount(result.money[action.id], lang))
        if curve is None:
            rows.append((*named, text("value.null", lang), SAME, NOTHING))
            continue
        gain = with_error(curve.response[-1], curve.errors[-1], plus=True)
        rows.append((*named, names[curve.measure], gain, _half(curve, lang)))
    heads = (text(f"value.{name}", lang) for name in ("now", "measure", "gain", "half"))
    title = text("value.saturation", lang, amount=money(CURVE[-1] * result.size, lang))
    return Table(title, (text("compare.action", lang), *heads), tuple(rows), words=(0, 2))


def _half(curve: Saturation, lang: str) -> str:
    """The addition with its interval, in the reader's unit; beyond what was run only that it lies there."""
    most = max(curve.amounts) / money_unit(lang)
    digits = 1 if lang == "zh" else 0  # of an interval that is wide
    middle, low, high = (
        f">{most:,.0f}" if end is None else f"{end / money_unit(lang):,.{digits}f}"
        for end in (curve.half, curve.low, curve.high)
    )
    return middle if middle == low == high else f"{middle} ({low}–{high})"
