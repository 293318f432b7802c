"""The result of a search: frozen, printable, drawable, and a scenario file that a forecast can start from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.plan import Plan
from sim.policy import Scenario
from sim.search.estimate import Robustness, TargetChange, Worth
from sim.search.evolution import Trace
from sim.search.front import FrontPoint
from sim.search.objective import Objective
from sim.search.selection import Finalist

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class MoneyRow:
    """An action's money, million CNY: ``committed`` of it cannot move. ``first_year``: share of the scenario's and of
    the winner's that flows in the plan's first year, None where the calendar was not searched."""

    action: str
    committed: float
    scenario: float
    winner: float
    first_year: tuple[float, float] | None

    @property
    def difference(self) -> float:
        """The winner's money less the scenario's."""
        return self.winner - self.scenario


@dataclass(frozen=True, eq=False)
class SearchResult:
    """``scenario``: what was searched around, at the searched budget; ``winner``: the same with other money.

    ``objectives``: one, or the two of a front; ``worths``: what each is under scenario and winner, on fresh runs.
    ``money`` in the plan's order; ``fields``: field -> weight under scenario and winner, empty where not searched;
    ``targets``: probabilities before and after; ``effects``: the first objective by ``lever_effects``.
    ``finalists``: how they fared in the selection, where scores hold the tie-break and are not for reporting.
    ``robust``: None unless asked; ``front``: empty unless two objectives were asked; ``simulations``: all that were
    made, of which ``searched`` were asked to choose with; ``estimate_runs``: fresh runs of each policy;
    ``copies``: files that ``command`` needs from the folder of results.
    """

    plan: Plan
    scenario: Scenario
    winner: Scenario
    winner_name: str
    objectives: tuple[Objective, ...]
    worths: tuple[Worth, ...]
    money: tuple[MoneyRow, ...]
    fields: Mapping[str, tuple[float, float]]
    targets: tuple[TargetChange, ...]
    effects: Mapping[str, Worth]
    finalists: tuple[Finalist, ...]
    trace: Trace
    robust: Robustness | None
    front: tuple[FrontPoint, ...]
    searched: int
    simulations: int
    estimate_runs: int
    runs_failed: int
    seed: int
    command: str
    digest: str
    provenance: Mapping[str, Any] = field(default_factory=dict, repr=False)
    copies: Mapping[str, bytes] = field(default_factory=dict, repr=False, metadata={"kept": False})

    @property
    def worth(self) -> Worth:
        """Of the first objective."""
        return self.worths[0]

    def table(self, lang: str = "en") -> pd.DataFrame:
        """One row an action: committed money, the scenario's, the winner's and their difference, million CNY."""
        from sim.search.tables import money_table

        return money_table(self, lang)

    def target_table(self, lang: str = "en") -> pd.DataFrame:
        """One row a target: probability before and after, paired gain with its error."""
        from sim.search.tables import target_table

        return target_table(self, lang)

    def plot(
        self, path: str | Path | None = None, lang: str | None = None, kind: str = "money", *, groups: str | None = None
    ) -> Figure:
        """The money before and after, written to ``path`` (by its ending) where one is given.

        ``kind``: another picture, see ``sim.charts.kinds.RESULTS``; ``groups``: corners of the ternary. Raises
        InputError.
        """
        from sim.charts.save import draw

        return draw(self, path, lang, kind, groups=groups)

    def to_json(self) -> dict[str, Any]:
        """The JSON object of ``xiandao search --json``."""
        from sim.search.document import document

        return document(self)

    def save(self, folder: str | Path, *, charts: bool = False, lang: str | None = None) -> Path:
        """Write scenario, tables, JSON and, with ``charts``, the pictures into ``folder``. Raises StorageError."""
        from sim.search.save import save

        return save(self, folder, charts=charts, lang=lang)
