"""The pictures of a back-test as files."""

from __future__ import annotations

import io
from pathlib import Path

from sim.backtest.result import Backtest
from sim.forecast.files import write_whole

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


def write_pictures(backtest: Backtest, folder: Path, lang: str | None = None) -> tuple[Path, ...]:
    """Write them into ``folder``, each whole; their paths. Raises StorageError."""
    made = pictures(backtest, lang)
    for name, content in made.items():
        write_whole(folder / name, content)
    return tuple(folder / name for name in made)
