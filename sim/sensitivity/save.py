"""A folder of results: sensitivity.json, a CSV file of every table and, where wished, the pictures."""

from __future__ import annotations

import json
from pathlib import Path

from sim.forecast.files import write_together
from sim.kept.files import RESULT, kept
from sim.sensitivity.document import document
from sim.sensitivity.frames import KINDS, csv_text
from sim.sensitivity.result import Sensitivity


def save(result: Sensitivity, folder: str | Path, *, charts: bool = False, lang: str | None = None) -> Path:
    """Write the folder (made when missing; other files in it stay) and return its path.

    Everything is first written beside its place and only then renamed, so that a full disk leaves what was there.
    Raises StorageError, whose ``result`` is ``result``.
    """
    from sim.language import language
    from sim.sensitivity.pictures import pictures

    place, chosen = Path(folder), language(lang)
    text = json.dumps(document(result), ensure_ascii=False, allow_nan=False, indent=1) + "\n"
    chosen_kinds = [kind for kind in KINDS if result.decision is not None or kind not in ("decision", "alternatives")]
    files = {
        **result.copies,
        **{f"{kind}.csv": csv_text(result, kind).encode("utf-8-sig") for kind in chosen_kinds},
        **(pictures(result, chosen) if charts else {}),
        RESULT: kept(result),
        "sensitivity.json": text.encode(),
    }
    write_together(place, files, result)
    return place
