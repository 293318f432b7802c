"""Review rules of an adaptive policy: metric, month and threshold under a plan, and checks of the rules."""

import math
import re
from collections.abc import Iterator
from itertools import combinations

from sim.errors import Text
from sim.inputs.plan.faults import FileFault, unknown
from sim.inputs.plan.room import overfull
from sim.inputs.plan.schema import Plan
from sim.inputs.policy.schema import Review, Scenario
from sim.language import text
from sim.model.tables.codes import MAX_REVIEWS
from sim.model.tables.metrics import METRIC_INDEX, METRICS

_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_ROUNDING = 1e-9


def review_metric(review: Review, scenario: Scenario, plan: Plan) -> str:
    """Column of the monthly record that a review looks at: of a target, the one that the scenario counts."""
    if review.metric not in plan.target_index:
        return review.metric
    target = plan.targets[plan.target_index[review.metric]]
    choice = scenario.targets.get(target.id)
    return target.reading((choice and choice.reading) or target.primary).metric


def review_mark(review: Review) -> float:
    """The number that the metric is held against."""
    mark = review.at_least if review.below is None else review.below
    assert mark is not None  # one of the two: checked when the scenario was read
    return mark


def review_month(review: Review, plan: Plan) -> int:
    """Month of a review counted from 0; of a quarter its last one; -1 for a date outside the plan."""
    if review.at is None:
        return -1 if review.month is None else review.month
    quarter = _QUARTER.fullmatch(review.at)
    label = f"{quarter[1]}-{3 * int(quarter[2]):02d}" if quarter else review.at
    return plan.month_labels.index(label) if label in plan.month_labels else -1


def review_sentence(review: Review, plan: Plan, lang: str) -> str:
    """The review rule as a sentence in ``lang``."""
    actions = {action.id: action.name[lang] for action in plan.actions}
    targets = {target.id: target.name[lang] for target in plan.targets}
    return text(
        "review.below" if review.at_least is None else "review.at-least",
        lang,
        metric=targets.get(review.metric) or METRICS[METRIC_INDEX[review.metric]].words(lang),
        at=review.at or plan.month_labels[review_month(review, plan)],
        mark=f"{review_mark(review):g}",
        percent=f"{100 * review.part:g}",
        giver=actions[review.from_],
        taker=actions[review.to],
    )


def movable_part(action: str, scenario: Scenario) -> float:
    """Part of an action's money that is not committed, 0 to 1."""
    share = scenario.shares.get(action, 0.0)
    return 1.0 if share <= 0.0 else max(0.0, 1.0 - scenario.committed.get(action, 0.0) / share)


def review_faults(scenario: Scenario, plan: Plan) -> Iterator[FileFault]:
    """Faults of the reviews: too many, each alone, and against each other."""
    clean = True
    yield from overfull("reviews", scenario.reviews, MAX_REVIEWS)
    for number, review in enumerate(scenario.reviews, start=1):
        for fault in _one(f"reviews[{number}]", review, scenario, plan):
            clean = False
            yield fault
    if clean:
        yield from _together(scenario, plan)


def _one(key: str, review: Review, scenario: Scenario, plan: Plan) -> Iterator[FileFault]:
    if review.metric not in METRIC_INDEX and review.metric not in plan.target_index:
        yield unknown(f"{key}.metric", "unknown target or metric", review.metric, [*plan.target_index, *METRIC_INDEX])
    if (review.below is None) == (review.at_least is None):
        yield FileFault(key, "needs one of below and at_least")
    yield from _date(key, review, plan)
    pots = {action.id: action.pot for action in plan.actions}
    for end, action in (("from", review.from_), ("to", review.to)):
        if action not in pots:
            yield unknown(f"{key}.{end}", "unknown action", action, pots)
    if review.from_ == review.to:
        yield FileFault(f"{key}.to", "money cannot move from an action to itself", review.to)
    mixed = pots.get(review.from_, "") != pots.get(review.to, "") and {review.from_, review.to} <= pots.keys()
    if mixed and not scenario.switches.transfers_between_pots:
        yield FileFault(f"{key}.to", "the pots mix only with switches.transfers_between_pots", review.to)
    if review.from_ in pots and movable_part(review.from_, scenario) <= _ROUNDING:
        yield FileFault(f"{key}.from", "all its money is committed, so none can move", review.from_)


def _date(key: str, review: Review, plan: Plan) -> Iterator[FileFault]:
    """In the last month nothing is left to move."""
    first, last = plan.first_money_month, plan.months - 2
    if (review.at is None) == (review.month is None):
        yield FileFault(key, "needs one of at and month")
    elif review.month is not None and not first <= review.month <= last:
        yield FileFault(f"{key}.month", "no month in which the plan's money could still move", review.month,
                    Text("{first} to {last}", first=first, last=last))  # fmt: skip
    elif review.at is not None and not first <= review_month(review, plan) <= last:
        labels = plan.month_labels
        allowed = Text("a quarter or month from {first!r} to {last!r}, as 2025-Q4 or 2025-12", first=labels[first],
                       last=labels[last])  # fmt: skip
        yield FileFault(f"{key}.at", "no date at which the plan's money could still move", review.at, allowed)


def _together(scenario: Scenario, plan: Plan) -> Iterator[FileFault]:
    """Rules that contradict or repeat each other, or together would move committed money."""
    for (i, first), (k, second) in combinations(enumerate(scenario.reviews, start=1), 2):
        if review_month(first, plan) != review_month(second, plan) or not _both_can_fire(first, second, scenario, plan):
            continue
        key, other = f"reviews[{k}]", f"reviews[{i}]"
        if (first.from_, first.to) == (second.to, second.from_):
            yield FileFault(key, Text("contradicts {other}: both can fire in the same month and move money in opposite "
                                  "directions", other=other))  # fmt: skip
        elif first == second:
            yield FileFault(key, Text("is the same rule as {other}", other=other))
    for giver in dict.fromkeys(review.from_ for review in scenario.reviews):
        movable = movable_part(giver, scenario)
        left = math.prod(1.0 - review.part * movable for review in scenario.reviews if review.from_ == giver)
        if left < 1.0 - movable - _ROUNDING:
            yield FileFault("reviews", "together these rules could move committed money of", giver)


def _both_can_fire(first: Review, second: Review, scenario: Scenario, plan: Plan) -> bool:
    """Whether some count fulfils both conditions; counts of different metrics always can."""
    if review_metric(first, scenario, plan) != review_metric(second, scenario, plan):
        return True
    if (first.below is None) == (second.below is None):
        return True
    below, least = (first, second) if first.below is not None else (second, first)
    return review_mark(least) < review_mark(below)
