"""Reviews of an adaptive policy: names and dates become columns, committed money stays, rules read as sentences."""

from __future__ import annotations

import pytest

from sim.inputs.policy import allocation, load_scenario, scenario_toml
from sim.inputs.policy.reviews import review_month, review_sentence
from sim.inputs.policy.schema import Review
from sim.model.tables.metrics import METRIC_INDEX

BODY = """
[budget]
expenditure = 100
capital = 50
[shares]
talent = 0.6
start-ups = 0.4
[committed]
talent = 0.45
[targets]
high-tech-firms = { reading = "with-renewals" }
[[reviews]]
metric = "high-tech-firms"
at_least = 200
at = "2025-Q4"
from = "talent"
to = "start-ups"
part = 0.8
"""


@pytest.fixture
def adaptive(written, hangzhou):
    return load_scenario(written(BODY), hangzhou)


def test_a_target_is_counted_as_the_scenario_counts_it(adaptive, hangzhou):
    (row,) = allocation(adaptive, hangzhou).reviews
    assert row.metric == METRIC_INDEX["high_tech_with_renewals"]
    assert (row.month, row.mark, row.from_mark) == (11, 200.0, True)


def test_the_part_is_of_movable_money_only(adaptive, hangzhou):
    """A quarter of the talent money is movable: 80 % of it is a fifth of all."""
    (row,) = allocation(adaptive, hangzhou).reviews
    assert row.part == pytest.approx(0.8 * 0.25)


@pytest.mark.parametrize(
    ("at", "month"),
    [("2025-Q1", 2), ("2025-Q4", 11), ("2026-Q3", 20), ("2025-12", 11), ("2025-02", 1), ("2027-Q1", -1)],
)
def test_dates_are_months_of_the_plan(at, month, hangzhou):
    rule = {"metric": "firms", "below": 1, "at": at, "from": "talent", "to": "start-ups", "part": 1}
    assert review_month(Review.model_validate(rule), hangzhou) == month


def test_a_rule_reads_as_a_sentence(adaptive, hangzhou):
    (review,) = adaptive.reviews
    assert review_sentence(review, hangzhou, "en") == (
        "if High-tech enterprises at 2025-Q4 is 200 or more, 80 % of the movable money that Talent has left goes to "
        "Start-ups"
    )
    assert "不低于 200" in review_sentence(review, hangzhou, "zh")


def test_rules_survive_being_written_and_read(adaptive, hangzhou, tmp_path):
    file = tmp_path / "again.toml"
    file.write_text(scenario_toml(adaptive), encoding="utf-8")
    assert load_scenario(file, hangzhou).reviews == adaptive.reviews


def test_conditions_that_exclude_each_other_do_not_contradict(written, hangzhou):
    """Below 200 talent gives, from 200 on it receives: no count fulfils both."""
    other = BODY[BODY.index("[[reviews]]") :].replace("at_least", "below")
    other = other.replace('"talent"', '"x"').replace('"start-ups"', '"talent"').replace('"x"', '"start-ups"')
    assert len(load_scenario(written(BODY + other), hangzhou).reviews) == 2


def test_the_shipped_adaptive_scenario_moves_money_between_its_actions(hangzhou):
    scenario = load_scenario("adaptive", hangzhou)
    assert len(allocation(scenario, hangzhou).reviews) == len(scenario.reviews) >= 3
