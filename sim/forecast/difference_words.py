"""Differences as cells of a table: "+3.1 ± 0.8", or "=" where the runs show none."""

from __future__ import annotations

import math

from sim.forecast.paired import Difference

SAME = "="
_MOST_DECIMALS = 4


def points(paired: Difference) -> str:
    """A difference of shares in percentage points."""
    return _words(100 * paired.value, 100 * paired.error, least=1) if paired.shown else SAME


def counts(paired: Difference) -> str:
    """A difference of expected counts."""
    return _words(paired.value, paired.error, least=0) if paired.shown else SAME


def _words(value: float, error: float, least: int) -> str:
    """As many decimals as the error asks for: its first digit is shown."""
    size = error or abs(value)
    digits = min(max(least, -math.floor(math.log10(size))), _MOST_DECIMALS)
    return f"{value:+,.{digits}f} ± {error:,.{digits}f}"
