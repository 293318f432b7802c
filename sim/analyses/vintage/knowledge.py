"""Information set of a forecast, with the evidence about earlier periods that was published after the plan began."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from sim.inputs.evidence import ORIGIN, Evidence, read_csv
from sim.shipped import data_path


def years(months: tuple[str, ...]) -> str:
    """``2025-26`` for the months 2025-01 to 2026-12; ``2025`` where they lie in one year."""
    first, last = months[0][:4], months[-1][:4]
    return first if first == last else f"{first}-{last[2:]}"


def statement(day: date, unseen: str) -> str:
    """``made in 2026-11; realised target counts of 2025-26 unseen``, the years as by ``years``."""
    return f"made in {day:%Y-%m}; realised target counts of {unseen} unseen"


def disclosures(path: str | Path | None = None) -> list[dict[str, str]]:
    """What a reader must know of the making (``calibration/disclosures.csv``): day, what, effect.

    Realised facts of the plan's own time that were met by chance, without the figures, and priors registered before any
    run with them. Raises InputError for a broken file.
    """
    return read_csv(data_path("calibration/disclosures.csv") if path is None else path, ("seen", "what", "effect"))


def known(evidence: Evidence) -> dict[str, Any]:
    """The late rows of ``evidence`` in JSON types.

    ``late_rows`` describe a period up to the origin but could be known only after it: a forecaster of that day would
    not have had them. ``other_late_rows`` have a later period or none (rules, amounts, studies, judgements); a realised
    figure of the plan's own time is not among them, because the evidence refuses one.
    """
    before = [row for row in evidence.late if row.period_end is not None and row.period_end <= ORIGIN]
    listed = {row.id for row in before}
    return {
        "rows": len(evidence),
        "origin": ORIGIN.isoformat(),
        "late_rows": [
            {"id": row.id, "role": row.role, "period": row.period, "available_from": row.available_from.isoformat()}
            for row in before
        ],
        "disclosures": disclosures(),
        "other_late_rows": [row.id for row in evidence.late if row.id not in listed],
    }
