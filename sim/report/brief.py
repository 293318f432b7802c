"""The report of a forecast: summary sentences, targets by class, pictures, money, assumptions, provenance."""

from sim.analyses.forecast.result import Forecast
from sim.analyses.forecast.targets import target_record
from sim.analyses.forecast.views import horizons, money_table, targets_table
from sim.language import text
from sim.language.numbers import chance, fixed
from sim.report.assumptions import assumptions, provenance
from sim.report.content import Part, Report, ReportPicture
from sim.results.table import Line, pairs

#: Pictures by format. A PDF also has those whose numbers the runs kept: kind -> attribute of the forecast.
_DRAWN = ("dots", "quantiles", "drivers")
KINDS = {"docx": _DRAWN[:2], "html": _DRAWN, "pdf": _DRAWN}
_OPTIONAL = {"fields": "field_firms", "districts": "district_firms"}


def brief(forecast: Forecast, lang: str, to: str) -> Report:
    """The report in ``lang`` for the format ``to``. Raises InputError for an unknown language."""
    year, month = forecast.months[-1].split("-")
    name, limit = forecast.scenario.name[lang], text("chart.conditional", lang)
    title = text("chart.title", lang, scenario=name, year=year, month=month)
    optional = [kind for kind, what in _OPTIONAL.items() if to == "pdf" and getattr(forecast, what) is not None]
    money = money_table(forecast, lang)
    none = [Line(text("forecast.money", lang), "heading"), Line(text("forecast.money-none", lang))]
    parts: list[Part] = [
        Line(title, "title"),
        Line(text("forecast.title", lang, scenario=name, runs=forecast.runs, seed=forecast.seed), "quiet"),
        *(Line(sentence) for sentence in reading(forecast, lang)),
        Line(limit, "strong"),
        targets_table(forecast, lang, break_even=True),
        *([] if forecast.later is None else [Line(horizons(forecast, lang), "quiet")]),
        *(ReportPicture(kind) for kind in (*KINDS.get(to, ()), *optional)),
        *(none if money is None else [money]),
        pairs(text("report.assumptions", lang), assumptions(forecast, lang)),
        pairs(text("report.provenance", lang), provenance(forecast, lang)),
    ]  # fmt: skip
    return Report(title, limit, forecast.provenance["command"], tuple(parts))


def reading(forecast: Forecast, lang: str) -> tuple[str, ...]:
    """Summary sentences: the expected number met, the most and the least likely target, and class C apart."""
    joint = forecast.joint
    year, month = forecast.months[-1].split("-")
    sentences = [text("report.reading", lang, scenario=forecast.scenario.name[lang], year=year, month=month,
                      number=len(joint.targets), expected=fixed(joint.expected_met, 1),
                      chance=chance(joint.all_met.value, lang))]  # fmt: skip
    ranked = [target for target in forecast.targets if target.class_ != "C"]
    ranked.sort(key=lambda target: -target.probability)
    if len(ranked) > 1:
        first, last = ranked[0], ranked[-1]
        names = [target_record(forecast.plan, target)[0].name[lang] for target in (first, last)]
        sentences.append(text("report.extremes", lang, surest=names[0], high=chance(first.probability, lang),
                              least=names[1], low=chance(last.probability, lang)))  # fmt: skip
    declared = joint.declared
    if declared.targets:
        sentences.append(text("report.declared", lang, number=len(declared.targets),
                              expected=fixed(declared.expected_met, 1)))  # fmt: skip
    return tuple(sentences)
