"""``report(RESULT, "docx")``: a saved forecast or comparison as a document, written whole."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import InputError, unknown_name
from sim.language import language

if TYPE_CHECKING:
    from sim.comparison.result import Comparison
    from sim.forecast.result import Forecast

#: format -> the library that it needs beyond what every installation has, as it is imported and as it is installed.
FORMATS: Mapping[str, tuple[str, str] | None] = {
    "docx": ("docx", "python-docx"),
    "xlsx": ("xlsxwriter", "XlsxWriter"),
    "html": None,
    "pdf": None,
}
#: Command that wrote the result -> name of its reports in its folder.
_NAMES: Mapping[str, str] = {"forecast": "forecast", "compare": "comparison"}


def report(
    result: Forecast | Comparison | str | Path, to: str, out: str | Path | None = None, *, lang: str | None = None
) -> Path:
    """Write ``result``, a Forecast, a Comparison or the folder of one, in the format ``to`` and return the path.

    ``out``: the file, ``forecast.TO`` or ``comparison.TO`` in the folder by default. Raises InputError for an unknown
    format or language, a folder of another result or of none, a result without ``out``, and a library that is not
    installed; StorageError where the file cannot be written.
    """
    from sim.charts.opened import command_of, opened
    from sim.forecast.files import write_whole
    from sim.forecast.result import Forecast
    from sim.report.formats import written

    if to not in FORMATS:
        raise unknown_name("format", to, FORMATS, key="--to")
    _check_library(to)
    chosen = language(lang)
    folder = Path(result) if isinstance(result, str | Path) else None
    made_by = "forecast" if isinstance(result, Forecast) else "compare"
    command = made_by if folder is None else command_of(folder)
    if command not in _NAMES:
        allowed = ", ".join(f"xiandao {name}" for name in _NAMES)
        raise InputError("no report is made of this result", file=folder, value=f"xiandao {command}", allowed=allowed)
    if out is None and folder is None:
        raise InputError("is missing", key="out")
    found: Any = opened(folder) if folder is not None else result
    path = Path(out) if out is not None else Path(folder or "") / f"{_NAMES[command]}.{to}"
    write_whole(path, written(found, to, chosen))
    return path


def _check_library(to: str) -> None:
    needed = FORMATS[to]
    if needed is not None and find_spec(needed[0]) is None:
        install = "pip install 'xiandao[office]'"
        raise InputError(f"needs a library: {needed[1]}", key="--to", value=to, allowed=install)
