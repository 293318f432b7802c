"""A folder of results: discovery.json, the sentences, a CSV file of every table and, where wished, the pictures."""

from __future__ import annotations

import json
from pathlib import Path

from sim.discovery.document import document
from sim.discovery.frames import KINDS, csv_text
from sim.discovery.result import Discovery
from sim.forecast.files import write_together
from sim.kept.files import RESULT, kept


def save(result: Discovery, folder: str | Path, *, charts: bool = False, lang: str | None = None) -> Path:
    """Write the folder (made when missing; other files in it stay) and return its path.

    Everything is first written beside its place and only then renamed, so that a full disk leaves what was there.
    Raises StorageError.
    """
    from sim.discovery.pictures import pictures
    from sim.language import language

    place, chosen = Path(folder), language(lang)
    text = json.dumps(document(result), ensure_ascii=False, allow_nan=False, indent=1) + "\n"
    files = {
        **result.copies,
        **{f"{kind}.csv": csv_text(result, kind).encode("utf-8-sig") for kind in KINDS},
        **(pictures(result, chosen) if charts else {}),
        "boxes.txt": f"{result.words(chosen)}\n".encode(),
        RESULT: kept(result),
        "discovery.json": text.encode(),
    }
    write_together(place, files, result)
    return place
