"""A fitted set on disk: draws, bootstrap replicas, all that was checked, a report with pictures.

    fit.json draws.csv replicates.csv      what a forecast reads (sim.inputs.fitted)
    result.json                            what its pictures can be drawn from again (xiandao chart)
    README.md *.png                        what a reader looks at

The name carries the day and a digest of the draws and of what made them, so the same fit has the same digest.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sim.analyses.calibrate.result import Fit
from sim.errors import InputError
from sim.results.files import write_together, write_whole

CURRENT = "current"


def save_fit(fit: Fit, folder: str | Path, made: date | None = None, *, lang: str = "en") -> Path:
    """Write the set as ``folder/<day>-<digest>`` with report and pictures. Raises StorageError."""
    day = made or date.today()
    path = Path(folder) / fit.to_json(day)["name"]
    write_together(path, fit.files(lang, True, day), fit)
    return path


def make_default(fit: Fit, path: Path) -> None:
    """Point forecasts at the set in ``path``. Raises InputError for a fit that failed its gate."""
    if not fit.passed:
        raise InputError("the fit failed its gate and cannot become the default", file=path, value=fit.faults[0])
    write_whole(path.parent / CURRENT, f"{path.name}\n".encode())
