"""The result of a forecast: its findings with their table, JSON object, pictures and folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sim.analyses.forecast.document import document, saved_fields
from sim.analyses.forecast.findings import ForecastFindings
from sim.analyses.forecast.targets import FIGURES
from sim.analyses.forecast.words import confidence_key, word_key
from sim.language import text, texts
from sim.results.files import json_bytes, npz
from sim.results.frame import DataFrame, data_frame
from sim.results.manifest import MANIFEST, manifest_bytes
from sim.results.origin import Origin, origin_of, points
from sim.results.result import Drawing, Result


@dataclass(frozen=True, eq=False)
class Forecast(ForecastFindings, Result, document="forecast.json", command="forecast"):
    """The findings as a result: printed, drawn, saved as a folder and opened from it."""

    HEAD = ("name", "number", "expected", "probability", "mc_error", "word")

    def table(self, lang: str = "en") -> DataFrame:
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
        frame = frame.astype(dict.fromkeys(numbers, "float64"))
        if self.later is not None:
            counts = [self.later.counts[target.id][target.reading] for target in self.targets]
            frame["later_month"] = self.later.month
            for column, name in (("expected", "mean"), *((name, name) for name in ("error", "q05", "q50", "q95"))):
                frame[f"later_{column}"] = np.array([getattr(count, name) for count in counts], dtype=np.float64)
        return frame

    def origin(self, lang: str) -> Origin:
        """The error is the largest of a probability."""
        error = points((target.mc_error for target in self.targets), lang)
        command = self.provenance["command"]
        return origin_of(command, self.scenario.id, self.provenance, self.runs, self.seed, error)

    def to_json(self) -> dict[str, Any]:
        """The JSON object of ``xiandao forecast --json`` (see ``sim.analyses.forecast.document``)."""
        return document(self)

    def tables(self, lang: str) -> dict[str, DataFrame]:
        """One row a target."""
        return {"table.csv": self.table(lang)}

    def attachments(self, lang: str, charts: bool) -> dict[str, bytes]:
        """What went in (the scenario resolved, the others as they were), and every run."""
        arrays = {"metrics": self.metrics, "status": self.status, "draw": self.draw, "money": self.action_money,
                  "field_firms": self.field_firms, "district_firms": self.district_firms,
                  "columns": np.array(self.columns)}  # fmt: skip
        if self.later is not None:
            arrays |= {"later_metrics": self.later.metrics, "later_status": self.later.status}
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
        pictures = self.pictures(lang) if charts else {}
        return {**contents, **pictures, MANIFEST: manifest_bytes(contents)}

    @classmethod
    def opened(cls, folder: Path) -> Forecast:
        """The forecast saved in ``folder``; see ``sim.analyses.forecast.document``."""
        return cls(**saved_fields(folder))
