"""Whole-city series: they balance, hold the fields' part, and follow the climate that they share with the agents."""

from __future__ import annotations

import numpy as np
import pytest

import sim
from sim.inputs.parameters import load_parameters
from sim.model.tables.metrics import METRIC_INDEX

TABLE = load_parameters()
RUNS = 40
FEW = 8  # where every run must be equal


def simulated(
    months: int = 84, start: int | None = 0, runs: int = RUNS, **fixed: float
) -> tuple[np.ndarray, np.ndarray]:
    theta = TABLE.draw(1, runs)
    for name, value in fixed.items():
        theta[:, TABLE.column(name)] = value
    keys = np.column_stack([np.ones(runs), np.arange(runs)]).astype(np.int64)
    made = sim.simulate(theta, None, keys, scenario="no-plan", months=months, start=start)
    return made.metrics, made.field_firms


@pytest.fixture(scope="module")
def history() -> np.ndarray:
    return simulated()[0]


@pytest.fixture(scope="module")
def plan_time() -> tuple[np.ndarray, np.ndarray]:
    """The plan's own two years."""
    return simulated(months=24, start=None)


def column(metrics: np.ndarray, name: str) -> np.ndarray:
    return metrics[:, :, METRIC_INDEX[name]]


def test_cumulative_series_never_fall_and_start_near_nothing(history: np.ndarray) -> None:
    for name in ("technology_smes_new", "city_certified", "city_renewed", "quasi_unicorns_new", "city_unicorns_new",
                 "city_listings", "little_giants_new"):  # fmt: skip
        steps = np.diff(column(history, name), axis=1)
        assert steps.min() >= 0.0, name
        assert steps.max() > 0.0, name


def test_pools_hold_what_entered_and_has_not_left(history: np.ndarray) -> None:
    """A pool never gains more than its new members, and unicorns come from quasi-unicorns alone."""
    for stock, new in (("quasi_unicorns", "quasi_unicorns_new"), ("city_unicorns", "city_unicorns_new")):
        gained = np.diff(column(history, stock), axis=1)
        assert (gained <= np.diff(column(history, new), axis=1)).all(), stock
        assert column(history, stock).min() >= 0.0


def test_the_fields_are_part_of_the_city(plan_time: tuple[np.ndarray, np.ndarray]) -> None:
    """During the plan all counts since the plan of field firms lie within those of the city since the run's start."""
    metrics, _ = plan_time
    assert (column(metrics, "listings") <= column(metrics, "city_listings")).all()
    assert (column(metrics, "high_tech_first") <= column(metrics, "city_certified") + 1e-9).all()
    assert (column(metrics, "births") <= column(metrics, "technology_smes_new") + 1e-9).all()


def test_firms_by_field_sum_to_all_firms(plan_time: tuple[np.ndarray, np.ndarray]) -> None:
    metrics, field_firms = plan_time
    np.testing.assert_array_equal(field_firms.sum(axis=2), column(metrics, "firms"))


def test_certificates_and_register_balance_in_december(history: np.ndarray) -> None:
    """The stock of certificates rises in December only, by no more than what is certified then for the first time."""
    stock, first = column(history, "city_high_tech_stock"), column(history, "city_certified")
    rise = np.diff(stock, axis=1)
    months = np.arange(1, 84)
    assert rise[:, months % 12 != 11].max() <= 1e-6
    assert (rise <= np.diff(first, axis=1) + 1e-6).all()


def test_a_shut_window_lists_fewer() -> None:
    def yearly(open_share: float) -> float:
        metrics, _ = simulated(window_open_share=open_share, city_listing_rate=40.0, city_listing_shut=0.25)
        return float(column(metrics, "city_listings")[:, -1].mean() / 7.0)

    # mean of a Poisson rate of 40 or 10 a year over 40 runs of 7 years: 4 standard errors are below 2.5
    assert yearly(0.999) == pytest.approx(40.0, abs=4.0)
    assert yearly(0.001) == pytest.approx(10.0, abs=4.0)


def test_the_trend_of_certification_ends_with_the_plan() -> None:
    """A trend lowers hazards before the plan, the more the earlier, and leaves the plan's own years alone."""
    flat, rising = (simulated(cohort_certificate_growth=value)[0] for value in (0.0, 0.2))
    new = [np.diff(column(one, "city_certified")[:, 11::12], axis=1).mean(axis=0) for one in (flat, rising)]
    ratio = new[1] / new[0]
    assert (np.diff(ratio) > 0.0).all()
    assert ratio[0] < 0.5
    now = [simulated(24, None, FEW, cohort_certificate_growth=value)[0] for value in (0.0, 0.2)]
    assert now[0].tobytes() == now[1].tobytes()


def test_pooling_moves_field_firms_with_the_city() -> None:
    def first(pooling: float, hazard: float, runs: int = FEW) -> np.ndarray:
        metrics, _ = simulated(24, None, runs, certification_pooling=pooling, cohort_certificate_hazard=hazard)
        return column(metrics, "high_tech_first")[:, -1]

    assert first(0.0, 0.2).tolist() == first(0.0, 0.05).tolist()
    assert first(1.0, 0.2, RUNS).mean() > 1.3 * first(1.0, 0.05, RUNS).mean()
    assert first(1.0, 0.107).tolist() == first(0.0, 0.107).tolist()


def test_firms_by_district_are_the_firms_of_the_city() -> None:
    """On both engines; Mesa replicates give the same numbers."""
    from sim.engine.simulate import simulate
    from sim.inputs.plan import load_plan

    theta = load_parameters().central()
    compiled = simulate(theta, None, [[1, 0]], scenario="template", months=6)
    mesa = simulate(theta, None, [[1, 0]], scenario="template", months=6, engine="mesa")
    assert compiled.district_firms.shape == (1, 6, len(load_plan("template").districts))
    np.testing.assert_array_equal(compiled.district_firms, mesa.district_firms)
    np.testing.assert_array_equal(compiled.district_firms.sum(axis=2), column(compiled.metrics, "firms"))
