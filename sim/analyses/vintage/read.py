"""Reading of a vintage, after a check of its content against the digest in its name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.analyses.vintage import layout
from sim.display import Displayed
from sim.errors import InputError, nearest_name, unreadable
from sim.inputs.evidence import read_csv
from sim.inputs.evidence.csv_file import number
from sim.language import language, texts
from sim.results.files import write_together
from sim.results.frame import DataFrame, data_frame
from sim.results.origin import Origin, fitted_name, points, program
from sim.results.result import Drawing, Result
from sim.shipped import data_path
from sim.study.scores import HUB_LEVELS


@dataclass(frozen=True)
class TargetRow(Displayed):
    """One reading of a target. ``chosen``: the one that is forecast. Numbers as in ``sim.analyses.forecast.targets``.

    ``probability`` is the outside view for class C, whatever the reading; ``model_probability`` always the model's.
    """

    target: str
    class_: str
    reading: str
    chosen: bool
    metric: str
    number: float
    threshold: float
    probability: float
    mc_error: float | None
    low: float | None
    high: float | None
    model_probability: float
    outside_view: float | None


@dataclass(frozen=True, eq=False)
class Vintage(Result, document=layout.DOCUMENT, command="forecast --vintage"):
    """A forecast as saved: quantiles of metrics and probabilities of targets.

    ``quantiles``: metric -> float64[months, 23] at ``sim.study.scores.HUB_LEVELS``; ``mean``: metric ->
    float64[months]; ``months``: the last day of each; ``units``: metric -> unit; ``document``: vintage.json.
    """

    FACTS = ("name", "targets", "units", "months")
    HEAD = ("target", "reading", "threshold", "probability")

    folder: Path
    document: Mapping[str, Any]
    months: tuple[date, ...]
    units: Mapping[str, str]
    mean: Mapping[str, NDArray[np.float64]]
    quantiles: Mapping[str, NDArray[np.float64]]
    targets: tuple[TargetRow, ...]

    @property
    def name(self) -> str:
        """The folder's name, which ends in the digest of its content."""
        return self.folder.name

    def readings(self, target: str) -> tuple[TargetRow, ...]:
        """The readings of a target, the chosen one first; () for a target that it does not have."""
        return tuple(row for row in self.targets if row.target == target)

    def table(self, lang: str = "en") -> DataFrame:
        """One row a reading of a target. Ids are the same in every ``lang``."""
        texts(lang)  # an unknown language is told before anything else
        return data_frame([vars(row) for row in self.targets]).rename(columns={"class_": "class"})

    def to_json(self) -> dict[str, Any]:
        """The content of ``vintage.json``."""
        return dict(self.document)

    def origin(self, lang: str) -> Origin:
        """The error is that of the probability with the largest."""
        document = self.document
        command = f"xiandao forecast {document['scenario']} --runs {document['runs']} --seed {document['seed']}"
        parameters = fitted_name({"fitted": document["parameters"].get("set")})
        error = points((row.mc_error for row in self.targets), lang)
        return Origin(command, document["scenario"], program(document), parameters, document["runs"],
                      document["seed"], error)  # fmt: skip

    def drawings(self) -> dict[str, Drawing]:
        """The picture of the forecast's quantiles."""
        return {"promise.png": Drawing("promise")}

    def save(self, folder: str | Path, *, charts: bool = False, lang: str | None = None) -> Path:
        """Copy the vintage into ``folder``, under its name, which states its content; returns the path of the copy.

        Raises InputError where it was changed meanwhile, StorageError where the disk refuses.
        """
        copy = Path(folder) / self.name
        pictures = self.pictures(language(lang)) if charts else {}
        write_together(copy, {**_verified(self.folder), **pictures}, self)
        return copy

    @classmethod
    def opened(cls, folder: Path) -> Vintage:
        """The vintage in ``folder``; see ``read_vintage``."""
        return read_vintage(folder)


