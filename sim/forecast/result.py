"""The result of a forecast: a frozen record that can be printed, drawn, written as JSON and saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.forecast.joint import Joint
from sim.forecast.runs import DONE
from sim.forecast.structure import Structure
from sim.forecast.targets import TargetForecast

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from sim.parameters import ParameterTable
    from sim.plan import Plan
    from sim.policy import Scenario


@dataclass(frozen=True, eq=False)
class Forecast:
    """Probabilities of every target under one scenario.

    ``runs``: runs made, ``runs_failed`` of them left out of every number. ``metrics``: float64[runs, months, M] in the
    order of ``sim.tables.metrics`` (failed runs included; ``done`` tells them apart); ``months``: its month labels.
    ``money``: action -> million CNY allocated, released, spent and unspent, expected; ``action_money``: the same by
    run, float64[runs, A, 3] released, spent, unspent, or None. ``field_firms``: living firms by field,
    float64[runs, months, F], ``district_firms``: by district, float64[runs, months, D], each or None. ``structure``:
    probabilities under other switches, None where not run; ``pool``: declared weight of the outside view. ``inputs``:
    copies of scenario, plan, parameters and fitted set.
    """

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
        """One row a target. Columns have the names of the JSON object; names and words are in ``lang``."""
        from sim.forecast.table import table

        return table(self, lang)

    def plot(
        self,
        path: str | Path | None = None,
        lang: str | None = None,
        kind: str = "sheet",
        *,
        target: str | None = None,
        metric: str | None = None,
        boundaries: str | Path | None = None,
    ) -> Figure:
        """The figure of targets and headline counts, written to ``path`` (by its ending) where one is given.

        ``kind``: another picture, see ``sim.charts.kinds.KINDS``; ``target``, ``metric``: of the kinds that show one;
        ``boundaries``: a GeoJSON file of your own for "districts". Raises InputError.
        """
        from sim.charts.save import draw

        return draw(self, path, lang, kind, target=target, metric=metric, boundaries=boundaries)

    def to_json(self) -> dict[str, Any]:
        """The JSON object of ``xiandao forecast --json`` (see ``sim.forecast.document``)."""
        from sim.forecast.document import document

        return document(self)

    def save(self, folder: str | Path, *, charts: bool = False, lang: str | None = None) -> Path:
        """Write everything needed to read and to repeat this forecast; see ``sim.forecast.store.save``."""
        from sim.forecast.store import save

        return save(self, folder, charts=charts, lang=lang)
