"""A stand-in city with known prices: what each instrument's money brings, and by when, is written down here."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from sim.inputs.policy import load_scenario
from sim.model.tables.metrics import METRIC_INDEX, METRICS

LAUNCHED = 0.1  # projects a million CNY of project grants, at once
ACCEPTED = 0.05  # of them by the plan's end; LAUNCHED by the last month of longer runs
GAIN, HALF = 40.0, 30.0  # of listed scenarios, saturating in the money of the pilot zones' action
LOST = 0.02  # technical aims missed a million CNY of the research subsidy
FLOW = 12.0  # million CNY a year of R&D, each month, a million CNY of the research subsidy
UNSPENT = 0.25  # of all money
LEADING = "project_additional"  # the parameter that results claimed by project leaders answer to


def plain_scenario() -> Any:
    """The template scenario without its review, so that every instrument stands apart. Key technology has 30 million
    CNY, 12 of them project grants and 9 research subsidy; pilot zones have 9, start-ups 18, funds 40."""
    return load_scenario("template").model_copy(update={"reviews": ()})


def priced_city(
    theta: Any, totals: Any, seeds: Any, *, plan: Any, parameters: Any, months: int | None = None, **_: Any
) -> Any:
    """Counts are keyed noise and what money brings; of completed zones the noise differs with their money, and is
    nothing on average."""
    length = plan.months if months is None else months
    money = np.broadcast_to(totals, (len(seeds), len(plan.actions)))
    metrics = np.zeros((len(seeds), length, len(METRICS)))

    def add(name: str, by_end: Any, by_last: Any) -> None:
        metrics[:, : plan.months, METRIC_INDEX[name]] += np.asarray(by_end)[:, None]
        metrics[:, plan.months :, METRIC_INDEX[name]] += np.asarray(by_last)[:, None]

    def of(instrument: str) -> Any:
        one = {one.id: one for one in plan.instruments}[instrument]
        return one.share * money[:, plan.action_index[one.action]]

    for row, (seed, run) in enumerate(seeds):
        rng = np.random.default_rng([int(seed), int(run)])
        metrics[row] += rng.poisson(20.0, len(METRICS))
        zones = np.random.default_rng([int(seed), int(run), int(1000 * money[row, plan.action_index["pilot-zones"]])])
        metrics[row, :, METRIC_INDEX["city_zones_completed"]] += zones.normal()
    grants, subsidy, zones = of("project-grants"), of("research-subsidy"), money[:, plan.action_index["pilot-zones"]]
    add("projects_launched", LAUNCHED * grants, LAUNCHED * grants)
    add("projects_accepted", ACCEPTED * grants, LAUNCHED * grants)
    add("projects_met_aim", -LOST * subsidy, -LOST * subsidy)
    add("research", FLOW * subsidy, FLOW * subsidy)
    add("scenarios_listed", *[GAIN * zones / (zones + HALF)] * 2)
    leading = theta[:, parameters.column(LEADING)]
    add("high_tech_earned", *[of("certification-awards") * leading] * 2)
    add("unspent", UNSPENT * paid(plan, money), UNSPENT * paid(plan, money))
    return SimpleNamespace(metrics=metrics, status=np.ones(len(seeds), int))


def paid(plan: Any, money: Any) -> Any:
    """Million CNY that reach instruments, float64[n]."""
    return sum(one.share * money[:, plan.action_index[one.action]] for one in plan.instruments)


#: What a million CNY of fund capital does by each month that is told: venture money, commitments, dry powder.
FUND_MONEY = {"deal_money": 0.9, "fund_commitments": 0.2, "dry_powder": 0.3, "fund_public_capital": 1.0}
LOST_TENANTS = 0.4  # firms that leave incubation a million CNY of the funds, from month 13 on


def responding_city(theta: Any, totals: Any, seeds: Any, *, plan: Any, **options: Any) -> Any:
    """The city of ``priced_city``, where fund capital moves money and empties incubators."""
    made = priced_city(theta, totals, seeds, plan=plan, **options)
    money = np.broadcast_to(totals, (len(seeds), len(plan.actions)))[:, plan.action_index["funds"]]
    for name, share in FUND_MONEY.items():
        made.metrics[:, :, METRIC_INDEX[name]] += share * money[:, None]
    made.metrics[:, 12:, METRIC_INDEX["tenants"]] -= LOST_TENANTS * money[:, None]
    made.metrics[:, :, METRIC_INDEX["dry_powder"]] += made.metrics[:, :, METRIC_INDEX["city_zones_completed"]]
    return made
