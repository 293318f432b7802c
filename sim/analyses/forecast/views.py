"""A forecast in words: its targets by class, what the uncertainty is made of, the money; for terminal and reports."""

from collections.abc import Iterator
from dataclasses import replace

from sim.analyses.forecast.earned import MONEY
from sim.analyses.forecast.findings import ForecastFindings
from sim.analyses.forecast.targets import TargetForecast, target_record
from sim.analyses.forecast.words import confidence_key, word_key
from sim.language import parameter_meaning, text
from sim.language.numbers import (
    NOTHING,
    count,
    fixed,
    money,
    money_unit,
    needed,
    part,
    percent,
    percent_shown,
    percent_span,
    probability_with_error,
    share,
    span,
    with_error,
)
from sim.results.table import Block, Cell, Line, Table, by_class, class_groups

_LEAST_SHOWN = 1.0  # million CNY: less left over is rounding
_PARTS = ("parameter", "chance", "definition", "structure")
_MOST_DRIVERS = 3


def screen(forecast: ForecastFindings, lang: str) -> Iterator[Block]:
    """The whole forecast. Only numbers that stand in the result are shown; what is undefined is a dash."""
    name = forecast.scenario.name[lang]
    yield Line(text("forecast.title", lang, scenario=name, runs=forecast.runs, seed=forecast.seed), "title")
    yield replace(targets_table(forecast, lang), note="")  # the legend below says it
    for target in by_class(forecast.targets):
        if target.break_even is not None:
            sentence = target.break_even.sentence(lang)
            yield Line(text("forecast.break-even", lang, target=_name(forecast, target, lang), sentence=sentence),
                       indent=1)  # fmt: skip
    joint = forecast.joint
    all_met = probability_with_error(joint.all_met.value, joint.all_met.error, lang)
    yield Line(text("forecast.joint", lang), "heading")
    yield Line(text("forecast.joint-line", lang, all_met=all_met, expected_met=fixed(joint.expected_met, 1),
                    number=len(joint.targets)), indent=1)  # fmt: skip
    if forecast.later is not None:
        yield Line(horizons(forecast, lang), "quiet", 1)
    yield from _uncertainty(forecast, lang)
    yield from _gap(forecast, lang)
    yield from _money(forecast, lang)
    yield Line("")
    yield Line(text("forecast.legend", lang), "quiet")


def targets_table(forecast: ForecastFindings, lang: str, *, break_even: bool = False) -> Table:
    """One row a target, by class. For class C the model says whether the capacity would be there. A forecast whose runs
    went on has one more column, of the counts by their last month.

    ``break_even``: with a last column of what the target takes.
    """
    rows: list[tuple[Cell, ...]] = []
    ids: list[str] = []
    for letter, targets in class_groups(forecast.targets):
        rows.append((text("forecast.class", lang, letter=letter, meaning=text(f"class.{letter}", lang)),))
        ids.append("")
        for target in targets:
            sentence = "" if target.break_even is None else target.break_even.sentence(lang)
            rows.append((*_cells(forecast, target, lang), *([sentence] if break_even else [])))
            ids.append(target.id)
    head = {name: text(f"forecast.{name}", lang) for name in (
        "target", "threshold", "expected", "probability", "spread", "outside-view", "word")}  # fmt: skip
    head["probability"] += f"\n{head.pop('spread')}"
    if forecast.later is not None:
        head["later"] = f"{by(forecast.later.month, lang)}\n{text('forecast.later', lang)}"
    heads = (*head.values(), *([text("report.break-even", lang)] if break_even else []))
    words = (0, 5, len(heads) - 1) if break_even else (0, 5)
    return Table(text("report.targets", lang), heads, tuple(rows), words, ids=tuple(ids),
                 note=text("report.table-caption", lang))  # fmt: skip


def by(month: str, lang: str) -> str:
    """``by 2029-12`` of a month's label."""
    year, number = month.split("-")
    return text("forecast.by", lang, year=year, month=number)


def horizons(forecast: ForecastFindings, lang: str) -> str:
    """What is said by which month, of a forecast whose runs went on after the plan's end."""
    assert forecast.later is not None
    return text("forecast.horizons", lang, plan=forecast.months[-1], later=by(forecast.later.month, lang))


def _cells(forecast: ForecastFindings, target: TargetForecast, lang: str) -> tuple[str, ...]:
    record, reading = target_record(forecast.plan, target)
    start = text("chart.met-at-start" if target.met_at_start else "chart.at-start", lang, count=count(target.at_start))
    if target.class_ == "C":
        probability = text("report.capacity", lang, value=percent(target.model_probability, lang))
    else:
        value = probability_with_error(target.probability, target.mc_error, lang)
        probability = f"{value}\n{percent_span(target.low, target.high, lang)}"
    confidence = text("chart.confidence", lang, confidence=text(confidence_key(target.confidence), lang))
    return (
        f"{record.name[lang]}\n{reading.name[lang]}",
        "\n".join(filter(None, needed(target.number, target.threshold, lang))),
        f"{count(target.expected)} ({span(target.q05, target.q95)})\n{start}",
        probability,
        percent(target.outside_view, lang),
        f"{text(word_key(target.word), lang)}\n{confidence}",
        *_later(forecast, target, lang),
    )


def _later(forecast: ForecastFindings, target: TargetForecast, lang: str) -> tuple[str, ...]:
    """The count by the later month: mean with its error, and below it the median with the 90 % range."""
    if forecast.later is None:
        return ()
    counted = forecast.later.counts[target.id][target.reading]
    mean = count(counted.mean) if counted.error is None else with_error(counted.mean, counted.error)
    median = text("kinds.median", lang, count=count(counted.q50))
    return (f"{mean}\n{median} ({span(counted.q05, counted.q95)})",)


