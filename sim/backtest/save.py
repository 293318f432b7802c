"""A folder of results: backtest.json, rows.csv, backtest.md and, where wished, the pictures."""

from __future__ import annotations

import json
from pathlib import Path

from sim.backtest.document import document, rows_csv
from sim.backtest.markdown import page
from sim.backtest.result import Backtest
from sim.forecast.files import write_together
from sim.kept.files import RESULT, kept


def save(backtest: Backtest, folder: str | Path, *, charts: bool = False, lang: str | None = None) -> Path:
    """Write the folder (made when missing; other files in it stay) and return its path.

    Everything is first written beside its place and only then renamed, so that a full disk leaves what was there.
    Raises StorageError.
    """
    from sim.backtest.pictures import pictures
    from sim.language import language

    place, chosen = Path(folder), language(lang)
    text = json.dumps(document(backtest), ensure_ascii=False, allow_nan=False, indent=1) + "\n"
    files = {
        "rows.csv": rows_csv(backtest).encode("utf-8-sig"),
        "backtest.md": page(backtest, chosen, pictures=charts).encode(),
        **(pictures(backtest, chosen) if charts else {}),
        RESULT: kept(backtest),
        "backtest.json": text.encode(),
    }
    write_together(place, files, backtest)
    return place
