"""Runs of a scenario with other money in one portion at a time, on the same draws and seeds."""

from sim.analyses.value.portions import Portion
from sim.study.design import Design
from sim.study.inputs import Inputs
from sim.study.runs import Arrays, Keep
from sim.study.study import Study


class MoneyRuns:
    """Runs of ``study``'s scenario to month ``length`` of the plan; of each what ``keep`` takes.

    ``design``: runs with all parameter values drawn. ``baseline``: with the scenario's own money, run at once.
    """

    def __init__(self, study: Study, design: Design, keep: Keep, length: int) -> None:
        self._study, self._design, self._keep = study, design, keep
        self._length = None if length == study.inputs.plan.months else length
        self.baseline = self._run(study.inputs, design)

    def with_money(self, portion: Portion, money: float) -> Arrays:
        """The same runs when ``portion`` has ``money`` million CNY."""
        return self._run(portion.inputs, self._design.with_money(portion.totals(money)))

    def _run(self, inputs: Inputs, design: Design) -> Arrays:
        progress = self._study.part(len(design))
        return self._study.run(design, self._keep, inputs, length=self._length, progress=progress)