def read_vintage(vintage: str | Path) -> Vintage:
    """The vintage at a path, or of a name in ``results/reference/vintages`` (here, else as shipped).

    Raises InputError when there is none, when a file is missing, when the content is not the one that its name states,
    and when another version of the program wrote it.
    """
    folder = _locate(vintage)
    files = _verified(folder)
    document = json.loads(files[layout.DOCUMENT])
    version = document.get("schema_version") if isinstance(document, dict) else None
    if version != layout.SCHEMA_VERSION:
        problem, allowed = "a vintage of another version of the program", layout.SCHEMA_VERSION
        raise InputError(problem, file=folder, key="schema_version", value=version, allowed=allowed)
    months, units, numbers = _quantiles(folder / layout.QUANTILES)
    path = folder / layout.TARGETS
    return Vintage(
        folder=folder,
        document=document,
        months=months,
        units=units,
        mean={metric: rows[:, 0] for metric, rows in numbers.items()},
        quantiles={metric: rows[:, 1:] for metric, rows in numbers.items()},
        targets=tuple(_target(cells, path) for cells in read_csv(path, layout.TARGET_COLUMNS)),
    )


def _locate(vintage: str | Path) -> Path:
    path = Path(vintage)
    if path.is_dir():
        return path.resolve()  # "." has no name to be checked against
    roots = (Path(layout.FOLDER), data_path(layout.FOLDER))
    if isinstance(vintage, str) and vintage and path.name == vintage:
        for root in roots:
            if (root / vintage).is_dir():
                return root / vintage
    names = sorted({child.name for root in roots if root.is_dir() for child in root.glob("[!.]*")})
    raise InputError("there is no such vintage", value=str(vintage), nearest=nearest_name(path.name, names))


def _verified(folder: Path) -> dict[str, bytes]:
    promised = layout.promised_digest(folder.name)
    if promised is None:
        problem = "not a vintage: its name does not end in the digest of its content"
        raise InputError(problem, file=folder, allowed="YYYY-MM-SCENARIO-DIGEST")
    files = {}
    for name in layout.FILES:
        try:
            files[name] = (folder / name).read_bytes()
        except OSError as fault:
            raise unreadable(fault, folder / name) from None
    actual = layout.digest(files)[: len(promised)]
    if actual != promised:
        raise InputError("changed since it was made: its content is not the one that its name states", file=folder)
    return files


def _quantiles(
    path: Path,
) -> tuple[tuple[date, ...], dict[str, str], dict[str, NDArray[np.float64]]]:
    """Months, units and float64[months, mean + 23] of every metric; months and rows are in the order of the file."""
    columns = ("mean", *layout.LEVEL_COLUMNS)
    units: dict[str, str] = {}
    days: dict[str, list[date]] = {}
    rows: dict[str, list[list[float]]] = {}
    for cells in read_csv(path, layout.QUANTILE_COLUMNS):
        metric = cells["metric"]
        units[metric] = cells["unit"]
        days.setdefault(metric, []).append(date.fromisoformat(cells["date"]))
        figures = [number(cells[column], file=path, key=f"{metric} {cells['date']} {column}") for column in columns]
        rows.setdefault(metric, []).append(figures)
    months = next(iter(days.values()))
    if any(other != months for other in days.values()):
        raise InputError("the metrics do not have the same months", file=path)
    numbers = {metric: np.array(values).reshape(-1, 1 + len(HUB_LEVELS)) for metric, values in rows.items()}
    return tuple(months), units, numbers


def _target(cells: Mapping[str, str], path: Path) -> TargetRow:
    row = f"{cells['target']} {cells['reading']}"
    figures: dict[str, Any] = {
        column: number(cells[column], file=path, key=f"{row} {column}")
        for column in layout.TARGET_FIGURES
        if cells[column] or column not in layout.MAY_BE_EMPTY
    }
    empty = dict.fromkeys(layout.MAY_BE_EMPTY)
    words: dict[str, Any] = {name: cells[name] for name in ("target", "reading", "metric")}
    return TargetRow(class_=cells["class"], chosen=cells["chosen"] == "yes", **words, **{**empty, **figures})
