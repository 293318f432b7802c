"""Units, prices and bands of a price list in words, one form each for screen and pictures."""

from sim.analyses.value.price import NO_BAND, Price
from sim.language import text
from sim.language.numbers import NOTHING, counts, significant, unit_price


def units_words(line: Price) -> str:
    """Units per 100 million CNY with their error; "=" where the runs show none."""
    return counts(line.units)


def price_words(line: Price, lang: str, *, ranged: bool = True) -> str:
    """What a unit costs with its 90 % interval, where units are shown to be above zero; else more than what; a dash
    where money lowers the count or no run differs."""
    if line.price is None:
        return NOTHING if line.more_than is None else f">{unit_price(line.more_than, lang)}"
    value, (low, high) = unit_price(line.price, lang), line.price_range
    if not ranged or low is None:
        return value
    if high is None:
        return text("prices.from", lang, value=value, low=unit_price(low, lang))
    return text("prices.range", lang, value=value, low=unit_price(low, lang), high=unit_price(high, lang))


def band_words(line: Price, lang: str) -> str:
    """The registered band per 100 million CNY and where the units lie; a dash where no row of the bands is about it."""
    band = line.band
    if band is None:
        return NOTHING
    if band.verdict == NO_BAND or band.low is None or band.high is None:
        return text("prices.none", lang)
    words = text(f"prices.{band.verdict}", lang, range=f"{significant(band.low)}–{significant(band.high)}")
    return text("prices.partly", lang, band=words) if band.partly else words
