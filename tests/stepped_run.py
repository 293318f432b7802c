"""One compiled run, phase by phase: for looking into a run, and for comparing it with ``City`` after every phase."""

import numpy as np
from numpy.typing import NDArray

from sim.engine.compiled.cache import compiled
from sim.engine.compiled.compilation import kernel_functions
from sim.engine.compiled.rosters import Room, blank_rosters, room_for

#: the five rosters in the order in which rules take them, with the counter of slots in use
ROSTERS = ("firms", "incubators", "funds", "zones", "labs")


class SteppedRun:
    """The run (seed, run) of the compiled engine in the hands of the caller.

    ``world``: one record of ``sim.engine.compiled.worlds.build_worlds``; ``plan_money``: float64[months, actions] of
    ``plan_money``, million CNY. The city is settled; each month is ``open_month`` and ``perform`` of phases 0 to 11.
    """

    def __init__(
        self, world: np.void, plan_money: NDArray[np.float64], seed: int, run: int = 0, room: Room | None = None
    ) -> None:
        self.plan_money = np.ascontiguousarray(plan_money)
        self.seed, self.run = int(seed), int(run)
        self._worlds = np.array([world], dtype=world.dtype)
        chosen = room_for(self._worlds, len(self.plan_money)) if room is None else room
        *self._rosters, self._governments = blank_rosters(chosen)
        self._kernel = kernel_functions()
        # in the order in which the whole kernel compiles them: two processes that start together share the work
        compiled(self._kernel.start_run, (*self._state, self.seed, self.run))(*self._state, self.seed, self.run)
        compiled(self._kernel.run_phase, (0, *self._state))

    @property
    def _state(self) -> tuple[np.ndarray, ...]:
        return (*self._rosters, self._governments, self._worlds)

    @property
    def government(self) -> np.void:
        """The government's record."""
        return self._governments[0]

    @property
    def world(self) -> np.void:
        """The world's record."""
        return self._worlds[0]

    def roster(self, name: str) -> np.ndarray:
        """Records in use of "firms", "incubators", "funds", "zones" or "labs", the dead included."""
        return self._rosters[ROSTERS.index(name)][: int(self.government[name])]

    @property
    def count(self) -> NDArray[np.float64]:
        """The monthly record, in the order of sim.model.tables.metrics."""
        return self.government["count"]

    def open_month(self, month: int) -> None:
        """Set the clock, the key and the plan's money to ``month`` (0 is the first)."""
        self._kernel.open_month(self._worlds, self.plan_money, self.seed, self.run, month)

    def perform(self, phase: int) -> None:
        """One phase (0 to 11) on the whole city."""
        self._kernel.run_phase(phase, *self._state)
