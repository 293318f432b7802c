"""``report(RESULT, "docx")``: a saved forecast as a document, written whole."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from sim.errors import InputError, unknown_name
from sim.language import language

if TYPE_CHECKING:
    from sim.forecast.result import Forecast

#: format -> the library that it needs beyond what every installation has, as it is imported and as it is installed.
FORMATS: Mapping[str, tuple[str, str] | None] = {
    "docx": ("docx", "python-docx"),
    "xlsx": ("xlsxwriter", "XlsxWriter"),
    "html": None,
    "pdf": None,
}
_MODULES = {
    "docx": "sim.report.word",
    "xlsx": "sim.report.workbook",
    "html": "sim.report.standalone_html",
    "pdf": "sim.report.pdf",
}


def report(result: Forecast | str | Path, to: str, out: str | Path | None = None, *, lang: str | None = None) -> Path:
    """Write ``result``, a Forecast or the folder of one, in the format ``to`` and return the path.

    ``out``: the file, ``forecast.TO`` in the folder by default. Raises InputError for an unknown format or language, a
    folder that holds no forecast, a Forecast without ``out``, and a library that is not installed; StorageError where
    the file cannot be written.
    """
    from sim.forecast.files import write_whole
    from sim.forecast.reopen import reopened

    if to not in FORMATS:
        raise unknown_name("format", to, FORMATS, key="--to")
    _check_library(to)
    chosen = language(lang)
    folder = Path(result) if isinstance(result, str | Path) else None
    if out is None and folder is None:
        raise InputError("is missing", key="out")
    forecast = reopened(folder) if folder is not None else result
    path = Path(out) if out is not None else Path(folder or "") / f"forecast.{to}"
    write_whole(path, import_module(_MODULES[to]).content(forecast, chosen))
    return path


def _check_library(to: str) -> None:
    needed = FORMATS[to]
    if needed is not None and find_spec(needed[0]) is None:
        raise InputError(f"needs a library: {needed[1]}; pip install 'xiandao[office]'", key="--to", value=to)
