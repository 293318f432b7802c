"""The result of a forecast: probabilities of the targets, and the runs that they were counted on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.errors import InputError
from sim.forecast.frame import data_frame
from sim.forecast.joint import Joint
from sim.forecast.runs import DONE
from sim.forecast.structure import Structure
from sim.forecast.targets import FIGURES, TargetForecast
from sim.forecast.words import confidence_key, word_key
from sim.language import text, texts
from sim.results.files import npz, sha256
from sim.results.folder import MANIFEST
from sim.results.origin import Origin, fitted_name, points, program
from sim.results.result import Drawing, Result, json_bytes
from sim.tables.metrics import METRIC_INDEX

if TYPE_CHECKING:
    import pandas as pd

    from sim.parameters import ParameterTable
    from sim.plan import Plan
    from sim.policy import Scenario


@dataclass(frozen=True, eq=False)
class Forecast(Result, document="forecast.json", command="forecast"):
    """Probabilities of every target under one scenario.

    ``runs``: runs made, ``runs_failed`` of them left out of every number. ``metrics``: float64[runs, months, M], in the
    order of ``columns`` (failed runs included; ``done`` tells them apart); ``months``: its month labels. ``money``:
    action -> million CNY allocated, released, spent and unspent, expected, empty where the engine keeps none;
    ``action_money``: the same by run, float64[runs, A, 3] released, spent, unspent, or None. ``field_firms``: living
    firms by field, float64[runs, months, F], ``district_firms``: by district, float64[runs, months, D], each or None.
    ``structure``: probabilities under other switches, None where not run; ``pool``: declared weight of the outside
    view. ``inputs``: copies of scenario, plan, parameters and fitted set. ``columns``: ids of the metrics, those of
    ``sim.tables.metrics`` but for a forecast that another version of the program saved.
    """

    FACTS = (
        "scenario.id",
        "plan.id",
        "runs",
        "runs_failed",
        "seed",
        "targets",
        "joint.expected_met",
        "joint.all_met.value",
    )
    HEAD = ("name", "number", "expected", "probability", "mc_error", "word")

    scenario: Scenario
    plan: Plan
    runs: int
    seed: int
    targets: tuple[TargetForecast, ...]
    joint: Joint
    money: Mapping[str, Mapping[str, float]]
    months: tuple[str, ...]
    metrics: np.ndarray = field(repr=False)
    status: np.ndarray = field(repr=False)
    draw: np.ndarray = field(repr=False)
    provenance: Mapping[str, Any] = field(repr=False)
    parameters: ParameterTable = field(repr=False)
    inputs: Mapping[str, bytes] = field(repr=False)
    action_money: np.ndarray | None = field(default=None, repr=False)
    field_firms: np.ndarray | None = field(default=None, repr=False)
    district_firms: np.ndarray | None = field(default=None, repr=False)
    structure: Structure | None = field(default=None, repr=False)
    pool: float | None = None
    columns: tuple[str, ...] = field(default=tuple(METRIC_INDEX), repr=False, metadata={"saved": False})

    @property
    def runs_failed(self) -> int:
        """Runs that did not finish."""
        return int(np.count_nonzero(~self.done))

    @property
    def done(self) -> np.ndarray:
        """bool[runs]: which runs finished and count."""
        return self.status == DONE

    def target(self, id: str) -> TargetForecast:
        """The forecast of one target, by its id or name. Raises InputError for one that the plan does not have."""
        from sim.plan.names import id_of, names_of

        named = id_of("target", id, names_of(self.plan.targets))
        return next(target for target in self.targets if target.id == named)

    def table(self, lang: str = "en") -> pd.DataFrame:
        """One row a target, numbers unrounded. Columns have the names of the JSON object; names and words are in
        ``lang``."""
        texts(lang)  # an unknown language is told before anything else
        rows = []
        for target, planned in zip(self.targets, self.plan.targets, strict=True):
            rows.append(
                {
                    "id": target.id,
                    "name": planned.name[lang],
                    "class": target.class_,
                    "reading": planned.reading(target.reading).name[lang],
                    "number": target.number,
                    **{name: getattr(target, name) for name in FIGURES},
                    "word": text(word_key(target.word), lang),
                    "confidence": text(confidence_key(target.confidence), lang),
                    "break_even": target.break_even.sentence(lang) if target.break_even else None,
                    "outside_view": target.outside_view,
                    "model_probability": target.model_probability,
                    "met_at_start": target.met_at_start,
                }
            )
        frame = data_frame(rows)
        numbers = ["mc_error", "low", "high", "earned_probability", "outside_view"]
        return frame.astype(dict.fromkeys(numbers, "float64"))

    def counts(self, metric: str) -> np.ndarray:
        """float64[finished runs, months]: one metric of the monthly record. Raises InputError where it was not kept."""
        if metric not in self.columns:
            raise InputError("not in the monthly record of this forecast", key="metric", value=metric)
        return self.metrics[self.done, :, self.columns.index(metric)]

    @property
    def allocated(self) -> Mapping[str, float]:
        """Action -> million CNY that the scenario gives it, also where the engine keeps no money."""
        from sim.policy import allocation

        if self.money:
            return {action: row["allocated"] for action, row in self.money.items()}
        totals = allocation(self.scenario, self.plan).totals
        return {action.id: float(total) for action, total in zip(self.plan.actions, totals, strict=True)}

    def origin(self, lang: str) -> Origin:
        """The error is the largest of a probability."""
        origin = self.provenance
        error = points((target.mc_error for target in self.targets), lang)
        return Origin(origin["command"], self.scenario.id, program(origin), fitted_name(origin), self.runs, self.seed,
                      error)  # fmt: skip

    def to_json(self) -> dict[str, Any]:
        """The JSON object of ``xiandao forecast --json`` (see ``sim.forecast.document``)."""
        from sim.forecast.document import document

        return document(self)

    def tables(self, lang: str) -> dict[str, pd.DataFrame]:
        """One row a target."""
        return {"table.csv": self.table(lang)}

    def attachments(self, lang: str, charts: bool) -> dict[str, bytes]:
        """What went in (the scenario resolved, the others as they were), and every run."""
        arrays = {"metrics": self.metrics, "status": self.status, "draw": self.draw, "money": self.action_money,
                  "field_firms": self.field_firms, "district_firms": self.district_firms,
                  "columns": np.array(self.columns)}  # fmt: skip
        inputs = {f"inputs/{name}": content for name, content in self.inputs.items()}
        return {**inputs, "metrics.npz": npz({name: array for name, array in arrays.items() if array is not None})}

    def drawings(self) -> dict[str, Drawing]:
        """Targets and headline counts."""
        return {name: Drawing("sheet") for name in ("forecast.png", "forecast.svg")}

    def files(self, lang: str, charts: bool) -> dict[str, bytes]:
        """Everything needed to read, check and repeat the forecast. manifest.json holds the digest of every other file
        but the pictures, which are drawn from the rest."""
        tables = {name: self.csv_text(table).encode("utf-8-sig") for name, table in self.tables(lang).items()}
        contents = {**self.attachments(lang, charts), **tables, self.DOCUMENT: json_bytes(self.to_json())}
        digests = {name: sha256(content) for name, content in contents.items()}
        pictures = self.pictures(lang) if charts else {}
        return {**contents, **pictures, MANIFEST: json_bytes({"files": digests})}

    @classmethod
    def opened(cls, folder: Path) -> Forecast:
        """The forecast saved in ``folder``; see ``sim.forecast.reopen``."""
        from sim.forecast.reopen import reopened

        return reopened(folder)
