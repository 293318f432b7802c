"""One row of the parameter table: value, distribution and source of a number that a rule uses."""

from __future__ import annotations

from dataclasses import dataclass

from sim.display import Displayed
from sim.inputs.parameters.distribution import Distribution


@dataclass(frozen=True)
class Parameter(Displayed):
    """A number that a rule uses.

    ``effect`` is "" or one of EFFECTS, with ``null_value`` the value at which the effect is nothing, and ``conversion``
    how the number follows from its study: a formula of evidence rows that comes to ``central``, or a text that begins
    with "judgement". ``judged``: the size is a judgement; ``placeholder``: judged with the plan's targets in view.
    """

    name: str
    unit: str
    central: float
    law: Distribution
    distribution: str
    source: str
    effect: str
    null_value: float | None
    meaning: str
    note: str
    judged: bool
    placeholder: bool
    conversion: str = ""

    @property
    def base(self) -> str:
        """The name without its profile: ``launch_rate`` of ``launch_rate[general-ai]``."""
        return self.name.partition("[")[0]

    @property
    def profile(self) -> str:
        """``general-ai`` of ``launch_rate[general-ai]``, "" when the row has no profile."""
        return self.name.partition("[")[2].removesuffix("]")
