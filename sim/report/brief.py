"""What every report says, in words and numbers, before it is a document of any kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.charts.numbers import chance, count, span
from sim.charts.rows import CLASSES, target_record
from sim.forecast.words import confidence_key, shown, word_key
from sim.language import text
from sim.report.assumptions import assumptions, provenance
from sim.report.money import Money, money_rows

if TYPE_CHECKING:
    from sim.forecast.result import Forecast
    from sim.forecast.targets import TargetForecast

NOTHING = "–"


@dataclass(frozen=True)
class Row:
    """One target as a reader sees it; ``target`` holds its numbers. ``break_even`` is empty where none is defined."""

    target: TargetForecast
    name: str
    reading: str
    needed: str
    expected: str
    probability: str
    spread: str
    word: str
    confidence: str
    outside: str
    break_even: str


@dataclass(frozen=True)
class Brief:
    """``reading``: sentences; ``classes``: heading and rows of each class that the plan has; pairs: label and value."""

    title: str
    run: str
    reading: tuple[str, ...]
    limit: str
    classes: tuple[tuple[str, tuple[Row, ...]], ...]
    money: Money
    assumptions: tuple[tuple[str, str], ...]
    provenance: tuple[tuple[str, str], ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows, by class."""
        return tuple(row for _, rows in self.classes for row in rows)


def brief(forecast: Forecast, lang: str) -> Brief:
    """The content of a report in ``lang``. Raises InputError for an unknown language."""
    year, month = forecast.months[-1].split("-")
    name = forecast.scenario.name[lang]
    classes = []
    for letter in CLASSES:
        rows = tuple(_row(target, forecast, lang) for target in forecast.targets if target.class_ == letter)
        if rows:
            meaning = text(f"class.{letter}", lang)
            classes.append((text("forecast.class", lang, letter=letter, meaning=meaning), rows))
    return Brief(
        title=text("chart.title", lang, scenario=name, year=year, month=month),
        run=text("forecast.title", lang, scenario=name, runs=forecast.runs, seed=forecast.seed),
        reading=_reading(forecast, classes, lang),
        limit=text("chart.conditional", lang),
        classes=tuple(classes),
        money=money_rows(forecast, lang),
        assumptions=assumptions(forecast, lang),
        provenance=provenance(forecast, lang),
    )


def percent(probability: float | None, lang: str) -> str:
    """A probability as printed everywhere, never 0 or 100; a dash for none."""
    return NOTHING if probability is None else text("unit.percent", lang, value=shown(probability))


def _row(target: TargetForecast, forecast: Forecast, lang: str) -> Row:
    record, reading = target_record(forecast.plan, target)
    declared = target.class_ == "C"
    value = percent(target.model_probability if declared else target.probability, lang)
    error = "" if declared or target.mc_error is None else f" ± {100 * target.mc_error:.1f}"
    spread = NOTHING
    if not declared and target.low is not None and target.high is not None:
        spread = text("unit.percent", lang, value="–".join(dict.fromkeys((shown(target.low), shown(target.high)))))
    return Row(
        target=target,
        name=record.name[lang],
        reading=reading.name[lang],
        needed=count(target.threshold),
        expected=f"{count(target.expected)} ({span(target.q05, target.q95)})",
        probability=text("report.capacity", lang, value=value) if declared else f"{value}{error}",
        spread=spread,
        word=text(word_key(target.word), lang),
        confidence=text(confidence_key(target.confidence), lang),
        outside=percent(target.outside_view, lang),
        break_even="" if target.break_even is None else target.break_even.sentence(lang),
    )


def _reading(forecast: Forecast, classes: list[tuple[str, tuple[Row, ...]]], lang: str) -> tuple[str, ...]:
    """Sentences for whoever reads nothing else: all together, the surest and the least sure, and class C apart."""
    joint = forecast.joint
    year, month = forecast.months[-1].split("-")
    said = [text("report.reading", lang, scenario=forecast.scenario.name[lang], year=year, month=month,
                 number=len(joint.targets), expected=f"{joint.expected_met:.1f}",
                 chance=chance(joint.all_met.value, lang))]  # fmt: skip
    ranked = sorted(
        (row for _, rows in classes for row in rows if row.target.class_ != "C"),
        key=lambda row: -row.target.probability,
    )
    if len(ranked) > 1:
        first, last = ranked[0], ranked[-1]
        said.append(text("report.extremes", lang, surest=first.name, high=chance(first.target.probability, lang),
                         least=last.name, low=chance(last.target.probability, lang)))  # fmt: skip
    declared = joint.declared
    if declared.targets:
        said.append(text("report.declared", lang, number=len(declared.targets),
                         expected=f"{declared.expected_met:.1f}"))  # fmt: skip
    return tuple(said)
