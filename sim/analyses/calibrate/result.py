"""The result of a calibration: its findings with their table, JSON object, report, pictures and folder."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.analyses.calibrate.document import digests, document, draws_csv, replicates_csv
from sim.analyses.calibrate.findings import FitFindings, column_names
from sim.analyses.calibrate.history import Setting, load_setting
from sim.analyses.calibrate.report import report
from sim.analyses.calibrate.training import Floats
from sim.errors import InputError
from sim.language import texts
from sim.results.codec import Hooks
from sim.results.files import json_bytes
from sim.results.frame import data_frame
from sim.results.manifest import MANIFEST, manifest_bytes
from sim.results.origin import Origin, model_words
from sim.results.record import RESULT, record_bytes, reopened
from sim.results.result import Drawing, Result
from sim.study.provenance import digest_of
from sim.version import __version__

if TYPE_CHECKING:
    import pandas as pd

PRIOR = 2000  # simulated histories saved of some ten thousand: pictures show densities and quantiles


@dataclass(frozen=True, eq=False)
class Fit(FitFindings, Result, document="fit.json", command="calibrate"):
    """The findings as a result: printed, drawn, saved as a set that forecasts start from, and opened from it."""

    HEAD = ("quantity", "prior_q50", "posterior_q05", "posterior_q50", "posterior_q95", "contraction")

    def table(self, lang: str = "en") -> pd.DataFrame:
        """One row an estimated quantity, in natural units: median and central 90 per cent before and after the fit,
        contraction, and whether the record informs it. Ids are the same in every ``lang``."""
        texts(lang)  # an unknown language is told before anything else
        targets = self.setting.targets
        kinds = {"parameter": [*targets.parameters], "nuisance": [*targets.nuisances], "state": [*targets.states]}
        columns: dict[str, Any] = {"quantity": self.names}
        columns["kind"] = [next(kind for kind, names in kinds.items() if name in names) for name in self.names]
        for when, z in (("prior", self.prior_z), ("posterior", self.z)):
            quantiles = np.quantile(self.values(z), (0.05, 0.5, 0.95), axis=0)
            columns |= {f"{when}_{name}": row for name, row in zip(("q05", "q50", "q95"), quantiles, strict=True)}
        columns |= {"contraction": self.gate.contraction, "informed": self.gate.identified}
        return data_frame(columns)

    def to_json(self, made: date | None = None) -> dict[str, Any]:
        """The content of ``fit.json``, which a forecast reads; ``made``: its day, today by default."""
        return document(self, made or date.today())

    def origin(self, lang: str) -> Origin:
        """Origin of the fit, whose parameter set is its own."""
        digest_of_part = digests(self)
        command = f"xiandao calibrate --draws {self.runs} --seed {self.seed} --until {self.data.until}"
        model = model_words(__version__, digest_of_part["model"])
        return Origin(command, "", model, digest_of_part["set"][:8], self.runs, self.seed)

    def drawings(self) -> dict[str, Drawing]:
        """Pictures of the report, a screen wide: the set stays small."""
        kinds = ("contraction", "prior-posterior", "predictive", "pairs", "gate")
        return {f"{kind}.png": Drawing(kind, dpi=110) for kind in kinds}

    def bare(self) -> KeptFit:
        """What pictures show, in single precision where the numbers are draws; without the bootstrap replicas."""
        rows = np.linspace(0, len(self.prior_z) - 1, min(PRIOR, len(self.prior_z))).astype(int)
        thin = {
            "z": _single(self.z),
            "prior_z": _single(self.prior_z[rows]),
            "prior_weight": _single(self.prior_weight[rows]),
            "prior_logs": _single(self.prior_logs[rows]),
            "posterior_logs": _single(self.posterior_logs),
            "smoothed": _single(self.smoothed),
            "replicas": np.zeros((0, 0, 0)),
            "gate": replace(self.gate, ranks=_single(self.gate.ranks)),
        }
        return KeptFit(**{**vars(self), **thin, "digests": digests(self)})

    def files(self, lang: str, charts: bool, day: date | None = None) -> dict[str, bytes]:
        """``fit.json``, ``draws.csv`` and ``replicates.csv`` are what a forecast reads (``sim.inputs.fitted``)."""
        document, shown = self.to_json(day), self.bare()
        contents = {
            "draws.csv": draws_csv(self),
            "replicates.csv": replicates_csv(self),
            "README.md": report(self, document, pictures=charts).encode(),
            RESULT: record_bytes(shown, _HOOKS),
            self.DOCUMENT: json_bytes(document),
        }
        made = {MANIFEST: manifest_bytes(contents)}
        made |= shown.pictures(lang) if charts else {}
        return {**made, **contents}  # the document last: a folder without it is no set

    @classmethod
    def opened(cls, folder: Path) -> Fit:
        """The fit saved in ``folder``, without its bootstrap replicas.

        Raises InputError also where plan, parameters or observations of the program are others than it was fitted to:
        names and units of its pictures come from them.
        """
        cls._require_record(folder)
        saved = reopened(folder, KeptFit, _HOOKS)
        digest: Any = saved.setting  # instead of the setting itself
        fit = replace(saved, setting=load_setting())
        if digest != _digest(fit.setting) and not _fitted_alike(fit, folder / cls.DOCUMENT):
            raise InputError("fitted to other tables than the program has now", file=folder / RESULT)
        return fit


@dataclass(frozen=True, eq=False)
class KeptFit(Fit):
    """A fit read from its folder."""

    def bare(self) -> KeptFit:
        """The fit itself."""
        return self

    def files(self, lang: str, charts: bool, day: date | None = None) -> dict[str, bytes]:
        """Raises InputError: a forecast could not start from it."""
        raise InputError("a fit that was opened lacks its bootstrap replicates: copy its folder instead", key="save")


def _digest(setting: Setting) -> str:
    """Of all that a picture takes from the tables: distributions, units, what is fitted and what was published."""
    rows = [[row.name, row.unit, row.distribution] for row in setting.table]
    used = [[row.id, row.form, row.first, row.last, row.value, row.bound] for row in setting.observations.used]
    targets = [list(group.items()) for group in vars(setting.targets).values()]
    return digest_of([rows, used, targets])


#: How ``result.json`` holds what a fit started from.
_HOOKS: Hooks = {Setting: (_digest, lambda digest: digest)}


def _fitted_alike(fit: Fit, path: Path) -> bool:
    """Whether what was fitted, its priors and its observations, as ``fit.json`` in ``path`` lists them, are those of
    the program's tables, though other rows of the tables have changed since."""
    setting = fit.setting
    try:
        document = json.loads(path.read_bytes())
        priors = {row["name"]: row["prior"] for part in ("parameters", "nuisances") for row in document[part]}
        observed = [(row["row"], row["value"], row["bound"]) for row in document["observations"]]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    used = setting.observations.used
    return (
        fit.names == column_names(setting)
        and priors == {name: setting.table[name].distribution for name in fit.names}
        and observed == [(row.id, float(f"{row.value:.6g}"), row.bound) for row in used if row.fitted]
        and fit.prior_logs.shape[1] == fit.posterior_logs.shape[1] == len(used)
    )


def _single(values: Floats) -> Any:
    return values.astype(np.float32)
