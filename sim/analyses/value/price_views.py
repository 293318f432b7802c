"""A price list in words: a table a portion of the money, with the counts that answer and those that have a band."""

from collections.abc import Iterator

from sim.analyses.value.portions import TIMES
from sim.analyses.value.price import AVERAGE, NO_BAND, Price
from sim.analyses.value.price_list import PriceList
from sim.analyses.value.price_reasons import by_reason, counts_later
from sim.analyses.value.price_words import band_words, price_words, units_words
from sim.language import parameter_meaning, text
from sim.language.numbers import NOTHING, SAME, counts, money, share
from sim.results.table import Block, Cell, Line, Table

_LEAST_UNSPENT = 0.005


def price_screen(result: PriceList, lang: str) -> Iterator[Block]:
    """The whole list. Only numbers that stand in the result are shown; "=" where the runs show no change."""
    name = result.scenario.name[lang]
    yield Line(text("prices.title", lang, scenario=name, runs=result.runs, seed=result.seed), "title")
    portions = dict.fromkeys((line.action, line.instrument) for line in result.prices)
    for action, instrument in portions:
        yield from _portion(result, result.of(action, instrument), lang)
    if result.together:
        actions = text("fault.name-join", lang).join(result.portion_name(id, None, lang) for id in result.together)
        yield Line(text("prices.together", lang, actions=actions))
    yield Line(f"\n{text('compare.rests-on', lang)}")
    yield Line(text("prices.legend", lang), "quiet")


def telling(line: Price) -> bool:
    """Whether a line stands in the tables for planners: it is shown to differ, or has a band to be held against."""
    return line.units.shown or (line.band is not None and line.band.verdict != NO_BAND)


def pairs_of(result: PriceList, lines: tuple[Price, ...]) -> list[tuple[Price, ...]]:
    """Lines of a portion by what they count, each at all horizons of the result."""
    first = [line for line in lines if line.month == result.months[0]]
    return [tuple(result.at(line, month) for month in result.months) for line in first]


def heading(result: PriceList, line: Price, lang: str) -> str:
    """A portion with its money and what of it is unspent by each month, where anything is."""
    pair = pairs_of(result, result.of(line.action, line.instrument))[0]
    labels = dict(zip(result.months, result.labels, strict=True))
    shares = ((labels[one.month], one.unspent if one.unspent >= _LEAST_UNSPENT else 0.0) for one in pair)
    parts = [text("prices.unspent", lang, month=month, share=share(part, lang)) for month, part in shares]
    values = {
        "name": result.portion_name(line.action, line.instrument, lang),
        "amount": money(line.money, lang),
        "unspent": text("prices.join", lang).join(parts),
    }
    if line.instrument is None:
        return text("prices.portion", lang, **values)
    return text("prices.instrument", lang, action=result.portion_name(line.action, None, lang), **values)


def _portion(result: PriceList, lines: tuple[Price, ...], lang: str) -> Iterator[Block]:
    pairs = pairs_of(result, lines)
    told = [pair for pair in pairs if any(telling(line) for line in pair)]
    if told:
        heads = [text("prices.counted", lang)]
        for label in result.labels:
            heads += [text("prices.units", lang, month=label), text("prices.price", lang)]
        if len(result.months) > 1:
            heads.append(text("prices.delivered", lang))
        heads.append(text("prices.band", lang))
        rows = tuple(_row(result, pair, lang) for pair in told)
        yield Table(heading(result, lines[0], lang), tuple(heads), rows, words=(0, len(heads) - 1))
    else:
        yield Line(heading(result, lines[0], lang), "heading")
        yield Line(text("prices.nothing", lang), indent=1)
    for found, group in by_reason([pair for pair in pairs if pair[0].primary and pair not in told]):
        names = text("compare.join", lang).join(result.name(pair[0], lang) for pair in group)
        yield Line(text(f"prices.same-{found}", lang, counts=names), "quiet", 1)


def _row(result: PriceList, pair: tuple[Price, ...], lang: str) -> tuple[Cell, ...]:
    cells: list[Cell] = ["\n".join([result.name(pair[0], lang), *_notes(result, pair, lang)])]
    for line in pair:
        cells += [units_words(line), price_words(line, lang)]
    if len(pair) > 1:
        delivered = result.delivery(pair[0])
        cells.append(NOTHING if delivered is None else share(delivered, lang))
    words = list(dict.fromkeys(band_words(line, lang) for line in pair))
    cells.append("\n".join(words))
    return tuple(cells)


def _notes(result: PriceList, pair: tuple[Price, ...], lang: str) -> Iterator[str]:
    """Small print of a count: the range over the unknown, per money taken up, a little more money."""
    labels = dict(zip(result.months, result.labels, strict=True))
    last = pair[-1]
    if counts_later(pair):
        yield text("prices.later", lang, month=labels[pair[0].month])
    if last.thirds is not None and last.units.shown:
        found = last.thirds
        parts = {name: counts(getattr(found, name)) for name in ("low", "middle", "high")}
        meaning = parameter_meaning(found.parameter, found.parameter, lang)
        yield text("prices.thirds", lang, month=labels[last.month], parameter=meaning, **parts)
    for line in pair:
        if line.taken_up is not None and line.units.shown:
            yield text("prices.taken-up", lang, month=labels[line.month], units=counts(line.taken_up))
        marginal = result.marginals(line) if line.kind == AVERAGE else {}
        words = [units_words(marginal[times]) for times in TIMES if times in marginal]
        if words and set(words) != {SAME}:
            named = dict(zip(("half", "once", "twice"), words, strict=True))
            yield text("prices.marginal", lang, month=labels[line.month], **named)
