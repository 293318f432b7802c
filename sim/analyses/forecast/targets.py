"""The forecast of one target under one reading, from the finished runs, and what it takes to break even."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analyses.forecast.earned import EarnedGap, earned_gap
from sim.analyses.forecast.uncertainty import Driver, VarianceSplit
from sim.analyses.forecast.words import confidence, likelihood
from sim.display import Displayed
from sim.errors import unknown_name
from sim.inputs.plan import Target
from sim.inputs.policy.money import TargetReading
from sim.language import LANGUAGES
from sim.model.tables.metrics import METRIC_INDEX
from sim.study.outcomes import least_count
from sim.study.probabilities import PERCENT_OF_NUMBER, TOLERANCES, estimate, expectation, met

#: Numbers of a target that its JSON object and its row of the table have alike, in their order there.
FIGURES = (
    *("threshold", "at_start", "expected", "q05", "q50", "q95"),
    *("probability", "mc_error", "low", "high", "earned_probability"),
)


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


@dataclass(frozen=True)
class TargetForecast(Displayed):
    """One target. Counts under ``reading`` at the end of the plan; ``threshold`` is the count from which it is met.

    For classes A and B ``probability`` is the model's; ``mc_error`` is its Monte Carlo error, ``low`` and ``high`` its
    spread over parameter draws (None below two replicated draws). For class C no rule was published: ``probability``
    is the outside view, which no run made (no error, no spread), and ``model_probability`` tells whether the
    capacity would be there.
    ``readings``, ``tolerances`` (per cent of the number) and ``earned_probability`` are the model's in every class.
    ``judged``: parameters among the plan's deciding rates that rest on judgement. ``fit_error``: error of the
    probability that comes from the fit itself, None under the prior; ``drivers``: what the count depends on most;
    ``variance``: what the uncertainty is made of; ``pooled``: with the outside view, where a pool was declared.
    """

    FACTS = (
        *("id", "class_", "reading", "threshold", "expected", "probability", "mc_error", "low", "high", "word"),
        *("confidence", "outside_view"),
    )

    id: str
    class_: str
    reading: str
    threshold: float
    at_start: float
    expected: float
    q05: float
    q50: float
    q95: float
    probability: float
    mc_error: float | None
    low: float | None
    high: float | None
    earned_probability: float | None
    word: str
    confidence: str
    break_even: BreakEven | None
    outside_view: float | None
    placeholders: tuple[str, ...]
    readings: Mapping[str, float]
    number: float
    tolerance: str
    tolerances: Mapping[int, float]
    met_at_start: bool
    model_probability: float
    judged: tuple[str, ...]
    earned: EarnedGap | None
    fit_error: float | None = None
    drivers: tuple[Driver, ...] = ()
    variance: VarianceSplit | None = None
    pooled: float | None = None


def target_forecast(
    target: Target, choice: TargetReading, metrics: np.ndarray, draw: np.ndarray, parameters: Iterable[Any]
) -> TargetForecast:
    """The forecast of ``target`` from ``metrics`` float[n, months, M] of finished runs with parameter draws ``draw``
    int[n].

    Raises InputError where the plan names a driver that is no parameter.
    """
    percent = PERCENT_OF_NUMBER[choice.tolerance]
    column = METRIC_INDEX[choice.metric]
    start, end = metrics[:, 0, column], metrics[:, -1, column]
    model = estimate(met(end, choice.number, percent), draw)
    count = expectation(end)
    needed = least_count(choice)
    placeholders, judged, drivers = _evidence(target, parameters)
    declared = target.class_ == "C"
    probability = target.outside_view if declared else model.value
    gap = None
    if target.earned:
        gap = earned_gap(end, metrics[:, -1, METRIC_INDEX[target.earned]], draw, choice.number, percent)
    whole = float(metrics[:, -1, METRIC_INDEX[target.denominator]].mean()) if target.denominator else None
    return TargetForecast(
        id=target.id,
        class_=target.class_,
        reading=choice.reading,
        threshold=needed,
        at_start=float(start.mean()),
        expected=count.mean,
        q05=count.q05,
        q50=count.q50,
        q95=count.q95,
        probability=probability,
        mc_error=None if declared else model.error,
        low=None if declared else model.low,
        high=None if declared else model.high,
        earned_probability=gap.earned_probability if gap else None,
        word=likelihood(probability),
        confidence=confidence(target.class_, target.confidence_cap, placeholders, len(judged), drivers),
        break_even=break_even(target, needed, whole),
        outside_view=target.outside_view,
        placeholders=placeholders,
        readings={
            reading.id: estimate(met(metrics[:, -1, METRIC_INDEX[reading.metric]], choice.number, percent), draw).value
            for reading in target.readings
        },
        number=choice.number,
        tolerance=choice.tolerance,
        tolerances={part: estimate(met(end, choice.number, part), draw).value for part in TOLERANCES},
        met_at_start=bool(met(start, choice.number, percent).mean() >= 0.5),
        model_probability=model.value,
        judged=judged,
        earned=gap,
    )


def target_record(plan: Any, target: Any) -> tuple[Any, Any]:
    """The plan's record of a forecast target, and that of the reading it was counted under."""
    record = next(record for record in plan.targets if record.id == target.id)
    return record, record.reading(target.reading)


def _evidence(target: Target, parameters: Iterable[Any]) -> tuple[tuple[str, ...], tuple[str, ...], int]:
    """Placeholder rows, judged parameters and the number of parameters behind a target's drivers.

    A driver without a profile stands for its rows of all profiles.
    """
    rows = list(parameters)
    chosen = []
    for name in target.drivers:
        matching = [row for row in rows if name in (row.name, row.base)]
        if not matching:
            raise unknown_name("unknown parameter", name, [row.name for row in rows],
                               key=f"targets.{target.id}.drivers")  # fmt: skip
        chosen += matching
    placeholders = dict.fromkeys([*target.placeholders, *(row.source for row in chosen if row.placeholder)])
    return tuple(placeholders), tuple(row.name for row in chosen if row.judged), len(chosen)