def _uncertainty(forecast: ForecastFindings, lang: str) -> Iterator[Block]:
    """Per target: shares of parameters, chance, definition and structure, the fit's own error, and what drives it."""
    split = [target for target in by_class(forecast.targets) if target.class_ != "C" and target.variance is not None]
    if not split:
        return
    heads = [text(f"forecast.{name}", lang) for name in ("target", *_PARTS, "fit-error")]
    if forecast.pool is not None:
        heads.append(text("forecast.pooled", lang, weight=f"{forecast.pool:g}"))
    rows = []
    for target in split:
        cells = [part(getattr(target.variance, name)) for name in _PARTS]
        cells.append(part(target.fit_error, 1))
        cells += [percent(target.pooled, lang)] * (forecast.pool is not None)
        drivers = [
            f"{'+' if driver.correlation > 0 else '-'}{parameter_meaning(driver.parameter, driver.parameter, lang)}"
            for driver in target.drivers[:_MOST_DRIVERS]
        ]
        rows.append((_name(forecast, target, lang), *cells, text("cli.list", lang).join(drivers) or NOTHING))
    heads.append(text("forecast.drivers", lang))
    yield Table(text("forecast.uncertainty", lang), tuple(heads), tuple(rows), (0, len(heads) - 1))
    yield Line(text("forecast.uncertainty-legend", lang), "quiet", 1)
    if held := placeholders(forecast, lang):
        yield Line(held, "quiet", 1)
    yield Line(known(forecast, lang), "quiet", 1)


def placeholders(forecast: ForecastFindings, lang: str) -> str:
    """The sentence that names the rates behind which no count exists; empty where there are none."""
    held = [
        text("forecast.placeholder", lang, target=_name(forecast, target, lang),
             rows=", ".join(parameter_meaning(name, name, lang) for name in target.placeholders))
        for target in by_class(forecast.targets)
        if target.placeholders
    ]  # fmt: skip
    return text("forecast.placeholders", lang, list=text("forecast.placeholder-join", lang).join(held)) if held else ""


def known(forecast: ForecastFindings, lang: str) -> str:
    """Where the parameters came from: the prior, or a fitted set and the date of what it knew."""
    fitted, until = forecast.provenance.get("fitted", "prior"), forecast.provenance.get("data_until")
    key = "forecast.parameters-prior" if until is None else "forecast.parameters-fitted"
    return text(key, lang, set=fitted, until=until)


def _gap(forecast: ForecastFindings, lang: str) -> Iterator[Block]:
    """Recognised against earned."""
    defined = [(target, target.earned) for target in by_class(forecast.targets) if target.earned is not None]
    if defined:
        yield Line(text("forecast.gap", lang), "heading")
    for target, gap in defined:
        recognised, earned = gap.recognised_probability, gap.earned_probability
        values = {
            "recognised": count(gap.recognised),
            "earned": count(gap.earned),
            "probability": percent(recognised, lang),
            "earned_probability": percent(earned, lang),
            "points": fixed(percent_shown(recognised) - percent_shown(earned), 0, plus=True),
        }
        yield Line(text("forecast.gap-line", lang, target=_name(forecast, target, lang), **values), indent=1)


def money_table(forecast: ForecastFindings, lang: str) -> Table | None:
    """Expected money of every action over the plan's period, in the plan's order, and its sum; None if none is kept."""
    rows: list[tuple[Cell, ...]] = [
        (action.name[lang], *(forecast.money[action.id][column] / money_unit(lang) for column in MONEY))
        for action in forecast.plan.actions
        if action.id in forecast.money
    ]
    if not rows:
        return None
    totals = (sum(row[column] for row in forecast.money.values()) / money_unit(lang) for column in MONEY)
    heads = (text("report.action", lang), *(text(f"report.{column}", lang) for column in MONEY))
    return Table(text("forecast.money", lang), heads, (*rows, (text("report.total", lang), *totals)),
                 note=text("report.money-unit", lang), formats=("", *["money"] * len(MONEY)))  # fmt: skip


def _money(forecast: ForecastFindings, lang: str) -> Iterator[Block]:
    """Allocated, released and unspent in all, then every action that leaves money unspent, most first."""
    if not forecast.money:
        return
    names = {action.id: action.name[lang] for action in forecast.plan.actions}
    total = {column: sum(row[column] for row in forecast.money.values()) for column in MONEY}
    released, unspent = total["released"], total["unspent"]
    yield Line(text("forecast.money", lang), "heading")
    if released < _LEAST_SHOWN:
        yield Line(text("forecast.money-none", lang), indent=1)
        return
    values = {column: money(total[column], lang) for column in ("allocated", "released", "unspent")}
    yield Line(text("forecast.money-line", lang, **values, share=share(unspent / released, lang)), indent=1)
    for action, row in sorted(forecast.money.items(), key=lambda item: -item[1]["unspent"]):
        left = row["unspent"]
        if left >= _LEAST_SHOWN:
            of_it = share(left / row["released"], lang)
            yield Line(text("forecast.unspent-line", lang, action=names[action], unspent=money(left, lang),
                            share=of_it), indent=1)  # fmt: skip


def _name(forecast: ForecastFindings, target: TargetForecast, lang: str) -> str:
    return target_record(forecast.plan, target)[0].name[lang]
