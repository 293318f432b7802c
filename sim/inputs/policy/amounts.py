"""Amounts of money as people type them on a command line; ``page/static/amounts.js`` is the same for the page."""

import math
import re
from dataclasses import dataclass

from sim.errors import InputError, Text
from sim.inputs.evidence.typed_numbers import NUMBER, half_width, misplaced_comma

#: Unit as typed, in small letters -> million CNY.
UNITS = {
    "亿元": 100.0, "亿": 100.0, "千万元": 10.0, "千万": 10.0, "百万元": 1.0, "百万": 1.0, "万元": 0.01, "万": 0.01,
    "billion cny": 1000.0, "billion": 1000.0, "million cny": 1.0, "million": 1.0,
}  # fmt: skip
FORM = Text("a number such as 12, 1,234.5, 5亿, 3000万 or 250 million; without a unit in million CNY")

_AMOUNT = re.compile(rf"\+?(?P<number>{NUMBER})\s*(?P<unit>{'|'.join(UNITS)})?")


@dataclass(frozen=True)
class Amount:
    """``million`` CNY, and how it was ``typed``."""

    million: float
    typed: str


def parse_amount(typed: str, key: str, per_unit: float = 1.0) -> Amount:
    """An amount of 0 or more; ``per_unit``: million CNY in the unit of a number that names none.

    Digits, point and comma may be full-width. A comma only sets off thousands: "3,5" is refused and never 35. Raises
    InputError under ``key`` with the amount as typed.
    """
    plain = half_width(typed).lower()
    match = _AMOUNT.fullmatch(plain)
    if match is None:
        if "," in plain and _AMOUNT.fullmatch(plain.replace(",", "")):
            raise misplaced_comma(typed, key=key)
        raise InputError("not an amount of money", key=key, value=typed, allowed=FORM)
    million = float(match["number"].replace(",", "")) * UNITS.get(match["unit"] or "", per_unit)
    if not math.isfinite(million):
        raise InputError("not an amount of money", key=key, value=typed, allowed=FORM)
    return Amount(million, typed)
