"""Whole-city series: they balance, hold the fields' part, and follow the climate that they share with the agents."""

from __future__ import annotations

import numpy as np
import pytest

import sim
from sim.inputs.parameters import load_parameters
from sim.model.tables.metrics import METRIC_INDEX

TABLE = load_parameters()
RUNS = 16
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


def test_certificates_balance(history: np.ndarray) -> None:
    """The stock rises in December only; it is what it was, and what is certified, less what is lost."""
    stock, first = column(history, "city_high_tech_stock"), column(history, "city_certified")
    again, lost = column(history, "city_renewed"), column(history, "city_certificates_lost")
    months = np.arange(1, 84)
    assert np.diff(stock, axis=1)[:, months % 12 != 11].max() <= 1e-6
    # renewals of holders neither add nor take; those of the once certified add: a rise lies between both readings
    rise, new = np.diff(stock, axis=1), np.diff(first, axis=1) - np.diff(lost, axis=1)
    assert (rise >= new - 1e-6).all()
    assert (rise <= new + np.diff(again, axis=1) + 1e-6).all()


@pytest.mark.parametrize("loss", [0.035, 0.062, 0.095])
@pytest.mark.parametrize("by_exit", [0.0, 0.5, 1.0])
def test_certificates_are_lost_once(loss: float, by_exit: float) -> None:
    """What the rest of the city loses in a year is the loss of the table, however lapse and exit share it.

    Field firms are few here: their own loss follows from their conditions.
    """
    metrics, _ = simulated(runs=FEW, certificate_loss=loss, certificate_loss_by_exit=by_exit, field_firms=1.0)
    stock, lost = column(metrics, "city_high_tech_stock"), column(metrics, "city_certificates_lost")
    for year in range(1, 7):
        yearly = lost[:, 12 * year + 11] - lost[:, 12 * year - 1]
        np.testing.assert_allclose(yearly / stock[:, 12 * year - 1], loss, rtol=0.05)


def test_a_lapsed_firm_is_not_certified_for_the_first_time_again() -> None:
    """With every certificate lapsing, all firms certified once and none entering, nobody is first for a second time."""
    few = {"cohort_entry_rate": 1e-9, "field_firms": 1.0, "cohort_certificate_sd": 1e-9}
    lapsing = {"certificate_loss": 0.5, "certificate_loss_by_exit": 0.0}
    metrics, _ = simulated(runs=FEW, cohort_certificate_hazard=0.9, start_certificate_hazard=0.9, **few, **lapsing)
    firsts = np.diff(column(metrics, "city_certified")[:, 11::12], axis=1)
    again = np.diff(column(metrics, "city_renewed")[:, 11::12], axis=1)
    assert (again[:, -1] > 100.0).all()  # lapsed firms come back, each year
    assert (firsts[:, -1] < 5.0).all()  # and are not counted as first; a handful of field firms is


def test_the_register_holds_what_entered_and_was_not_struck(history: np.ndarray) -> None:
    """Every month: the register falls by no more than what is struck off, and by what leaves it for certificates."""
    register, struck = column(history, "technology_smes"), column(history, "technology_smes_struck")
    alive, new = column(history, "technology_smes_alive"), column(history, "technology_smes_new")
    assert (register >= alive).all()
    months = np.arange(1, 84)
    steady = months % 12 != 11  # certified firms stay on the register in part: only December moves that part
    balance = np.diff(register, axis=1) - np.diff(new, axis=1) + np.diff(struck, axis=1)
    np.testing.assert_allclose(balance[:, steady], 0.0, atol=1e-6)


def test_an_immediate_strike_off_gives_the_living() -> None:
    # what closes after the register is drawn up stands on it until the next month
    metrics, _ = simulated(runs=FEW, register_strike_off=1e6)
    np.testing.assert_allclose(column(metrics, "technology_smes"), column(metrics, "technology_smes_alive"), rtol=0.01)


def test_a_shut_window_lists_fewer() -> None:
    def yearly(open_share: float) -> float:
        metrics, _ = simulated(window_open_share=open_share, city_listing_rate=40.0, city_listing_shut=0.25)
        return float(column(metrics, "city_listings")[:, -1].mean() / 7.0)

    # mean of a Poisson rate of 40 or 10 a year over 16 runs of 7 years: 4 standard errors are below 2.5
    assert yearly(0.999) == pytest.approx(40.0, abs=4.0)
    assert yearly(0.001) == pytest.approx(10.0, abs=4.0)


def test_the_hazard_of_certification_wanders_without_trend() -> None:
    """Yearly steps of mean 0 whose variance grows with the years; no allocation moves the path."""
    runs, sd = 400, 0.2
    metrics, _ = simulated(runs=runs, cohort_certificate_sd=sd, cohort_certificate_hazard=0.1, field_firms=1.0)
    logs = np.log(column(metrics, "certificate_hazard")[:, 11::12] / 0.1)
    np.testing.assert_allclose(logs[:, 0], 0.0, atol=1e-12)  # no step in the first January there is
    steps = np.diff(logs, axis=1)
    assert abs(steps.mean()) < 4.0 * sd / np.sqrt(steps.size)
    np.testing.assert_allclose(logs[:, 1:].var(axis=0), sd**2 * np.arange(1, 7), rtol=0.3)  # 4 standard errors: .28
    theta = TABLE.draw(1, FEW)
    keys = np.column_stack([np.ones(FEW), np.arange(FEW)]).astype(np.int64)
    paths = [
        column(sim.simulate(theta, None, keys, scenario=name, months=14).metrics, "certificate_hazard")
        for name in ("no-plan", "reference")
    ]
    np.testing.assert_array_equal(*paths)
    assert (paths[0][:, 0] != paths[0][:, 12]).all()


def test_pooling_moves_field_firms_with_the_city() -> None:
    def first(pooling: float, hazard: float) -> np.ndarray:
        moved = {"start_certificate_hazard": hazard, "cohort_certificate_sd": 1e-12}
        metrics, _ = simulated(24, None, FEW, certification_pooling=pooling, **moved)
        return column(metrics, "high_tech_first")[:, -1]

    assert first(0.0, 0.2).tolist() == first(0.0, 0.05).tolist()
    assert first(1.0, 0.2).mean() > 1.3 * first(1.0, 0.05).mean()
    assert first(1.0, 0.115).tolist() == first(0.0, 0.115).tolist()


def test_by_product_holds_the_fields_own(plan_time: tuple[np.ndarray, np.ndarray]) -> None:
    """Certified firms of other branches with a product in the fields come on top, at most the drawn share of all."""
    metrics, _ = plan_time
    own, wide = column(metrics, "high_tech_first"), column(metrics, "high_tech_by_product")
    assert (wide >= own).all()
    assert (wide <= column(metrics, "city_high_tech_first") + 1e-9).all()
    assert (wide[:, -1] > own[:, -1]).any()


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
