"""The report of a comparison: summary, targets by scenario, pictures, money that differs, effects, provenance."""

from sim.analyses.compare.result import Comparison
from sim.analyses.compare.views import (
    adapting,
    differing,
    effects_table,
    later_table,
    losers,
    money_table,
    recounted,
    scenarios,
    targets_table,
    title,
)
from sim.language import text
from sim.language.numbers import counts, fixed
from sim.report.assumptions import assumptions, provenance
from sim.report.content import Part, Report, ReportPicture
from sim.results.table import Line, pairs


def compared(comparison: Comparison, lang: str) -> Report:
    """The report in ``lang``, alike in every format. Raises InputError for an unknown language."""
    limit = text("chart.conditional", lang)
    later = later_table(comparison, lang)
    others = [table for table in (money_table(comparison, lang), effects_table(comparison, lang)) if table is not None]
    parts: list[Part] = [
        Line(title(comparison, lang), "title"),
        *(Line(sentence) for sentence in reading(comparison, lang)),
        Line(limit, "strong"),
        pairs(text("report.scenarios", lang), scenarios(comparison, lang)),
        targets_table(comparison, lang),
        *([] if later is None else [later]),
        ReportPicture("targets", text("report.targets", lang)),
        *([ReportPicture("money", text("compare.money", lang))] if differing(comparison) else []),
        *others,
        pairs(text("report.assumptions", lang), _assumptions(comparison, lang)),
        pairs(text("report.provenance", lang), _provenance(comparison, lang)),
    ]
    return Report(title(comparison, lang), limit, comparison.command, tuple(parts))


def reading(comparison: Comparison, lang: str) -> tuple[str, ...]:
    """The expected number met under each scenario, and who loses by it."""
    joint = comparison.first.joint
    expected = fixed(joint.expected_met, 2)
    sentences = [text("compare.chart-own", lang, expected=expected, number=len(joint.targets))]
    for (_, name), side in zip(scenarios(comparison, lang)[1:], comparison.sides, strict=True):
        gain = side.expected_met
        gain_words = text("report.gain", lang, change=counts(gain)) if gain.shown else text("report.no-gain", lang)
        lost = losers(comparison, side, lang)
        sentences.append(text("report.side", lang, scenario=name, gain=gain_words, losers=lost))
    return tuple(sentences)


def _assumptions(comparison: Comparison, lang: str) -> list[tuple[str, str]]:
    """Those of the first scenario, what the effect of money rests on, what is counted otherwise, what adapting does."""
    read = text("report.how-to-read", lang)
    pairs_kept = [pair for pair in assumptions(comparison.first, lang) if pair[0] != read]
    counted = [(text("report.recounted", lang), sentence) for sentence in recounted(comparison, lang)]
    join = text("compare.and", lang)
    adapted = [(name, join.join([*rules, worth])) for name, rules, worth in adapting(comparison, lang)]
    rests = (text("report.rests", lang), text("compare.rests-on", lang))
    return [*pairs_kept, rests, *counted, *adapted, (read, text("compare.legend", lang))]


def _provenance(comparison: Comparison, lang: str) -> list[tuple[str, str]]:
    command = text("report.command", lang)
    others = [pair for pair in provenance(comparison.first, lang) if pair[0] != command]
    return [(command, comparison.command), *others]
