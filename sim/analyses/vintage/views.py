"""Tables of the scores of a vintage: one row an outcome, targets, averages, cautions."""

from collections.abc import Iterator

from sim.analyses.vintage.result import LOSSES, Event, OutcomeScore, Scores
from sim.language import text
from sim.language.numbers import fixed, percent, share, significant
from sim.results.table import Block, Line, Table


def screen(scores: Scores, lang: str) -> Iterator[Block]:
    """Title, tables, averages and cautions of the scores."""
    yield Line(text("score.title", lang, vintage=scores.vintage, number=len(scores.outcomes)), "title")
    yield Line(text("score.made", lang, made=scores.made, years=scores.unseen))
    yield outcomes_table(scores, lang)
    events = [row.event for row in scores.outcomes if row.event is not None]
    if events:
        yield Line(text("score.targets", lang), "heading")
        yield from (Line(_event(event, lang), indent=1) for event in events)
    yield Line(text("score.averages", lang), "heading")
    shares = {"half": _share(scores.coverage[50], lang), "ninety": _share(scores.coverage[90], lang)}
    yield Line(text("score.coverage", lang, **shares), indent=1)
    for unit, means in scores.by_unit.items():
        losses = {loss: significant(means[loss]) for loss in LOSSES}
        over, under = losses.pop("overprediction"), losses.pop("underprediction")
        yield Line(text("score.unit-line", lang, unit=unit, number=means["number"], over=over, under=under, **losses),
                   indent=1)  # fmt: skip
    if scores.events is not None:
        values = {name: fixed(scores.events[name], 3) for name in ("brier", "log_score")}
        yield Line(text("score.event-line", lang, number=scores.events["number"], **values), indent=1)
    for sentence in cautions(scores, lang):
        yield Line(f"\n{sentence}", "strong")
    yield Line(f"\n{text('score.legend', lang)}", "quiet")


def cautions(scores: Scores, lang: str) -> list[str]:
    """What the outcomes are too few to show, a sentence each."""
    return [text(f"score.caution-{caution}", lang) for caution in scores.cautions]


def outcomes_table(scores: Scores, lang: str) -> Table:
    """One row an outcome: its value, the forecast's quantiles, and the scores."""
    names = ("outcome", "value", "median", "half", "ninety", "in-half", "in-ninety", "crps", "wis", "pit")
    rows = tuple(_row(row, lang) for row in scores.outcomes)
    return Table("", tuple(text(f"score.{name}", lang) for name in names), rows)


def _row(row: OutcomeScore, lang: str) -> tuple[str, ...]:
    parts = " + ".join(significant(part) for part in (row.sharpness, row.overprediction, row.underprediction))
    return (
        f"{row.name}\n{row.date} {row.kind}",
        significant(row.value) + (f" ± {significant(row.error)}" if row.error else ""),
        significant(row.median),
        f"{significant(row.q25)}–{significant(row.q75)}",
        f"{significant(row.q05)}–{significant(row.q95)}",
        _inside(row.in_50, lang),
        _inside(row.in_90, lang),
        significant(row.crps),
        f"{significant(row.wis)}\n{parts}",
        fixed(row.pit, 2),
    )


def _event(event: Event, lang: str) -> str:
    met = {0.0: text("score.missed", lang), 1.0: text("score.met", lang)}.get(event.met)
    line = text(
        "score.target-line",
        lang,
        target=event.target,
        reading=event.reading,
        threshold=significant(event.threshold),
        met=met or text("score.met-maybe", lang, chance=percent(event.met, lang)),
        probability=percent(event.probability, lang),
        brier=fixed(event.brier, 3),
        log_score=fixed(event.log_score, 3),
    )
    if event.outside_view is None or event.outside_brier is None:
        return line
    values = {"probability": percent(event.outside_view, lang), "brier": fixed(event.outside_brier, 3)}
    return f"{line}{text('chart.mark', lang)}{text('score.outside', lang, **values)}"


def _inside(chance: float, lang: str) -> str:
    """Yes or no; a chance in per cent where the outcome has an error."""
    return {0.0: text("score.no", lang), 1.0: text("score.yes", lang)}.get(chance) or percent(chance, lang)


def _share(of_outcomes: float, lang: str) -> str:
    """A share of outcomes may be none or all, a probability never is."""
    return share(of_outcomes, lang) if of_outcomes in (0.0, 1.0) else percent(of_outcomes, lang)
