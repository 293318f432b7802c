"""The price list on one page: of every action what answers most clearly, its price, and the registered band."""

from dataclasses import dataclass

from sim.analyses.value.price import NO_BAND
from sim.analyses.value.price_list import PriceList
from sim.analyses.value.price_views import pairs_of
from sim.analyses.value.price_words import price_words
from sim.charts.figure import ChartFigure
from sim.charts.measure import shortened, widest
from sim.charts.palette import INK, MUTED, RULE
from sim.charts.paper import INSIDE, inch_axes, paper, styled
from sim.charts.price_marks import Pair, clarity, clearest, drawable, key, limits, log_axis, mark_pair
from sim.charts.style import BODY, MARGIN, SMALL
from sim.errors import InputError
from sim.language import text
from sim.language.numbers import money, share

_KEY, _ROW, _FOOT = 0.34, 0.34, 0.5
_GAP, _ACTION, _COUNT = 0.2, 2.5, 3.5  # inches: between columns, and the widest of words
_MOST = 2  # counts of an action or instrument, beside its name and its small print
_LEAST_UNSPENT = 0.1


@dataclass(frozen=True)
class _Row:
    """One line of the page: the name of a portion of money or its small print, and a count at its horizons; what
    stands in place of a count where none answers."""

    words: str
    count: str
    pair: Pair
    first: bool


@styled
def page_figure(result: PriceList, lang: str, *, instruments: bool = False) -> ChartFigure:
    """Rows of counts, two an action (an instrument) at most, on one logarithmic axis of units per 100 million CNY.

    Raises InputError where instruments are asked for and none was run.
    """
    if instruments and not any(line.instrument for line in result.prices):
        raise InputError("instruments were not asked for, or none stands apart", key="KIND", value="instruments")
    rows = _rows(result, lang, instruments=instruments)
    origin = result.origin(lang)
    notes = [text("prices.chart-marks", lang), text("prices.chart-units", lang), text("compare.rests-on", lang),
             origin.line(lang)]  # fmt: skip
    name = "prices.chart-title-instruments" if instruments else "prices.chart-title"
    title = text(name, lang, scenario=result.scenario.name[lang], runs=result.runs, seed=result.seed)
    figure, top = paper(title, [], 2 * _KEY + len(rows) * _ROW + _FOOT, notes, origin)
    figure.key_line(MARGIN, top + _KEY / 2, key(result, lang, bands=True))
    _body(figure, top + 2 * _KEY, result, rows, lang)
    return figure


def _rows(result: PriceList, lang: str, *, instruments: bool) -> list[_Row]:
    portions = dict.fromkeys((line.action, line.instrument) for line in result.prices)
    rows = []
    for action, instrument in portions:
        if (instrument is not None) is not instruments:
            continue
        lines = result.of(action, instrument)
        small = money(lines[0].money, lang)
        if lines[0].unspent >= _LEAST_UNSPENT:
            unspent = text("prices.unspent", lang, month=result.labels[0], share=share(lines[0].unspent, lang))
            small = text("prices.join", lang).join((small, unspent))
        name, chosen = result.portion_name(action, instrument, lang), _chosen(pairs_of(result, lines))
        if not chosen:
            nothing = text("prices.join", lang).join((small, text("prices.chart-null", lang)))
            rows.append(_Row(name, nothing, (), True))
            continue
        counts = [result.name(pair[0], lang) for pair in chosen] + [""] * (_MOST - len(chosen))
        pairs: list[Pair] = [*chosen, *[()] * (_MOST - len(chosen))]
        rows += [_Row(name, counts[0], pairs[0], True), _Row(small, counts[1], pairs[1], False)]
    return rows


def _chosen(pairs: list[Pair]) -> list[Pair]:
    """The clearest counts, one a target, and first the one that has bands at most horizons, where one has any."""
    every = [pair for pair in pairs if any(drawable(line) for line in pair)]
    banded = sorted(every, key=lambda pair: (-_bands(pair), not pair[0].primary, -clarity(pair)))[:1]
    kept = [pair for pair in banded if _bands(pair)]
    known = {pair[0].target or pair[0].metric for pair in kept}
    others = (pair for pair in clearest(pairs, 1) if (pair[0].target or pair[0].metric) not in known)
    return [*kept, *others][:_MOST]


def _bands(pair: Pair) -> int:
    return sum(line.band is not None and line.band.verdict != NO_BAND for line in pair)


def _body(figure: ChartFigure, top: float, result: PriceList, rows: list[_Row], lang: str) -> None:
    labels = result.labels
    cells = [[price_words(line, lang, ranged=False) for line in row.pair] for row in rows]
    column = widest([words for row in cells for words in row], SMALL) * 1.05 + _GAP
    names = [shortened(row.count, SMALL, _COUNT) for row in rows]
    prices = text("prices.chart-price" if len(labels) > 1 else "prices.chart-price-one", lang, first=labels[0],
                  last=labels[-1])  # fmt: skip
    price_width = max(len(labels) * column, widest([prices], SMALL) * 1.05)
    action_width = min(max(widest([row.words for row in rows if row.first], BODY),
                           widest([row.words for row in rows if not row.first], SMALL)), _ACTION) * 1.05  # fmt: skip
    count_left = MARGIN + action_width + _GAP
    left = count_left + widest(names, SMALL) * 1.05 + _GAP
    right = MARGIN + INSIDE
    width = right - price_width - _GAP - left
    figure.write(right, top - 0.5 * _ROW, prices, size=SMALL, colour=MUTED, ha="right")
    axes = inch_axes(figure, left, top, width, len(rows) * _ROW, opaque=True)
    low, high = limits([row.pair for row in rows if row.pair], bands=True)
    for k, row in enumerate(rows):
        y = top + k * _ROW
        if row.first:
            figure.rule(MARGIN, y, INSIDE, RULE)
        size, colour = (BODY, INK) if row.first else (SMALL, MUTED)
        figure.write(MARGIN, y + _ROW / 2, shortened(row.words, size, _ACTION), size=size, colour=colour)
        figure.write(count_left, y + _ROW / 2, names[k], size=SMALL, colour=INK if row.pair else MUTED)
        mark_pair(axes, row.pair, k * _ROW + _ROW / 2, low, bands=True)
        for place, words in enumerate(reversed(cells[k])):
            figure.write(right - place * column, y + _ROW / 2, words, size=SMALL, ha="right")
    figure.rule(MARGIN, top + len(rows) * _ROW, INSIDE, RULE)
    log_axis(axes, low, high)
    axes.set_xlabel(text("prices.chart-axis", lang), fontsize=SMALL)
