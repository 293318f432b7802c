"""Numbers as people type them on Chinese keyboards and in spreadsheets, and what is refused rather than guessed."""

import math
import re

from sim.errors import InputError, Text

# Only what a Chinese keyboard writes wide; normal forms would also read a square or a fraction as digits.
_NARROW = {0xFF01 + offset: 0x21 + offset for offset in range(0x5E)} | {0x3000: 0x20}
#: A number without sign, commas before every third digit or nowhere.
NUMBER = r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]*)?|[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
_SIGNED = re.compile(rf"[+-]?{NUMBER}")


def half_width(text: str) -> str:
    """``text`` with full-width letters, digits, signs and spaces at half their width, outer spaces taken off."""
    return text.translate(_NARROW).strip()


def misplaced_comma(value: str, *, file: object = None, key: str | None = None) -> InputError:
    """The refusal of a number with a comma that may be a decimal one: "3,5" is never read as 35."""
    problem = "a comma in a number only sets off thousands, and a point the decimals"
    return InputError(problem, file=file, key=key, value=value, allowed=Text("1,234.5 or 1234.5"))


def typed_number(text: str, *, file: object = None, key: str | None = None) -> float:
    """A finite number such as 12, -0.5, 1e-3, 1,234.5 or １２. InputError for anything else, with the text as typed."""
    plain = half_width(text)
    value = float(plain.replace(",", "")) if _SIGNED.fullmatch(plain) else math.nan
    if math.isfinite(value):
        return value
    if "," in plain and _SIGNED.fullmatch(plain.replace(",", "")):
        raise misplaced_comma(text, file=file, key=key)
    raise InputError("not a finite number", file=file, key=key, value=text)
