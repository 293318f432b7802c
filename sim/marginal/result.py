"""The result of a marginal valuation: frozen, as tidy tables, drawable, saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.forecast.paired import Difference
from sim.marginal.saturation import Saturation

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from sim.plan import Plan
    from sim.policy import Scenario


@dataclass(frozen=True)
class Marginal:
    """What ``amount`` million CNY more in ``action`` (less where negative) change; nothing else differs.

    ``probability``, ``count``: by target; ``expected_met``, ``attainment`` of classes A and B (see
    ``sim.forecast.outcomes``); ``unspent``: million CNY that remain unspent more. All as run, not scaled:
    ``per_hundred`` is what 100 million CNY bring at this rate.
    """

    action: str
    amount: float
    probability: Mapping[str, Difference]
    count: Mapping[str, Difference]
    expected_met: Difference
    attainment: Difference
    unspent: Difference

    def per_hundred(self, change: Difference) -> Difference:
        """``change`` scaled to 100 million CNY into the action (or out of it)."""
        scale = 100.0 / abs(self.amount)
        return Difference(change.value * scale, change.error * scale)

    @property
    def is_null(self) -> bool:
        """Whether the runs show no change of any target, in probability or count."""
        return not any(one.shown for one in (*self.probability.values(), *self.count.values()))


@dataclass(frozen=True, eq=False)
class MarginalValue:
    """``steps``: money into and out of every action; ``saturation``: action -> its curve, None where the runs show no
    effect; empty where curves were not asked for. ``size``: million CNY of a step; ``money``: action -> the scenario's
    own; ``movable``: what of it may be taken; ``copies``: files that ``command`` needs from the folder of results."""

    scenario: Scenario
    plan: Plan
    runs: int
    seed: int
    size: float
    steps: tuple[Marginal, ...]
    saturation: Mapping[str, Saturation | None]
    money: Mapping[str, float]
    movable: Mapping[str, float]
    provenance: Mapping[str, Any]
    command: str
    copies: Mapping[str, bytes] = field(default_factory=dict, repr=False, metadata={"kept": False})

    def step(self, action: str, *, out: bool = False) -> Marginal | None:
        """The step into (or ``out`` of) an action; None where nothing could be taken. Raises InputError."""
        from sim.errors import unknown_name

        if action not in self.money:
            raise unknown_name("action", action, self.money)
        return next((one for one in self.steps if one.action == action and (one.amount < 0.0) == out), None)

    def table(self, lang: str = "en") -> pd.DataFrame:
        """One row an action, direction and target, per 100 million CNY."""
        from sim.marginal.tables import marginal_table

        return marginal_table(self, lang)

    def saturation_table(self, lang: str = "en") -> pd.DataFrame:
        """One row an action: which measure answers, the addition that halves its marginal effect, and the interval."""
        from sim.marginal.tables import saturation_table

        return saturation_table(self, lang)

    def plot(self, path: str | Path | None = None, lang: str | None = None, kind: str = "sheet") -> Figure:
        """Gains per 100 million CNY by action, and the curves, written to ``path`` where one is given.

        ``kind``: one of the two, see ``sim.charts.kinds.RESULTS``. Raises InputError.
        """
        from sim.charts.save import draw

        return draw(self, path, lang, kind)

    def to_json(self) -> dict[str, Any]:
        """The JSON object of ``xiandao value --json``."""
        from sim.marginal.document import document

        return document(self)

    def save(self, folder: str | Path, *, charts: bool = False, lang: str | None = None) -> Path:
        """Write tables, JSON and, with ``charts``, the picture into ``folder``. Raises StorageError."""
        from sim.marginal.document import save

        return save(self, folder, charts=charts, lang=lang)
