"""What the shipped tables promise: sources, dates, and nothing of the plan's own time."""

from __future__ import annotations

import re
from datetime import date

import pytest

from sim.inputs.evidence import ORIGIN, Evidence
from sim.inputs.evidence.schema import BASES, REALISED, TABLES

COLLECTED = date(2026, 11, 23)
_DAY = re.compile(r"(?<!\d)(20\d\d)-(\d\d)-(\d\d)(?!\d)")


def test_every_table_has_rows_and_every_id_is_unique(evidence: Evidence) -> None:
    assert all(evidence.table(name) for name in TABLES)
    assert len(set(evidence.ids)) == len(evidence)
    assert len(evidence.table("series")) == 452 + 205 + 4 - 2 + 169 + 24
    assert len(evidence.table("priors")) == 193 - 6
    assert len(evidence.table("policy")) == 115 + 2 - 4
    assert len(evidence.table("plans")) == 97


def test_no_realised_figure_of_the_plans_own_time(evidence: Evidence) -> None:
    for row in evidence:
        if row.role in REALISED and row.period_end is not None:
            assert row.period_end <= ORIGIN, row.id
    realised = re.compile(r"outcome 2025|2025Q[1-4]|2026Q[1-4]|half of 2025|rebounding")
    for row in evidence:
        assert not realised.search(row.columns["note"]), row.id


def test_late_rows_are_marked_and_left_out_of_what_was_known(evidence: Evidence) -> None:
    known = evidence.available(ORIGIN)
    assert {row.id for row in evidence.late} == set(evidence.ids) - set(known.ids)
    assert not known.late
    assert evidence.row("series:hte_valid/hangzhou/all/2024").late
    assert not evidence.row("rules:hte_rd_share_small").late


def test_a_day_in_the_title_is_the_day_it_could_be_known(evidence: Evidence) -> None:
    seen = 0
    for row in evidence.table("series"):
        match = _DAY.search(row.columns["source_title"])
        if match:
            seen += 1
            assert row.available_from.isoformat() == match.group(), row.id
    assert seen > 200


def test_the_mechanical_rule_for_undated_figures(evidence: Evidence) -> None:
    for row in evidence.table("series"):
        if row.basis == "annual-figure-rule" and len(row.period) == 4:
            assert row.available_from >= date(int(row.period) + 1, 6, 30), row.id
            assert (row.available_from.month, row.available_from.day) == (6, 30), row.id


def test_nothing_is_known_before_its_period_began_or_after_collection(evidence: Evidence) -> None:
    for row in evidence:
        assert row.available_from <= COLLECTED, row.id
        assert row.basis in BASES
        if row.role in REALISED and row.table == "series" and row.period_end:
            assert row.available_from.year >= row.period_end.year, row.id


def test_withheld_figures_are_gone_and_their_reason_stays(evidence: Evidence) -> None:
    plans = [row for row in evidence.table("plans") if row.columns["withheld"] == "yes"]
    assert len(plans) == 13
    for row in plans:
        assert not any(row.columns[column] for column in ("outcome", "outcome_date", "ratio", "outcome_url"))
        assert row.columns["met"] == "withheld"
        assert row.id in evidence.withheld
    priors = [id for id in evidence.withheld if id.startswith("priors:")]
    assert len(priors) == 6
    assert not any(evidence.has(id) for id in evidence.withheld if not id.startswith("plans:"))


def test_the_share_met_that_the_readme_states(evidence: Evidence) -> None:
    def counted(row) -> bool:  # two rows without a target and one with a changed definition never counted
        note = row.columns["note"]
        return row.columns["met"] in ("yes", "no") and "[set detail]" not in note and "[definition changed]" not in note

    decided = [row for row in evidence.table("plans") if counted(row)]
    titles = [row for row in decided if row.columns["kind"] == "recognised title"]
    assert (sum(row.columns["met"] == "yes" for row in decided), len(decided)) == (48, 64)
    assert (sum(row.columns["met"] == "yes" for row in titles), len(titles)) == (10, 10)


@pytest.mark.parametrize(
    ("id", "value", "unit"),
    [
        ("rules:hte_rd_share_large", 0.03, "share of sales"),
        ("rules:etc_revenue_floor", 60.0, "million CNY a year"),
        ("priors:exit_hazard_cn_year1", 0.016, "per year"),
        ("policy:8-plus-4-policy-funds-total-2025", 502.0, "100 million CNY"),
        ("series:hte_new/hangzhou/all/2020", 2440.0, "firms"),
        ("outside:scenarios", 0.85, "probability"),
    ],
)
def test_known_rows(evidence: Evidence, id: str, value: float, unit: str) -> None:
    row = evidence.row(id)
    assert (row.value, row.unit) == (value, unit)


def test_rows_of_the_rules_agree_with_the_same_fact_among_the_amounts(evidence: Evidence) -> None:
    pairs = {
        "rules:hte_award_first": "policy:hnte-first-recognition-award-max",
        "rules:hte_award_renewal": "policy:hnte-renewal-award-max",
        "rules:city_open_bid_project_cap": "policy:city-designed-or-open-bid-major-project-max",
        "rules:compute_voucher_pool": "policy:compute-voucher-pool",
        "rules:compute_voucher_cap": "policy:compute-voucher-cap",
        "rules:run_miao_deal_cap": "policy:run-miao-fund-deal-cap",
        "rules:policy_money_2025": "policy:8-plus-4-policy-funds-total-2025",
        "rules:rd_subsidy_cap": "policy:enterprise-rd-subsidy-max",
    }
    for rule, amount in pairs.items():
        assert evidence.row(rule).million_cny() == pytest.approx(evidence.row(amount).million_cny()), rule
