"""Finding rows, series and sections."""

from __future__ import annotations

from datetime import date

import pytest

from sim.errors import InputError
from sim.inputs.evidence import Evidence, period_end


def test_a_series_is_sorted_and_filtered(evidence: Evidence) -> None:
    rows = evidence.series("unicorns", region="Hangzhou", field="all")
    ends = [row.period_end for row in rows]
    assert ends == sorted(ends)
    assert {row.columns["region"] for row in rows} == {"Hangzhou"}
    assert [row.value for row in evidence.series("hte_valid", region="Hangzhou", year="2017")] == [2844.0, 2900.0]
    assert evidence.series("unicorns", region="Atlantis") == ()


def test_a_series_of_what_was_known(evidence: Evidence) -> None:
    known = evidence.available(date(2022, 12, 31)).series("unicorns", region="Hangzhou")
    assert known
    assert max(row.available_from for row in known) <= date(2022, 12, 31)


def test_references_name_a_row_a_series_or_a_section(evidence: Evidence) -> None:
    assert len(evidence.find("rules:hte_min_age")) == 1
    assert {row.columns["section"] for row in evidence.find("rules:1")} == {"1"}
    assert {row.columns["series"] for row in evidence.find("series:hte_valid")} == {"hte_valid"}
    assert evidence.has("series:hte_valid")
    assert not evidence.has("series:hte_vald")


@pytest.mark.parametrize(
    ("reference", "nearest"),
    [
        ("priors:exit_hazard_cn_year_1", "priors:exit_hazard_cn_year1"),
        ("rules:hte_minimum_age", "rules:hte_min_age"),
        ("series:hte_vald", "series:hte_valid"),
    ],
)
def test_an_unknown_reference_names_the_nearest(evidence: Evidence, reference: str, nearest: str) -> None:
    for search in (evidence.row, evidence.find):
        with pytest.raises(InputError) as caught:
            search(reference)
        assert f"did you mean {nearest!r}" in str(caught.value)


def test_a_series_is_not_one_row(evidence: Evidence) -> None:
    with pytest.raises(InputError, match="names several rows"):
        evidence.row("series:hte_valid")


def test_a_withheld_row_says_why(evidence: Evidence) -> None:
    with pytest.raises(InputError, match="withheld: mean deal of the first quarter of 2025"):
        evidence.row("priors:vc_deal_mean_all")


def test_unknown_table_and_series(evidence: Evidence) -> None:
    with pytest.raises(InputError, match="did you mean 'priors'"):
        evidence.table("prior")
    with pytest.raises(InputError, match="did you mean 'unicorns'"):
        evidence.series("unicorn")


def test_money_in_million_cny(evidence: Evidence) -> None:
    assert evidence.row("policy:compute-voucher-pool").million_cny() == 250.0
    assert evidence.row("policy:compute-voucher-cap").million_cny() == 8.0
    assert evidence.row("priors:hz_fiscal_injection").million_cny() == 5000.0
    with pytest.raises(InputError, match="not Chinese money"):
        evidence.row("rules:hte_min_age").million_cny()
    with pytest.raises(InputError, match="no figure"):
        evidence.row("rules:hte_high_tech_revenue_share").number()


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("2024", date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 29)),
        ("2019Q1", date(2019, 3, 31)),
        ("2022Q1-3", date(2022, 9, 30)),
        ("2021H1", date(2021, 6, 30)),
        ("2022M1-11", date(2022, 11, 30)),
        ("2016-2021M5", date(2021, 5, 31)),
        ("2013-2023Q3", date(2023, 9, 30)),
        ("2008-2014", date(2014, 12, 31)),
    ],
)
def test_periods(text: str, end: date) -> None:
    assert period_end(text) == end


@pytest.mark.parametrize(
    "text",
    [
        "",
        "24",
        "2024-13",
        "2024Q5",
        "2024H3",
        "2024M0",
        "2024-00",
        "2024Q0",
        "2024M13",
        "about 2024",
        "2024Q",
        "2024-2",
    ],
)
def test_misspelt_periods(text: str) -> None:
    with pytest.raises(InputError):
        period_end(text)
