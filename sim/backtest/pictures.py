"""The pictures of a back-test as files."""

from __future__ import annotations

import io

from sim.backtest.result import Backtest

_DPI = 110  # a screen's width; the record is kept with the program and stays small


def pictures(backtest: Backtest, lang: str | None = None) -> dict[str, bytes]:
    """File name -> PNG: ``backtest.png`` over all series and ``backtest-SERIES.png`` for each."""
    from sim.charts.backtest import backtest_figure, series_figure
    from sim.language import language

    chosen = language(lang)
    figures = {"backtest.png": backtest_figure(backtest, chosen)}
    figures |= {f"backtest-{name}.png": series_figure(backtest, name, chosen) for name in backtest.names}
    made = {}
    for name, figure in figures.items():
        buffer = io.BytesIO()
        figure.savefig(buffer, format="png", dpi=_DPI)
        made[name] = buffer.getvalue()
    return made
