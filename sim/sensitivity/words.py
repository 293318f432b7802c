"""How parameters, switches, differences and shares of a sensitivity analysis are written, on screen and in pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.forecast.inputs import PRIOR
from sim.language import parameter_meaning, text, texts
from sim.sensitivity.indices import OTHERS

if TYPE_CHECKING:
    from sim.forecast.paired import Difference
    from sim.sensitivity.result import Sensitivity

NOTHING = "–"
SAME = "="


def factor_name(name: str, lang: str) -> str:
    """A parameter, a switch at a value ("crowding=in") or the group of others, in words; else its id."""
    if name == OTHERS:
        return text("sensitivity.others", lang)
    if "=" in name:
        return texts(lang).get(f"sensitivity.variant-{name.replace('_', '-').replace('=', '-')}", name)
    return parameter_meaning(name, texts(lang).get(f"quantity.{name}", name), lang)


def target_name(result: Sensitivity, target: str, lang: str) -> str:
    """The target in words."""
    return result.names[target][lang]


def set_name(result: Sensitivity, lang: str) -> str:
    """Where the parameters came from: the prior, or the fitted set by name."""
    return text("sensitivity.prior", lang) if result.fitted == PRIOR else result.fitted


def points(difference: Difference | None) -> str:
    """Percentage points with their standard error, "=" where none is shown, a dash where there is no difference."""
    if difference is None:
        return NOTHING
    if not difference.shown:
        return SAME
    return f"{_signed(100.0 * difference.value, 0)} ± {100.0 * difference.error:.0f}"


def percent(share: float | None) -> str:
    """A share in whole per cent without the sign; a dash where there is none."""
    return NOTHING if share is None else f"{100.0 * share:.0f}"


def with_error(value: float, error: float, digits: int = 2) -> str:
    """``value ± error``."""
    return f"{_signed(value, digits, plus=False)} ± {error:.{digits}f}"


def count(value: float) -> str:
    """A number of things: as fine as its size asks for."""
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:,.{digits}f}"


def number_met(difference: Difference) -> str:
    """A difference in the expected number of targets met."""
    if not difference.shown:
        return SAME
    return f"{_signed(difference.value, 3)} ± {difference.error:.3f}"


def targets_added(value: float) -> str:
    """A part of a target that better knowledge adds to the expected number met: never nought, for it is shown."""
    return "<0.001" if value < 0.0005 else f"{value:.3f}"


def _signed(value: float, digits: int, *, plus: bool = True) -> str:
    """With a plain minus, which every terminal has; nought has no sign."""
    words = f"{value:.{digits}f}"
    if float(words) == 0.0:
        return words.removeprefix("-")
    return f"+{words}" if plus and value > 0.0 else words
