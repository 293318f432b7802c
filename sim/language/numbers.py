"""Numbers as people read them, one form each in every table, sentence and picture; files keep every digit.

A number that carries a standard error is printed to the first digit of that error. Negative numbers have the minus of
print; what prints on a terminal replaces it by the hyphen that every terminal has (``sim.app.cli.table``).
"""

import math
from typing import Protocol

from sim.language import text

NOTHING = "–"  # no number is defined
SAME = "="  # the runs show no difference
MINUS = "−"
PER_YI = 100.0  # million CNY in one 亿元
_PER_WAN = 100.0  # 万元 in one million CNY
LEAST_MONEY = 0.05  # million CNY: less is rounding of shares
_MOST_DECIMALS, _FINEST = 4, 9  # usually; of a value that fewer would print as nought
_LEAST_P = 0.001


class Difference(Protocol):
    """A difference with its standard error, and whether the runs show it at all (``sim.study.paired``)."""

    @property
    def value(self) -> float: ...
    @property
    def error(self) -> float: ...
    @property
    def shown(self) -> bool: ...


def fixed(value: float, decimals: int, *, plus: bool = False) -> str:
    """A number with thousands apart and a true minus; nought has no sign. ``plus``: positive numbers have one."""
    if not math.isfinite(value):
        return NOTHING
    words = f"{abs(value):,.{decimals}f}"
    if not any(digit in "123456789" for digit in words):
        return words
    return f"{MINUS if value < 0.0 else '+' if plus else ''}{words}"


def decimals_of(error: float, *, least: int = 0, most: int = _MOST_DECIMALS) -> int:
    """Decimals that show the first digit of ``error``, from ``least`` to ``most``; ``least`` for 0."""
    if not (math.isfinite(error) and error):
        return least
    return min(max(least, -math.floor(math.log10(abs(error)))), most)


def with_error(value: float, error: float, *, least: int = 0, plus: bool = False) -> str:
    """``value ± error``, both to the first digit of the error; to that of the value where the error is 0."""
    if not (math.isfinite(value) and math.isfinite(error)):
        return NOTHING
    most = max(_MOST_DECIMALS, decimals_of(value, most=_FINEST) + 1)  # a small value keeps its first digits
    decimals = decimals_of(error or value, least=least, most=most)
    return f"{fixed(value, decimals, plus=plus)} ± {fixed(error, decimals)}"


def points(difference: Difference | None) -> str:
    """A difference of probabilities or shares in percentage points; "=" where none is shown, a dash for None."""
    return _difference(difference, 100.0, least=1)


def counts(difference: Difference | None) -> str:
    """A difference of expected counts; "=" where none is shown, a dash for None."""
    return _difference(difference, 1.0, least=0)


def _difference(difference: Difference | None, scale: float, least: int) -> str:
    if difference is None or not (math.isfinite(difference.value) and math.isfinite(difference.error)):
        return NOTHING
    if not difference.shown or abs(scale * difference.value) < 0.1**_FINEST:  # below: rounding of sums
        return SAME
    return with_error(scale * difference.value, scale * difference.error, least=least, plus=True)


def percent_shown(probability: float) -> int:
    """The whole per cent that is printed (halves upwards)."""
    return math.floor(100.0 * probability + 0.5)


def shown(probability: float | None) -> str:
    """A probability in per cent without the sign: ``<1`` and ``>99`` instead of 0 and 100; a dash for none."""
    if probability is None or not math.isfinite(probability):
        return NOTHING
    if probability < 0.01:
        return "<1"
    if probability > 0.99:
        return ">99"
    return str(percent_shown(probability))


def percent(probability: float | None, lang: str) -> str:
    """A probability with its sign, never 0 or 100; a dash for none."""
    return _in_percent(shown(probability), lang)


def probability_with_error(probability: float | None, error: float | None, lang: str) -> str:
    """``27 % ± 1.4``: a probability and its Monte Carlo error in percentage points; without error where none is."""
    value = percent(probability, lang)
    return value if value == NOTHING or error is None or not math.isfinite(error) else f"{value} ± {100.0 * error:.1f}"


