"""Totals against evidence dated to the end of 2024, with the bounds that the evidence itself allows.

A figure outside its bound is a fault of the model, not of the target: no bound looks at a target of the plan.
"""

from __future__ import annotations

import json

import numpy as np
import pytest

from sim.engine.compiled import simulate
from sim.inputs.fitted import load_fitted
from sim.model.tables.metrics import METRIC_INDEX
from sim.shipped import data_path


@pytest.fixture(scope="module")
def metrics(cities):
    theta = cities.table().draw(2, 60)
    return simulate(theta, None, np.arange(60), scenario="no-plan").metrics


def mean(metrics, name, month=23):
    return metrics[:, month, METRIC_INDEX[name]].mean()


def test_first_certifications_of_the_city():
    """Growth of the stock in 2024 and a loss of 3.5 to 9.5 % leave 2,380 to 3,230: the shipped fit given figures."""
    fitted = load_fitted()
    assert fitted is not None
    path = data_path("calibration/fitted") / fitted.name / "fit.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    assert 2380 < record["reported"]["certified_2024"]["q50"] < 3230


def test_valid_certificates_of_the_city(metrics):
    """series:hte_valid: about 16,000 at the end of 2024."""
    assert mean(metrics, "city_high_tech_stock", 0) == pytest.approx(16_000, rel=0.03)


def test_technology_centres_of_the_city(metrics):
    """priors:hz_etc_new_2024: 179 a year, 145 to 215."""
    assert 145 < mean(metrics, "city_centres_recognised") / 2 < 215


def test_net_growth_of_field_firms(metrics):
    """AI firms 314 to 569 in 2020-2024: 16 % a year; the other fields are uncounted, so 6 to 22 %."""
    growth = np.log(mean(metrics, "firms") / mean(metrics, "firms", 0)) / (23 / 12)
    assert 0.06 < growth < 0.22


def test_closures(metrics):
    """Private firms of the city leave at about 6 % a year; national legal exit peaks at 9.5 %: 4 to 10 %."""
    average = (mean(metrics, "firms") + mean(metrics, "firms", 0)) / 2
    assert 0.04 < mean(metrics, "closures") / (23 / 12) / average < 0.10


def test_venture_rounds(metrics):
    """About 200 field deals a year (113 city-wide in 2023Q1, 242 in 2017): 100 to 320."""
    assert 100 < mean(metrics, "deals") / (23 / 12) < 320


def test_the_loss_of_certificates(cities):
    """priors:hte_recert_loss, exit of the firm included: .035 to .095 a year of the city's stock.

    Field firms lose theirs by their own conditions, score and survival, and no parameter says how many: .06 by exit and
    .09 by lapse. That is above the city's loss and stands as a finding in ``calibration/README.md``, not tuned.
    """
    theta = cities.table().draw(2, 12)
    history = simulate(theta, None, np.arange(12), scenario="no-plan", months=84, start=0).metrics
    stock, lost = (
        history[:, 11::12, METRIC_INDEX[name]] for name in ("city_high_tech_stock", "city_certificates_lost")
    )
    yearly = np.diff(lost, axis=1).sum(axis=1) / stock[:, :-1].sum(axis=1)
    assert 0.035 < yearly.mean() < 0.095
    gone = held = 0
    for seed in range(4):
        city = cities.run(seed, policy=cities.scenario("no-plan"), values=cities.theta(seed))
        before = None
        for _ in cities.walk(city):
            firms = city.roster("firms")
            now = firms["high_tech"].astype(bool) & firms["alive"].astype(bool)
            if before is not None:
                gone += int((before & ~now[: len(before)]).sum())
                held += int(before.sum()) / 12
            before = now
    assert 0.095 < gone / held < 0.2  # a change that brings it into the band must change the finding too


def test_the_certified_share_of_firms_that_could_stand_on_the_register(cities):
    """Certified over firms older than a year with an IP item: 30 to 46 % of the city's register, .25 to .50 here."""
    shares = []
    for seed in range(4):
        city = cities.finished(cities.run(seed, values=cities.theta(seed), policy=cities.scenario("no-plan")), 1)
        firms = city.roster("firms")
        able = firms["alive"].astype(bool) & (firms["age"] > 12) & (firms["ip"] > 0)
        shares.append(float((firms["high_tech"].astype(bool) & able).sum() / able.sum()))
    assert 0.25 < np.mean(shares) < 0.50
