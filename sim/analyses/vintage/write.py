"""Atomic writing of a vintage, which never replaces another content."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sim.analyses.vintage import layout
from sim.analyses.vintage.content import content
from sim.errors import InputError
from sim.results.files import storage_error, write_whole

if TYPE_CHECKING:
    from sim.analyses.forecast.result import Forecast


def write_vintage(forecast: Forecast, folder: str | Path = layout.FOLDER, *, made: date | None = None) -> Path:
    """Write the vintage of ``forecast`` as a new folder in ``folder`` and return its path.

    ``made``: the day to be stated, today by default; it is part of the content, so the same forecast made on another
    day is another vintage. Writing the same vintage again changes nothing. Raises InputError where a folder of its name
    holds another content, StorageError where the disk refuses (nothing half-written is left).
    """
    day = made or date.today()
    files = content(forecast, day)
    target = Path(folder) / layout.folder_name(day, forecast.scenario.id, layout.digest(files))
    if not target.exists():
        _publish(files, target)
    _refuse_other_content(files, target)
    return target


def _publish(files: dict[str, bytes], target: Path) -> None:
    """Write all files beside ``target``, then rename their folder: others see the vintage whole or not at all."""
    stage = target.with_name(f".{target.name}.staged")
    try:
        shutil.rmtree(stage, ignore_errors=True)
        for name, written in files.items():
            write_whole(stage / name, written)
        stage.rename(target)
    except OSError as fault:
        if not target.exists():  # else somebody wrote it meanwhile: compared like one that was there before
            raise storage_error(fault, target) from None
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _refuse_other_content(files: dict[str, bytes], target: Path) -> None:
    for name, written in files.items():
        try:
            current = (target / name).read_bytes()
        except OSError:
            current = b""
        if current.replace(b"\r\n", b"\n") != written:
            problem = "a vintage is never changed: the folder exists with another content"
            raise InputError(problem, file=target, key=name)
