"""The result of a comparison: frozen, printable, drawable, saved as tidy tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.comparison.adaptivity import Adaptivity
from sim.comparison.effects import Gain
from sim.forecast.paired import Difference
from sim.forecast.result import Forecast
from sim.results.numbers import LEAST_MONEY

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class Side:
    """One scenario against the first of the comparison.

    ``probability``, ``count``: target -> difference of the probability that it is met, of the expected count;
    ``all_met``, ``expected_met``, ``attainment`` (see ``sim.forecast.outcomes``): of classes A and B together;
    ``firms``: field -> difference of living firms; ``all_firms``: of all fields together; ``money``: action -> million
    CNY more than the first scenario allocates; ``gains``: by ``lever_effects``, empty where not run.
    """

    probability: Mapping[str, Difference]
    count: Mapping[str, Difference]
    all_met: Difference
    expected_met: Difference
    attainment: Difference
    firms: Mapping[str, Difference]
    all_firms: Difference
    money: Mapping[str, float]
    gains: Mapping[str, Gain]

    @property
    def losers(self) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """Targets whose probability or expected count is shown to fall, fields with fewer firms, actions that give."""
        targets = tuple(id for id in self.probability if self.probability[id].sign < 0 or self.count[id].sign < 0)
        fields = tuple(id for id, one in self.firms.items() if one.sign < 0)
        return targets, fields, tuple(id for id, more in self.money.items() if more < -LEAST_MONEY)


@dataclass(frozen=True, eq=False)
class Comparison:
    """Scenarios on common parameter draws and seeds; everything is counted under the readings of the first.

    ``forecasts``: one of each; ``sides``: those after the first against it; ``recounted``: scenario -> targets that it
    would count by another reading, number or tolerance; ``adaptivity``: scenario -> what its reviews do, for scenarios
    that have any; ``effects_runs``: runs of each scenario under each ``lever_effects``.
    """

    forecasts: tuple[Forecast, ...]
    sides: tuple[Side, ...]
    recounted: Mapping[str, tuple[str, ...]]
    adaptivity: Mapping[str, Adaptivity]
    effects_runs: int
    command: str

    @property
    def first(self) -> Forecast:
        """The scenario that the others are held against."""
        return self.forecasts[0]

    def table(self, lang: str = "en") -> pd.DataFrame:
        """One row a scenario and target: probability, expected count, and their differences from the first scenario."""
        from sim.comparison.tables import target_table

        return target_table(self, lang)

    def allocation_table(self, lang: str = "en") -> pd.DataFrame:
        """One row a scenario and action, million CNY: allocated, difference, expected unspent."""
        from sim.comparison.tables import allocation_table

        return allocation_table(self, lang)

    def effects_table(self) -> pd.DataFrame:
        """One row a later scenario and mode of ``lever_effects``: gain, its error, probability that it is above 0."""
        from sim.comparison.tables import effects_table

        return effects_table(self)

    def plot(self, path: str | Path | None = None, lang: str | None = None, kind: str = "sheet") -> Figure:
        """Paired dots of the targets and dumbbells of the allocations, written to ``path`` where one is given.

        ``kind``: one of the two, see ``sim.charts.kinds.RESULTS``. Raises InputError.
        """
        from sim.charts.save import draw

        return draw(self, path, lang, kind)

    def to_json(self) -> dict[str, Any]:
        """The JSON object of ``xiandao compare --json``."""
        from sim.comparison.document import document

        return document(self)

    def save(self, folder: str | Path, *, charts: bool = False, lang: str | None = None) -> Path:
        """Write tables, JSON, scenarios and, with ``charts``, the picture into ``folder``. Raises StorageError."""
        from sim.comparison.save import save

        return save(self, folder, charts=charts, lang=lang)
