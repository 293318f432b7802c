"""Runs of a price list, and the lines that come of them.

One run to the later month gives both horizons, and all averages share one baseline. A difference is taken over all
runs and then divided by the money: never a ratio a run or a draw, of which most show no difference at all.
"""

from collections.abc import Iterator

import numpy as np

from sim.analyses.forecast.uncertainty import Scores, drivers, parameter_scores
from sim.analyses.value.banded import Bands, compared, metrics_of
from sim.analyses.value.counted import Counted, at_horizons, counted
from sim.analyses.value.money_runs import MoneyRuns
from sim.analyses.value.portions import TIMES, Portion
from sim.analyses.value.price import AVERAGE, MARGINAL, PER, Price, Thirds
from sim.model.tables.metrics import METRIC_INDEX
from sim.study.design import Design, Floats
from sim.study.paired import Difference, by_draw, difference
from sim.study.record import REPLICATES
from sim.study.runs import Arrays
from sim.study.study import Study

_UNSPENT = METRIC_INDEX["unspent"]
_MUCH_UNSPENT = 0.1
_NAMES = ("plan", "last")  # of the arrays that are kept


class Pricing:
    """Lines of portions of the money of ``study``'s scenario, at the plan's end and after ``length`` months.

    ``design``: runs with all parameter values drawn. The baseline is run at once.
    """

    def __init__(self, study: Study, design: Design, bands: Bands, length: int) -> None:
        self._inputs, self._bands = study.inputs, bands
        both = dict(zip(_NAMES, (study.inputs.plan.months, length), strict=True))
        if length == study.inputs.plan.months:
            del both[_NAMES[1]]
        self._months = {month: name for name, month in both.items()}
        self._scores: Scores = parameter_scores(study.inputs.parameters, design.theta[::REPLICATES])
        self._runs = MoneyRuns(study, design, at_horizons(both, length), length)

    @property
    def failed(self) -> int:
        """Runs of the baseline that failed."""
        return int(np.isnan(self._runs.baseline[_NAMES[0]][:, _UNSPENT]).sum())

    def averages(self, portion: Portion) -> Iterator[Price]:
        """What the portion's money brings, against none of it."""
        without = self._runs.with_money(portion, 0.0)
        yield from self._lines(portion, AVERAGE, 1.0, portion.money, self._runs.baseline, without)

    def marginals(self, portion: Portion) -> Iterator[Price]:
        """What a little more of it brings at half, once and twice the money."""
        for times in TIMES:
            low, high = portion.around(times)
            less, more = (self._runs.with_money(portion, money) for money in (low, high))
            yield from self._lines(portion, MARGINAL, times, high - low, more, less)

    def _lines(
        self, portion: Portion, kind: str, times: float, money: float, more: Arrays, less: Arrays
    ) -> Iterator[Price]:
        inputs = self._inputs
        for month, name in self._months.items():
            left = difference(more[name][:, _UNSPENT], less[name][:, _UNSPENT])
            unspent = left.value / money
            for one in counted(inputs.plan, inputs.allocation.readings, metrics_of(self._bands, portion)):
                column = METRIC_INDEX[one.metric]
                pair = more[name][:, column], less[name][:, column]
                yield self._line(portion, one, month, kind, times, money, unspent, *pair)

    def _line(
        self,
        portion: Portion,
        one: Counted,
        month: int,
        kind: str,
        times: float,
        money: float,
        unspent: float,
        more: Floats,
        less: Floats,
    ) -> Price:
        units = scaled(difference(more, less), money)
        average = kind == AVERAGE
        return Price(
            *(portion.action, portion.instrument, one.target, one.reading, one.primary, one.metric),
            *(month, kind, times, money, units, unspent),
            taken_up=scaled(units, PER * (1.0 - unspent)) if _MUCH_UNSPENT < unspent < 1.0 else None,
            thirds=self._thirds(more, less, money) if average else None,
            band=compared(self._bands, portion, one.metric, month, units) if average else None,
        )

    def _thirds(self, more: Floats, less: Floats, money: float) -> Thirds | None:
        gains = by_draw(more, less)
        leading = next(iter(drivers(self._scores, gains)), None)
        if leading is None:
            return None
        order = np.argsort(self._scores.z[:, self._scores.names.index(leading.parameter)], kind="stable")
        parts = (_of_clusters(gains[part], money) for part in np.array_split(order, 3))
        return Thirds(leading.parameter, leading.correlation, *parts)


def scaled(change: Difference, money: float) -> Difference:
    """``change`` over ``money`` million CNY, per 100 million CNY."""
    return Difference(PER * change.value / money, PER * change.error / money)


def _of_clusters(gains: Floats, money: float) -> Difference:
    """``gains`` float64[draws] over ``money``, the draws without a finished pair of runs left out."""
    finished = np.repeat(gains, REPLICATES)
    return scaled(difference(finished, np.zeros(len(finished))), money)
