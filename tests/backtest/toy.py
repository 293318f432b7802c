"""A toy city whose law is known, behind the same records: two series that drift, a bound, and one that is only shown.

Histories and truth come from one law, so a forecast made by regression on the histories must cover the truth as often
as it says, and knowing the record must pay.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np

from sim.analyses.calibrate.expressions import Expression
from sim.analyses.calibrate.history import Histories, Setting
from sim.analyses.calibrate.observations import Observation, Observations

YEARS = range(2018, 2025)


def observation(series: str, last: int, **changes) -> Observation:
    """A stock at the end of month ``last`` (January 2018: 0), published three months later."""
    year, month = 2018 + (last + 3) // 12, (last + 3) % 12 + 1
    values = {
        "id": f"series:{series}/{last}",
        "series": series,
        "model": Expression((("city_unicorns",),)),
        "form": "stock",
        "first": last,
        "last": last,
        "value": 100.0,
        "bound": "point",
        "error": 0.05,
        "available_from": date(year, month, 28),
        "fitted": True,
        "scored": True,
        "reason": "toy",
    }
    return Observation(**(values | changes))


def record() -> tuple[Observation, ...]:
    """Every figure of the toy: a stock each March, a flow each year, a bound on the stock of 2019, a shown stock."""
    stocks = [observation("stock", 12 * (year - 2018) + 2) for year in YEARS]
    flows = [
        observation("flow", 12 * (year - 2018) + 11, first=12 * (year - 2018), form="flow", error=0.1) for year in YEARS
    ]
    bound = observation("stock", 23, id="series:stock/bound", bound="lower", scored=False, value=20.0)
    shown = [observation("shown", 12 * (year - 2018) + 11, fitted=False) for year in YEARS]
    return (*stocks, *flows, bound, *shown)


def simulated(n: int, seed: int) -> np.ndarray:
    """float64[n, Q]: numbers of the toy city for every figure of ``record``, without errors of observation."""
    random = np.random.default_rng(seed)
    level = 5.0 + 0.3 * random.standard_normal((n, 1))
    drift = 0.1 + 0.1 * random.standard_normal((n, 1))
    steps = drift + 0.05 * random.standard_normal((n, len(YEARS)))
    stock = level + np.cumsum(steps, axis=1)
    flow = stock - 1.5 + 0.1 * random.standard_normal(stock.shape)
    shown = 3.0 + 0.5 * random.standard_normal(stock.shape)
    return np.exp(np.column_stack([stock, flow, stock[:, 1:2], shown])) - 0.5


def histories(n: int, seed: int) -> Histories:
    return Histories(np.arange(n), simulated(n, seed), np.zeros((n, 0)), np.zeros((n, 0)), np.zeros((n, 0)))


def setting(observations: tuple[Observation, ...]) -> Setting:
    """Only what the back-test reads from a setting."""
    return Setting(None, None, Observations(observations, ()), None)


def truth(seed: int) -> Setting:
    """A record that the toy city produced, published with the errors it states; only worlds that obey the bound."""
    random = np.random.default_rng([seed, 7])
    for attempt in range(1000):
        exact = np.log(simulated(1, 10_000 + 1000 * seed + attempt)[0] + 0.5)
        noisy = exact + np.array([one.error for one in record()]) * random.standard_normal(len(exact))
        place = next(k for k, one in enumerate(record()) if one.bound == "lower")
        if noisy[place] > record()[place].log:
            break
    made = [
        one if one.bound != "point" else replace(one, value=float(np.exp(y) - 0.5))
        for one, y in zip(record(), noisy, strict=True)
    ]
    return setting(tuple(made))
