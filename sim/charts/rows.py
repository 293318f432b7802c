"""Texts and numbers in each row of the target dots; ``target_dots`` draws them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.analyses.forecast.targets import target_record
from sim.analyses.forecast.words import confidence_key, word_key
from sim.language import text
from sim.language.numbers import chance, count, needed_line, span
from sim.results.order import by_class

# Standard errors on either side that hold nine estimates of ten.
_NINE_OF_TEN = 1.645


@dataclass(frozen=True)
class DotRow:
    """One target. ``chance`` is where the dot stands, 0 to 1.

    ``declared``: class C, whose dot is the outside view and is drawn hollow, without bar or error.
    ``bar``: the probability's range over parameter draws; ``error``: 90 % Monte Carlo interval; None: nothing to draw.
    Every pair of strings is the line in large and the line below it in small type.
    """

    id: str
    class_: str
    declared: bool
    chance: float
    bar: tuple[float, float] | None
    error: tuple[float, float] | None
    baseline: float | None
    label: tuple[str, str]
    reads: tuple[str, str]
    word: tuple[str, str]
    counted: tuple[str, str]


def dot_rows(forecast: Any, lang: str, baseline: Any = None) -> list[DotRow]:
    """The rows of ``forecast`` by class, then in the plan's order. ``baseline``: a second Forecast or None."""
    other = {target.id: target for target in baseline.targets} if baseline is not None else {}
    return [_row(target, forecast.plan, lang, other.get(target.id)) for target in by_class(forecast.targets)]


def _row(target: Any, plan: Any, lang: str, baseline: Any) -> DotRow:
    record, reading = target_record(plan, target)
    declared = target.class_ == "C"
    probability = target.probability
    # The outside view does not depend on the allocation, so a baseline beside it would only repeat it.
    beside = None if declared or baseline is None else baseline.probability
    half = None if target.mc_error is None else _NINE_OF_TEN * target.mc_error
    return DotRow(
        id=target.id,
        class_=target.class_,
        declared=declared,
        chance=probability,
        bar=None if target.low is None else (target.low, target.high),
        error=None if half is None else (max(0.0, probability - half), min(1.0, probability + half)),
        baseline=beside,
        label=(f"{record.name[lang]} {needed_line(target.number, target.threshold, lang)}", reading.name[lang]),
        reads=(chance(probability, lang), _under_chance(declared, beside, lang)),
        word=(text(word_key(target.word), lang), _confidence(target, lang)),
        counted=_counted(target, declared, lang),
    )


def _under_chance(declared: bool, beside: float | None, lang: str) -> str:
    if declared:
        return text("chart.outside-view", lang)
    return "" if beside is None else text("chart.baseline-chance", lang, chance=chance(beside, lang))


def _confidence(target: Any, lang: str) -> str:
    return text("chart.confidence", lang, confidence=text(confidence_key(target.confidence), lang))


def _counted(target: Any, declared: bool, lang: str) -> tuple[str, str]:
    key = "chart.model-count" if declared else "chart.expected"
    first = text(key, lang, expected=count(target.expected), range=span(target.q05, target.q95))
    start = text("chart.met-at-start" if target.met_at_start else "chart.at-start", lang, count=count(target.at_start))
    return first, text("chart.needed", lang, threshold=count(target.threshold), start=start)
