"""The tables of a back-test as rows of words, whatever prints them: overall, coverage, origins, one series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.backtest.result import Backtest, Coverage
from sim.backtest.words import NOTHING, baseline_name, number, percent, ranged, series_name
from sim.language import text


@dataclass(frozen=True)
class Table:
    """``heads`` and ``rows`` of cells; columns from the ``words``-th on hold numbers."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int = 1


def series_table(backtest: Backtest, lang: str) -> Table:
    """One row a series; those without a baseline stand there with dashes.

    Forecasts are counted with a baseline / in all; scores and years are of those with one, of all where there is none.
    """
    heads = ("series", "forecasts", "years", "crps", "baseline", "baseline-crps", "ratio", "wis-ratio", "skill")
    rows = []
    for name in backtest.names:
        one, own = backtest.score(name), backtest.of(name)
        if one is None:
            mean = sum(row.crps for row in own) / len(own)
            cells = (f"0/{len(own)}", str(len({row.year for row in own})), f"{mean:.3f}", *([NOTHING] * 5))
            rows.append((series_name(name, lang), *cells))
            continue
        rows.append(
            (
                series_name(name, lang),
                f"{one.forecasts}/{len(own)}",
                str(one.years),
                f"{one.crps:.3f}",
                baseline_name(one.baseline, lang),
                f"{one.baseline_crps:.3f}",
                ranged(one.ratio, one.low, one.high),
                ranged(one.wis_ratio, None, None),
                text("backtest.claimed" if one.skill_claimed else "backtest.shown", lang),
            )
        )
    return Table(_heads(heads, lang), tuple(rows))


def coverage_table(backtest: Backtest, lang: str) -> Table:
    """Overall, then by horizon."""
    heads = ("of", "nominal", "covered", "clusters")
    rows = _coverage_rows(text("backtest.all-forecasts", lang), backtest.coverage)
    for years, both in sorted(backtest.by_horizon.items()):
        rows += _coverage_rows(text("backtest.at-horizon", lang, years=years), both)
    return Table(_heads(heads, lang), tuple(rows))


def origins_table(backtest: Backtest, lang: str) -> Table:
    """What each origin knew, and how honest its regression is on synthetic histories."""
    heads = ("origin", "points", "bounds", "share", "unseen-50", "unseen-90")
    rows = []
    for fit in backtest.fits:
        counts = (str(fit.points), str(fit.bounds), percent(fit.share if fit.points else None))
        rows.append((str(fit.day), *counts, percent(fit.unseen_50), percent(fit.unseen_90)))
    return Table(_heads(heads, lang), tuple(rows))


def rows_table(backtest: Backtest, series: str, lang: str) -> Table:
    """Every forecast of one series."""
    heads = ("outcome", "origin", "horizon", "published", "forecast", "rank", "crps", "baseline-crps", "past")
    best = backtest.score(series)
    rows = []
    for row in backtest.of(series):
        low, _, middle, _, high = row.quantiles
        base = NOTHING if best is None or not row.baselines else f"{row.baselines[best.baseline]:.3f}"
        rows.append(
            (
                row.outcome.removeprefix("series:"),
                str(row.origin),
                str(row.horizon),
                number(row.value),
                f"{number(middle)} ({number(low)}–{number(high)})",
                f"{row.pit:.2f}",
                f"{row.crps:.3f}",
                base,
                str(row.past),
            )
        )
    return Table(_heads(heads, lang), tuple(rows), words=2)


def _coverage_rows(what: str, both: Sequence[Coverage]) -> list[tuple[str, ...]]:
    return [
        (
            what,
            percent(one.nominal),
            f"{percent(one.value)} ({percent(one.low)}–{percent(one.high)})",
            str(one.clusters),
        )
        for one in both
    ]


def _heads(names: Sequence[str], lang: str) -> tuple[str, ...]:
    return tuple(text(f"backtest.head-{name}", lang) for name in names)
