"""The course of a price list: its runs, portion by portion, and the result."""

from collections.abc import Callable, Mapping
from typing import Any

from sim.analyses.value.money_runs import PriceWork, announced
from sim.analyses.value.portions import portions
from sim.analyses.value.price import Price
from sim.analyses.value.price_list import PriceList
from sim.analyses.value.pricing import Pricing
from sim.inputs.evidence.price_bands import FILE, load_price_bands
from sim.inputs.policy.accounts import reviewed_actions
from sim.results.files import sha256
from sim.shipped import data_path
from sim.study.design import forecast_runs
from sim.study.study import Study

PRICE_RUNS = 1000


def priced(
    study: Study,
    runs: int,
    seed: int,
    *,
    whole: bool,
    months: int | None,
    report: Callable[[PriceWork], None] | None,
    options: Mapping[str, Any],
) -> PriceList:
    """The price list of the scenario of ``study`` from ``runs`` runs of each allocation.

    ``options``: what else the repeating command says. Raises InputError for a length that does not suit the plan, and
    Interrupted on Ctrl-C.
    """
    inputs = study.inputs
    plan = inputs.plan
    bands = load_price_bands()
    found = portions(inputs, instruments=whole)
    length = announced(study, runs, found, whole=whole, months=months, report=report)
    pricing = Pricing(study, forecast_runs(inputs, runs, seed).drawn(), bands, length)
    lines: list[Price] = []
    for portion in found:
        lines += pricing.averages(portion)
        if whole:
            lines += pricing.marginals(portion)
    again = study.repeating(
        "value", {"prices": True, "whole": whole or None, "months": months, "runs": runs, "seed": seed, **options}
    )
    named = {id for line in lines if line.band is not None for id in line.band.ids}
    reviewed = reviewed_actions(inputs.allocation)
    return PriceList(
        scenario=inputs.scenario,
        plan=plan,
        runs=runs,
        seed=seed,
        whole=whole,
        months=tuple(dict.fromkeys((plan.months, length))),
        prices=tuple(lines),
        money={action.id: float(inputs.allocation.totals[k]) for k, action in enumerate(plan.actions)},
        reasons={band.id: band.reason for band in bands if band.id in named},
        together=tuple(action.id for k, action in enumerate(plan.actions) if whole and k in reviewed),
        provenance={
            **study.provenance("inputs fitted runs_failed code versions", runs_failed=pricing.failed),
            "bands": sha256(data_path(FILE).read_bytes()),
        },
        command=again.command,
        copies=again.copies,
    )
