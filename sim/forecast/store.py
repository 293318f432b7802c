"""A folder of results with everything needed to read, check and repeat the forecast.

forecast.json table.csv metrics.npz      what came out
inputs/scenario.toml plan.toml parameters.csv      what went in: the scenario resolved, the others as they were
manifest.json      the digest of each of these files
forecast.png forecast.svg      drawn from the above, so without a digest
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.errors import InputError
from sim.forecast.files import StorageError, arrays_of, npz, sha256, storage_error, write_whole
from sim.forecast.provenance import array_digest

if TYPE_CHECKING:
    from sim.forecast.result import Forecast

MANIFEST = "manifest.json"
CHARTS = ("forecast.png", "forecast.svg")
_STAGE = ".staged"


@dataclass(frozen=True, eq=False)
class Saved:
    """A saved forecast as read back: ``document`` is forecast.json, ``arrays`` the content of metrics.npz."""

    folder: Path
    document: dict[str, Any]
    arrays: dict[str, np.ndarray]

    @property
    def metrics(self) -> np.ndarray:
        """float64[runs, months, M]."""
        return self.arrays["metrics"]


def save(forecast: Forecast, folder: str | Path, *, charts: bool = False, lang: str | None = None) -> Path:
    """Write the folder (made when missing; other files in it stay) and return its path.

    Everything is first written beside its place; only then are the files renamed, the manifest last, so a full disk
    leaves what was there. Raises StorageError, whose ``result`` is ``forecast``.
    """
    from sim.language import language

    place = Path(folder)
    chosen = language(lang)
    files = _content(forecast, chosen)
    digests = {name: sha256(content) for name, content in files.items()}
    files[MANIFEST] = _json({"files": digests})
    stage = place / _STAGE
    try:
        for name, content in files.items():
            write_whole(stage / name, content)
        if charts:
            _draw(forecast, stage, chosen)
        _publish(stage, place, [name for name in files if name != MANIFEST] + list(CHARTS) * charts + [MANIFEST])
    except StorageError as fault:
        fault.result = forecast
        raise
    finally:
        _remove(stage)
    return place


def load(folder: str | Path) -> Saved:
    """Read a saved forecast after checking it. Raises InputError when it is missing, incomplete or damaged."""
    place = Path(folder)
    verify(place)
    document = json.loads((place / "forecast.json").read_bytes())
    path = place / "metrics.npz"
    return Saved(place, document, arrays_of(path.read_bytes(), path))


def verify(folder: str | Path) -> None:
    """Check every file against its digest, and the arrays against the fingerprint in forecast.json.

    Raises InputError naming the first file that is missing or differs.
    """
    place = Path(folder)
    for name, digest in _manifest(place).items():
        if sha256(_bytes(place / name)) != digest:
            raise InputError("damaged or changed since it was saved", file=place / name)
    document = json.loads(_bytes(place / "forecast.json"))
    arrays = arrays_of(_bytes(place / "metrics.npz"), place / "metrics.npz")
    if document["provenance"]["fingerprint"]["metrics"] != array_digest(arrays["metrics"], arrays["status"]):
        raise InputError("the numbers are not those of forecast.json", file=place / "metrics.npz")


def _content(forecast: Forecast, lang: str) -> dict[str, bytes]:
    arrays = {"metrics": forecast.metrics, "status": forecast.status, "draw": forecast.draw}
    if forecast.action_money is not None:
        arrays["money"] = forecast.action_money
    for name, array in (("field_firms", forecast.field_firms), ("district_firms", forecast.district_firms)):
        if array is not None:
            arrays[name] = array
    return {
        **{f"inputs/{name}": content for name, content in forecast.inputs.items()},
        "metrics.npz": npz(arrays),
        "table.csv": forecast.table(lang).to_csv(index=False, lineterminator="\n").encode("utf-8-sig"),
        "forecast.json": _json(forecast.to_json()),
    }


def _draw(forecast: Forecast, stage: Path, lang: str) -> None:
    try:
        for name in CHARTS:
            forecast.plot(stage / name, lang)
    except InputError as fault:
        raise StorageError(fault.problem, file=stage.parent) from None


def _publish(stage: Path, place: Path, names: list[str]) -> None:
    try:
        for name in names:
            target = place / name
            target.parent.mkdir(parents=True, exist_ok=True)
            (stage / name).replace(target)
    except OSError as fault:
        raise storage_error(fault, place) from None


def _remove(stage: Path) -> None:
    import shutil

    shutil.rmtree(stage, ignore_errors=True)


def _manifest(place: Path) -> dict[str, str]:
    path = place / MANIFEST
    if not path.is_file():
        raise InputError("no saved forecast: the folder has no manifest.json", file=place)
    try:
        files = json.loads(path.read_bytes())["files"]
        if not all(isinstance(name, str) and isinstance(digest, str) for name, digest in files.items()):
            raise TypeError
    except (ValueError, KeyError, TypeError, AttributeError):
        raise InputError("damaged: not the manifest of a forecast", file=path) from None
    if not {"forecast.json", "metrics.npz"} <= files.keys():
        raise InputError("incomplete: it does not name the results", file=path)
    return files


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise InputError(f"cannot be read: {fault.strerror}", file=path) from None


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode()