def percent_span(low: float | None, high: float | None, lang: str) -> str:
    """A range of probabilities, ``2–81 %``; one number where both ends print alike, a dash where none is defined."""
    ends = dict.fromkeys(shown(end) for end in (low, high))
    return NOTHING if NOTHING in ends else _in_percent("–".join(ends), lang)


def chance(probability: float, lang: str) -> str:
    """A probability as a frequency: ``100 次约 78 次``, ``about 78 in 100``; never 0 or 100."""
    number = shown(probability)
    if number.isdigit():
        return text("chart.chance", lang, number=number)
    return text("chart.chance-below" if number.startswith("<") else "chart.chance-above", lang)


def part(share: float | None, decimals: int = 0) -> str:
    """A share of something counted, which may be all or none of it: per cent without the sign; a dash for none."""
    return NOTHING if share is None else fixed(100.0 * share, decimals)


def share(share: float | None, lang: str) -> str:
    """``part`` with its sign."""
    return _in_percent(part(share), lang)


def _in_percent(words: str, lang: str) -> str:
    return words if words == NOTHING else text("unit.percent", lang, value=words)


def count(value: float) -> str:
    """A count: whole from 10 on, one decimal below unless that is a nought, thousands apart."""
    return fixed(value, 0) if abs(round(value, 1)) >= 10 else fixed(value, 1).removesuffix(".0")


def span(low: float, high: float) -> str:
    """A range of counts, ``250–372``."""
    return f"{count(low)}–{count(high)}"


def needed(number: float, threshold: float, lang: str) -> tuple[str, str]:
    """What a target asks, and the count from which it is met where that is another number: "about 100" and "≥98"."""
    least = f"≥{count(threshold)}"
    return (least, "") if number == threshold else (text("unit.about", lang, number=count(number)), least)


def needed_line(number: float, threshold: float, lang: str) -> str:
    """``needed`` in one line: ``≥10``, ``100 左右（≥98）``, ``about 100 (≥98)``."""
    about, least = needed(number, threshold, lang)
    return text("unit.bracketed", lang, words=about, inside=least) if least else about


def amount(million: float, lang: str, *, plus: bool = False) -> str:
    """An amount without its unit, 亿元 in Chinese, million CNY in English; "=" for no ``plus`` more at all."""
    words = fixed(million / money_unit(lang), 2, plus=plus)
    return SAME if plus and (abs(million) < LEAST_MONEY or words == fixed(0.0, 2)) else words


def money(million: float, lang: str) -> str:
    """An amount with its unit. Names of scenarios after a move hold it, so its form stays."""
    return text("unit.money", lang, yi=f"{million / PER_YI:.2f}", million=fixed(million, 0))


def money_unit(lang: str) -> float:
    """Million CNY in one unit of the language."""
    return PER_YI if lang == "zh" else 1.0


def unit_price(million: float, lang: str) -> str:
    """The price of one unit, three digits: million CNY in English; 万元, from a hundred million on 亿元, in Chinese."""
    if lang == "zh" and million >= PER_YI:
        return text("unit.money", lang, yi=significant(million / PER_YI), million="")
    return text("unit.price", lang, value=significant(million * (_PER_WAN if lang == "zh" else 1.0)))


def significant(value: float) -> str:
    """A number in natural units: three significant digits, whole from 100 on."""
    if not math.isfinite(value):
        return NOTHING
    return fixed(value, 0) if abs(value) >= 100.0 else f"{value:.3g}".replace("-", MINUS)


def ranged(value: float | None, low: float | None, high: float | None, decimals: int = 2) -> str:
    """``value (low–high)``; the value alone where there is no interval, a dash where there is nothing."""
    if value is None:
        return NOTHING
    if low is None or high is None:
        return fixed(value, decimals)
    return f"{fixed(value, decimals)} ({fixed(low, decimals)}–{fixed(high, decimals)})"


def at_least(value: float, decimals: int) -> str:
    """A positive number that is never written as nought: ``0.013``, ``<0.001``."""
    least = 0.1**decimals
    return f"<{least:.{decimals}f}" if value < least / 2.0 else f"{value:.{decimals}f}"


def p_value(p: float) -> str:
    """``= 0.013``, ``< 0.001``."""
    return f"< {_LEAST_P:g}" if p < _LEAST_P else f"= {p:.2g}"
