"""A back-test as one Markdown page: limits, tables, method."""

from __future__ import annotations

from sim.analyses.backtest.findings import BacktestFindings
from sim.analyses.backtest.views import (
    coverage_table,
    origins_table,
    rows_table,
    series_name,
    series_table,
    summary,
    verdict,
)
from sim.language import text
from sim.results.table import markdown


def page(backtest: BacktestFindings, lang: str, *, pictures: bool = False) -> str:
    """The page; ``pictures``: with links to those that ``Backtest.plot`` writes into the same folder."""
    parts = [
        f"# {text('backtest.name', lang)}",
        f"**{text('backtest.limit', lang)}**",
        text("backtest.pseudo", lang),
        summary(backtest, lang),
        markdown(series_table(backtest, lang)),
        *([f"![{text('backtest.name', lang)}](backtest.png)"] if pictures else []),
        *verdict(backtest, lang),
        f"## {text('backtest.coverage', lang)}",
        markdown(coverage_table(backtest, lang)),
        text("backtest.coverage-note", lang),
        f"## {text('backtest.origins', lang)}",
        markdown(origins_table(backtest, lang)),
        text("backtest.origins-note", lang),
        f"## {text('backtest.method', lang)}",
        *(text(f"backtest.method-{part}", lang) for part in ("forecast", "outcomes", "baselines", "intervals")),
        f"## {text('backtest.by-series', lang)}",
    ]
    for name in backtest.names:
        parts += [f"### {series_name(name, lang)}", markdown(rows_table(backtest, name, lang))]
        parts += [f"![{series_name(name, lang)}](backtest-{name}.png)"] if pictures else []
    return "\n\n".join(parts) + "\n"
