"""Results of a sweep, finished or not: lazily as an xarray Dataset, or aggregated unit by unit as tidy tables."""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.analyses.sweep.aggregate import point_table
from sim.analyses.sweep.begin import check_unrecorded, differences
from sim.analyses.sweep.damage import damaged_file
from sim.analyses.sweep.dataset import dataset
from sim.analyses.sweep.layout import Layout
from sim.analyses.sweep.record import SweepRecord
from sim.analyses.sweep.store import INPUTS, LOCK, MANIFEST, SweepFolder
from sim.analyses.sweep.summary import Summary, summary
from sim.errors import InputError, Text
from sim.language import language, text, texts
from sim.results.files import storage_error, write_together
from sim.results.folder import refuse_another_kind
from sim.results.frame import DataFrame
from sim.results.manifest import UncheckedWarning
from sim.results.origin import Origin, program
from sim.results.result import Drawing, Result

if TYPE_CHECKING:
    import xarray as xr
    from matplotlib.figure import Figure


@dataclass(frozen=True, eq=False)
class SweepResults(SweepRecord, Result, document="inputs/sweep.json", command="sweep"):
    """The record as a result: tabulated, summed up, drawn, and opened from the folder."""

    def table(self, columns: Sequence[str] | None = None) -> DataFrame:
        """One row a point, month and column: factors, mean, standard deviation, runs. Aggregated unit by unit.

        ``columns``: all that were kept when None, or for a language: names are the same in all. Raises InputError for
        an unknown one.
        """
        if isinstance(columns, str):
            texts(columns)  # an unknown language is told before anything else
        return point_table(self, self.layout.columns if columns is None or isinstance(columns, str) else columns)

    def to_json(self) -> dict[str, Any]:
        """The summary as a JSON object (schema_version 1)."""
        return self.summary().to_json()

    def origin(self, lang: str) -> Origin:
        """Without an error: that of a point stands in the tables, and in the cells of a heat map."""
        manifest = self.manifest
        return Origin(f"xiandao sweep {manifest['sweep']}", manifest.get("scenario", ""), program(manifest),
                      manifest.get("fitted", ""), self.layout.runs, manifest["seed"])  # fmt: skip

    def drawings(self) -> dict[str, Drawing]:
        """The kind that fits the factors."""
        return {"sweep.png": Drawing("auto")}

    def save(self, folder: str | Path, *, charts: bool = False, lang: str | None = None) -> Path:
        """Copy what is there of the sweep into ``folder`` and return its path.

        Raises InputError where another sweep is there, StorageError where the disk refuses.
        """
        copy, chosen = Path(folder), language(lang)
        refuse_another_kind(copy, self.COMMAND)
        if (copy / MANIFEST).is_file():
            differing = differences(SweepFolder(copy).manifest(), self.manifest)
            if differing:
                raise InputError(Text("holds another sweep; what differs: {names}", names=", ".join(differing)),
                                 file=copy)  # fmt: skip
        try:
            if copy.resolve() != self.folder.resolve():
                shutil.copytree(self.folder, copy, ignore=shutil.ignore_patterns(LOCK), dirs_exist_ok=True)
        except OSError as fault:
            raise storage_error(fault, copy) from None
        write_together(copy, self.pictures(chosen) if charts else {}, self)
        return copy

    @classmethod
    def opened(cls, folder: Path) -> SweepResults:
        """What a sweep has written into ``folder`` so far; see ``open_results``."""
        return open_results(folder)

    def dataset(self) -> xr.Dataset:
        """Axes point, draw, replicate, month and column, lazily (extra ``data``); see ``sweep.dataset``."""
        return dataset(self)

    def summary(self) -> Summary:
        """Probability of each target and number met by point, each under its own readings of the targets."""
        return summary(self)

    def plot(  # type: ignore[override]  # the kind stood first before there was one base of results
        self,
        first: str | Path | None = None,
        lang: str | None = None,
        kind: str | None = None,
        *,
        path: str | Path | None = None,
        **options: Any,
    ) -> Figure:
        """ "heat" over two factors, "lines" over one, "parallel", "multiples"; "auto" picks by the number of factors.

        ``first``: the path, as of every result, or the kind. ``options``: the factors ``x`` and ``y``; ``measure``: a
        target's id (probability), "expected_met" or "attainment". Raises InputError.
        """
        if isinstance(first, str) and kind is None and not Path(first).suffix:
            first, kind = None, first
        return super().plot(path or first, lang, kind, **options)


def open_results(folder: str | Path) -> SweepResults:
    """Open what a sweep has written so far. Raises InputError, also where a kept file was altered.

    No unit is read, except of a finished sweep from before digests were kept: all are held against the digest over
    all. Warns (UncheckedWarning) about such a folder.
    """
    store = SweepFolder(Path(folder))
    present = store.present()
    digests = store.digests()
    if digests is None:
        manifest = store.manifest()
        warnings.warn(text("sweep.unchecked", language(None), folder=store.folder), UncheckedWarning, stacklevel=2)
    else:
        for name in store.altered(digests, [f"{INPUTS}/points.json"]):
            raise damaged_file(store.folder / name, store.command())
        manifest = store.manifest()
    try:
        layout = Layout.read(manifest["layout"])
    except (KeyError, TypeError, ValueError):
        raise InputError("damaged: its layout cannot be read", file=store.folder / "manifest.json") from None
    units = tuple(store.finished(present, layout, digests))
    if digests is not None:
        store.check_complete(layout, digests, "--repair")
    else:
        check_unrecorded(store, layout, units)
    return SweepResults(store.folder, manifest, layout, units, digests)
