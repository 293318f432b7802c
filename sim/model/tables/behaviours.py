"""What each kind of agent does, as sums of columns of the monthly record: what a response table tells.

A behaviour is a line here, and its name stands in ``language`` under ``[responses]``.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Behaviour:
    """``of``: the kind of agent. Its number is ``scale`` times the sum of the metrics ``plus`` less that of ``minus``;
    a yearly flow is summed up to the month, million CNY since the run began (``flow``)."""

    id: str
    of: str
    plus: tuple[str, ...]
    minus: tuple[str, ...] = ()
    flow: bool = False
    scale: float = 1.0


def _counts(of: str, *metrics: str) -> list[Behaviour]:
    return [Behaviour(metric, of, (metric,)) for metric in metrics]


KINDS = ("firms", "incubators", "zones", "labs", "funds")
_ALL = (
    *_counts("firms", "births", "arrivals", "closures", "firms", "firms_of_start"),
    *(Behaviour(metric, "firms", (metric,), flow=True) for metric in ("research", "revenue")),
    *_counts("firms", "staff", "science_staff"),
    Behaviour("readiness_mean", "firms", ("readiness_mean",), scale=1000.0),  # thousandths: a mean over the whole city
    *_counts("firms", "ip", "deals", "deal_money"),
    *_counts("incubators", "tenants", "incubator_graduates"),
    *_counts("zones", "zone_tenants"),
    *_counts("labs", "lab_spin_outs"),
    *_counts("funds", "fund_commitments", "dry_powder", "fund_investment"),
    # public capital that is not yet in rounds is still held by funds, so that it cancels out
    Behaviour("private_money", "funds", ("deal_money", "fund_commitments", "dry_powder"), ("fund_public_capital",)),
    *_counts("funds", "fund_distributions"),
)
BEHAVIOURS: dict[str, Behaviour] = {one.id: one for one in _ALL}
#: What money buys besides titles. Tax is not modelled: proceeds of funds are the one public return there is.
BOUGHT = ("staff", "revenue", "research", "firms_of_start", "firms", "private_money", "fund_distributions")
