"""Units, prices and bands of a price list in words, one form each for screen and pictures."""

from sim.analyses.value.price import NO_BAND, Price
from sim.language import text
from sim.language.numbers import NOTHING, PER_YI, counts, significant

_WAN = 100.0  # 万元 in a million CNY


def units_words(line: Price) -> str:
    """Units per 100 million CNY with their error; "=" where the runs show none."""
    return counts(line.units)


def money_words(million: float, lang: str) -> str:
    """An amount of a unit's size: million CNY in English; 万元, from a hundred million on 亿元, in Chinese."""
    if lang != "zh":
        return text("prices.million", lang, value=significant(million))
    if million >= PER_YI:
        return text("unit.money", lang, yi=significant(million / PER_YI), million="")
    return text("prices.million", lang, value=significant(_WAN * million))


def price_words(line: Price, lang: str, *, ranged: bool = True) -> str:
    """What a unit costs with its 90 % interval, where units are shown to be above zero; else more than what; a dash
    where money lowers the count or no run differs."""
    if line.price is None:
        return NOTHING if line.more_than is None else f">{money_words(line.more_than, lang)}"
    value, (low, high) = money_words(line.price, lang), line.price_range
    if not ranged or low is None:
        return value
    if high is None:
        return text("prices.from", lang, value=value, low=money_words(low, lang))
    return text("prices.range", lang, value=value, low=money_words(low, lang), high=money_words(high, lang))


def band_words(line: Price, lang: str) -> str:
    """The registered band per 100 million CNY and where the units lie; a dash where no row of the bands is about it."""
    band = line.band
    if band is None:
        return NOTHING
    if band.verdict == NO_BAND or band.low is None or band.high is None:
        return text("prices.none", lang)
    words = text(f"prices.{band.verdict}", lang, range=f"{significant(band.low)}–{significant(band.high)}")
    return text("prices.partly", lang, band=words) if band.partly else words
