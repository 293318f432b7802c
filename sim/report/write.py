"""``report(RESULT, "docx")``: a saved forecast, comparison, price list or response table as a document file."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import InputError, Text, check_name
from sim.language import language

if TYPE_CHECKING:
    from sim.analyses.compare.result import Comparison
    from sim.analyses.forecast.result import Forecast
    from sim.analyses.value.price_list import PriceList
    from sim.analyses.value.response_table import ResponseTable

#: format -> the library that it needs beyond what every installation has, as it is imported and as it is installed.
FORMATS: Mapping[str, tuple[str, str] | None] = {
    "docx": ("docx", "python-docx"),
    "xlsx": ("xlsxwriter", "XlsxWriter"),
    "html": None,
    "pdf": None,
}
#: Type of the result -> the command that writes it, and the name of its reports in its folder.
_REPORTS: Mapping[str, tuple[str, str]] = {
    "Forecast": ("forecast", "forecast"),
    "Comparison": ("compare", "comparison"),
    "PriceList": ("value --prices", "prices"),
    "ResponseTable": ("value --responses", "responses"),
}


def report(
    result: Forecast | Comparison | PriceList | ResponseTable | str | Path,
    to: str,
    out: str | Path | None = None,
    *,
    lang: str | None = None,
) -> Path:
    """Write ``result``, a Forecast, Comparison, PriceList, ResponseTable or the folder of one, in the format ``to``.

    Returns the path. ``out``: the file, in the folder and named after the result (``prices.TO``) by
    default. Raises InputError for an unknown
    format or language, a folder of another result or of none, a result without ``out``, and a library that is not
    installed; StorageError where the file cannot be written.
    """
    from sim.report.formats import written
    from sim.results.files import write_whole
    from sim.results.folder import class_of

    check_name("unknown format", to, FORMATS, key="--to")
    _check_library(to)
    chosen = language(lang)
    folder = Path(result) if isinstance(result, str | Path) else None
    kind: Any = type(result) if folder is None else class_of(folder)
    if kind.__name__ not in _REPORTS:
        value = f"xiandao {kind.COMMAND}" if hasattr(kind, "COMMAND") else kind.__name__
        allowed = ", ".join(f"xiandao {command}" for command, _ in _REPORTS.values())
        raise InputError("no report is made of this result", file=folder, value=value, allowed=allowed)
    if out is None and folder is None:
        raise InputError("is missing", key="out")
    opened: Any = result if folder is None else kind.opened(folder)
    path = Path(out) if out is not None else Path(folder or "") / f"{_REPORTS[kind.__name__][1]}.{to}"
    write_whole(path, written(opened, to, chosen))
    return path


def _check_library(to: str) -> None:
    needed = FORMATS[to]
    if needed is not None and find_spec(needed[0]) is None:
        install = "pip install 'xiandao[office]'"
        raise InputError(Text("needs a library: {library}", library=needed[1]), key="--to", value=to, allowed=install)
