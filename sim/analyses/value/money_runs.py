"""Runs of a scenario with other money in one portion at a time, on the same draws and seeds."""

from collections.abc import Callable
from dataclasses import dataclass

from sim.analyses.value.portions import TIMES, Portion
from sim.display import Displayed
from sim.study.design import Design
from sim.study.inputs import LONGEST, Inputs, run_length
from sim.study.runs import Arrays, Keep
from sim.study.study import Study


@dataclass(frozen=True)
class PriceWork(Displayed):
    """Runs of a price list or response table before the first of them is made: ``runs`` of each of ``allocations``, to
    month ``length`` of the plan; ``fitted``: the posterior behind them, or "prior"."""

    runs: int
    allocations: int
    length: int
    fitted: str

    @property
    def total(self) -> int:
        """All runs."""
        return self.runs * self.allocations


def allocations(portions: list[Portion], *, whole: bool) -> int:
    """Number of allocations that are run: the baseline, each portion without its money, and with ``whole`` money about
    half of it, all of it and twice it, a step below and a step above."""
    return 1 + len(portions) * (1 + (2 * len(TIMES) if whole else 0))


def announced(
    study: Study,
    runs: int,
    found: list[Portion],
    *,
    whole: bool,
    months: int | None,
    report: Callable[[PriceWork], None] | None,
) -> int:
    """Month of the plan to which the runs go on, ``months`` or the longest; ``report`` is told the work, and the study
    counts its progress to it. Raises InputError for a length that does not suit the plan."""
    plan = study.inputs.plan
    length = run_length(max(plan.months, LONGEST) if months is None else months, plan) or plan.months
    work = PriceWork(runs, allocations(found, whole=whole), length, study.fitted)
    study.total = work.total
    if report is not None:
        report(work)
    return length


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
