"""A back-test as one Markdown page: what it does not say, the tables, how they were made."""

from __future__ import annotations

from sim.backtest.result import Backtest
from sim.backtest.tables import Table, coverage_table, origins_table, rows_table, series_table
from sim.backtest.words import percent, ranged, series_name
from sim.language import text


def page(backtest: Backtest, lang: str, *, pictures: bool = False) -> str:
    """The page; ``pictures``: with links to those that ``Backtest.plot`` writes into the same folder."""
    parts = [
        f"# {text('backtest.name', lang)}",
        f"**{text('backtest.limit', lang)}**",
        text("backtest.pseudo", lang),
        summary(backtest, lang),
        _written(series_table(backtest, lang)),
        *([f"![{text('backtest.name', lang)}](backtest.png)"] if pictures else []),
        *verdict(backtest, lang),
        f"## {text('backtest.coverage', lang)}",
        _written(coverage_table(backtest, lang)),
        text("backtest.coverage-note", lang),
        f"## {text('backtest.origins', lang)}",
        _written(origins_table(backtest, lang)),
        text("backtest.origins-note", lang),
        f"## {text('backtest.method', lang)}",
        *(text(f"backtest.method-{part}", lang) for part in ("forecast", "outcomes", "baselines", "intervals")),
        f"## {text('backtest.by-series', lang)}",
    ]
    for name in backtest.names:
        parts += [f"### {series_name(name, lang)}", _written(rows_table(backtest, name, lang))]
        parts += [f"![{series_name(name, lang)}](backtest-{name}.png)"] if pictures else []
    return "\n\n".join(parts) + "\n"


def summary(backtest: Backtest, lang: str) -> str:
    """One sentence: what was forecast from where."""
    origins = text("backtest.and", lang).join(str(day.year) for day in backtest.origins)
    counts = {"forecasts": len(backtest.rows), "series": len(backtest.names)}
    return text("backtest.summary", lang, origins=origins, runs=f"{backtest.runs:,}", seed=backtest.seed, **counts)


def verdict(backtest: Backtest, lang: str) -> tuple[str, ...]:
    """Sentences: geometric mean, coverage of 90 per cent, and the series that are significantly worse, by name."""
    ninety = next(one for one in backtest.coverage if one.nominal == 0.9)
    worse = [series_name(one.series, lang) for one in backtest.series if one.worse]
    mean = ranged(backtest.geometric_mean, backtest.geometric_low, backtest.geometric_high)
    covered = {"value": percent(ninety.value), "low": percent(ninety.low), "high": percent(ninety.high)}
    sentences = [text("backtest.geometric", lang, mean=mean), text("backtest.covered", lang, **covered)]
    listed = text("backtest.and", lang).join(worse)
    sentences.append(text("backtest.worse", lang, series=listed) if worse else text("backtest.none-worse", lang))
    return tuple(sentences)


def _written(table: Table) -> str:
    sides = ["---" if column < table.words else "---:" for column in range(len(table.heads))]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (table.heads, sides, *table.rows))
