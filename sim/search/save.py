"""A folder of results: winner.toml, search.json, tables and, where wished, the pictures."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

from sim.forecast.files import write_together
from sim.kept.files import RESULT, kept
from sim.policy import scenario_toml
from sim.search.document import document
from sim.search.result import SearchResult
from sim.search.tables import trace_table, worth_table

if TYPE_CHECKING:
    import pandas as pd

WINNER = "winner.toml"
CHARTS = ("search.png", "search-trace.png", "search-front.png")
_DPI = 110  # a screen's width


def save(result: SearchResult, folder: str | Path, *, charts: bool = False, lang: str | None = None) -> Path:
    """Write the folder (made when missing; other files in it stay) and return its path.

    Everything is first written beside its place and only then renamed. Raises StorageError, whose ``result`` is
    ``result``.
    """
    from sim.language import language

    place, chosen = Path(folder), language(lang)
    files = _content(result, chosen)
    if charts:
        files |= _pictures(result, chosen)
    write_together(place, files, result)
    return place


def _content(result: SearchResult, lang: str) -> dict[str, bytes]:
    text = json.dumps(document(result), ensure_ascii=False, allow_nan=False, indent=1) + "\n"
    files = {
        **result.copies,
        WINNER: scenario_toml(result.winner).encode(),
        "money.csv": _csv(result.table(lang)),
        "targets.csv": _csv(result.target_table(lang)),
        "effects.csv": _csv(worth_table(dict(result.effects), "lever_effects")),
        "trace.csv": _csv(trace_table(result)),
        RESULT: kept(result),
        "search.json": text.encode(),
    }
    if result.robust is not None:
        files["worlds.csv"] = _csv(worth_table({row.world: row.worth for row in result.robust.rows}, "world"))
    for number, point in enumerate(result.front, start=1):
        files[f"front-{number}.toml"] = scenario_toml(point.scenario).encode()
    return files


def _csv(table: pd.DataFrame) -> bytes:
    return table.to_csv(index=False, lineterminator="\n", float_format="%.6g").encode("utf-8-sig")


def _pictures(result: SearchResult, lang: str) -> dict[str, bytes]:
    from sim.charts.search import money_figure
    from sim.charts.search_front import front_figure
    from sim.charts.search_trace import trace_figure

    figures = {CHARTS[0]: money_figure(result, lang), CHARTS[1]: trace_figure(result, lang)}
    if result.front:
        figures[CHARTS[2]] = front_figure(result, lang)
    made = {}
    for name, figure in figures.items():
        buffer = io.BytesIO()
        figure.savefig(buffer, format="png", dpi=_DPI)
        made[name] = buffer.getvalue()
    return made
