"""The course of a response table: its runs, action by action, and the result."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from sim.analyses.value.counted import at_horizons
from sim.analyses.value.money_runs import MoneyRuns, PriceWork, announced
from sim.analyses.value.portions import Portion, portions
from sim.analyses.value.pricing import scaled
from sim.analyses.value.response import Response, verdict
from sim.analyses.value.response_table import ResponseTable
from sim.inputs.evidence.response_signs import FILE, ResponseSign, load_response_signs, sign_at
from sim.model.tables.behaviours import BEHAVIOURS, Behaviour
from sim.model.tables.metrics import METRIC_INDEX
from sim.results.files import sha256
from sim.shipped import data_path
from sim.study.design import Floats, forecast_runs
from sim.study.paired import difference
from sim.study.runs import Arrays
from sim.study.study import Study

RESPONSE_RUNS = 1000
_FIRST = 12  # the month that is told before the plan's end
_UNSPENT = METRIC_INDEX["unspent"]


def responded(
    study: Study,
    runs: int,
    seed: int,
    *,
    months: int | None,
    report: Callable[[PriceWork], None] | None,
    options: Mapping[str, Any],
) -> ResponseTable:
    """The response table of the scenario of ``study`` from ``runs`` runs of each allocation.

    ``options``: what else the repeating command says. Raises InputError for a length that does not suit the plan, and
    Interrupted on Ctrl-C.
    """
    inputs = study.inputs
    plan = inputs.plan
    found = portions(inputs, instruments=False)
    length = announced(study, runs, found, whole=False, months=months, report=report)
    told = sorted({min(_FIRST, length), plan.months, length})
    keep = at_horizons({str(month): month for month in told}, length)
    with_money = MoneyRuns(study, forecast_runs(inputs, runs, seed).drawn(), keep, length)
    signs = load_response_signs()
    lines: list[Response] = []
    for portion in found:
        lines += _lines(portion, with_money.baseline, with_money.with_money(portion, 0.0), signs)
    again = study.repeating("value", {"responses": True, "months": months, "runs": runs, "seed": seed, **options})
    named = {line.sign for line in lines}
    failed = int(np.isnan(with_money.baseline[str(length)][:, _UNSPENT]).sum())
    return ResponseTable(
        scenario=inputs.scenario,
        plan=plan,
        runs=runs,
        seed=seed,
        months=tuple(told),
        responses=tuple(lines),
        money={action.id: float(inputs.allocation.totals[k]) for k, action in enumerate(plan.actions)},
        signs={sign.id: sign for sign in signs if sign.id in named},
        provenance={
            **study.provenance("inputs fitted runs_failed code versions", runs_failed=failed),
            "signs": sha256(data_path(FILE).read_bytes()),
        },
        command=again.command,
        copies=again.copies,
    )


def _lines(portion: Portion, more: Arrays, less: Arrays, signs: tuple[ResponseSign, ...]) -> Iterator[Response]:
    for one in BEHAVIOURS.values():
        for name in more:
            month = int(name)
            change = scaled(difference(_number(more[name], one), _number(less[name], one)), portion.money)
            left = difference(more[name][:, _UNSPENT], less[name][:, _UNSPENT])
            sign = sign_at(signs, portion.action, one.id, month)
            yield Response(
                *(portion.action, one.of, one.id, month, portion.money, change, left.value / portion.money),
                expected=sign.sign if sign else None,
                sign=sign.id if sign else None,
                verdict=verdict(change, sign),
            )


def _number(counts: Floats, one: Behaviour) -> Floats:
    """The behaviour in every run, float64[n]."""
    plus, minus = ([METRIC_INDEX[metric] for metric in metrics] for metrics in (one.plus, one.minus))
    return np.asarray(one.scale * (counts[:, plus].sum(axis=1) - counts[:, minus].sum(axis=1)))
