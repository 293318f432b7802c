"""Break-even of a target: "490 needs 10.0 % of 4,900 new certifications to be in the fields"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.display import Displayed
from sim.inputs.plan import Target

LANGUAGES = ("zh", "en")


@dataclass(frozen=True)
class BreakEven(Displayed):
    """``share`` of the expected ``denominator`` that reaches ``threshold``; above 1 the whole is not enough."""

    threshold: float
    denominator: float
    share: float
    sentences: Mapping[str, str]

    def sentence(self, lang: str) -> str:
        """The plan's sentence in one language. Raises KeyError for a language the plan does not have."""
        return self.sentences[lang]


def break_even(target: Target, threshold: float, denominator: float | None) -> BreakEven | None:
    """The break-even of a target, None where the plan names no denominator or nothing of it is expected."""
    if target.break_even is None or denominator is None or denominator <= 0.0:
        return None
    share = threshold / denominator
    words = {"threshold": _count(threshold), "share": f"{100.0 * share:.1f} %", "denominator": _count(denominator)}
    sentences = {lang: target.break_even[lang].format(**words) for lang in LANGUAGES}
    return BreakEven(threshold, denominator, share, sentences)


def _count(number: float) -> str:
    """A count for reading: one decimal below ten unless whole."""
    return f"{number:,.1f}" if number < 10 and number != int(number) else f"{number:,.0f}"
