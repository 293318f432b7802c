"""Every fault of the tables is one InputError that names file, row and value."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.errors import InputError
from sim.inputs.evidence import load_evidence

HTE = "series:hte_valid/hangzhou/all/2012"


@pytest.mark.parametrize(
    ("file", "id", "column", "text", "message"),
    [
        ("series.csv", HTE, "unit", "", "the unit is missing"),
        ("series.csv", HTE, "source_title", "", "the source is missing"),
        ("series.csv", HTE, "available_from", "", "available_from is missing"),
        ("series.csv", HTE, "available_from", "June 2013", "not a date"),
        ("series.csv", HTE, "available_from", "20130630", "not a date"),
        ("series.csv", HTE, "available_from", "2013-06-31", "not a date"),
        ("series.csv", HTE, "available_from_basis", "url_date", "did you mean 'url-date'"),
        ("series.csv", HTE, "role", "observed", "did you mean 'observation'"),
        ("series.csv", HTE, "confidence", "certain", "unknown confidence"),
        ("series.csv", HTE, "value", "many", "not a finite number"),
        ("series.csv", HTE, "value", "nan", "not a finite number"),
        ("series.csv", HTE, "value", "1_526", "not a finite number"),
        ("series.csv", HTE, "year", "2012ish", "not a period"),
        ("series.csv", HTE, "late", "yes", "late must be"),
        ("series.csv", HTE, "late", "no", "late must be"),
        ("series.csv", HTE, "year", "2025", "may not be kept"),
        ("series.csv", HTE, "id", "hte", "must begin with 'series:'"),
        ("series.csv", HTE, "id", "series:hte_valid/hangzhou/all/2017", "appears twice"),
        ("priors.csv", "priors:rd_bfb_meta", "source", "", "the source is missing"),
        ("priors.csv", "priors:hz_hte_stock_2024", "period", "", "must name its period"),
        ("priors.csv", "priors:rd_bfb_meta", "central", "0,075", "not a finite number"),
        ("rules.csv", "rules:hte_min_age", "unit", "", "the unit is missing"),
        ("policy_amounts.csv", "policy:compute-voucher-pool", "late", "", "late must be"),
    ],
)
def test_a_spoilt_cell(folder: Path, spoil, file: str, id: str, column: str, text: str, message: str) -> None:
    spoil(file, id, column, text)
    with pytest.raises(InputError, match=message) as caught:
        load_evidence(folder)
    assert file in str(caught.value)


@pytest.mark.parametrize(
    ("file", "id", "changes"),
    [
        ("policy_amounts.csv", "policy:shangcheng-industry-fund", {"note": "venture 30 + industry 70"}),
        (
            "priors.csv",
            "priors:hz_fiscal_injection",
            {"available_from": "2025-11-30", "late": "yes", "meaning": "size of the fund"},
        ),
        (
            "rules.csv",
            "rules:compute_voucher_pool",
            {"meaning": "某基金规模"},
        ),
    ],
)
def test_a_realised_size_called_a_budget_is_refused(folder: Path, spoil, file: str, id: str, changes) -> None:
    for column, text in changes.items():
        spoil(file, id, column, text)
    with pytest.raises(InputError, match="must be called planned") as caught:
        load_evidence(folder)
    assert id in str(caught.value)


def test_a_planned_size_and_one_known_in_time_are_budgets(folder: Path, spoil) -> None:
    spoil("rules.csv", "rules:compute_voucher_pool", "meaning", "planned size of a fund")
    spoil("priors.csv", "priors:hz_fiscal_injection", "meaning", "size of the fund")  # document of June 2023
    assert load_evidence(folder).row("rules:compute_voucher_pool").late
    assert not load_evidence(folder).row("priors:hz_fiscal_injection").late


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b"\xff\xfe", "not UTF-8"),
        (b"id,key\nrules:x,x\n", "column is missing"),
        (b"id,kee\nrules:x,x\n", "unknown column"),
        (b"id,id\n1,2\n", "appears twice"),
        (b'id,key\n"rules:x,x\n', "not a CSV table|missing"),
    ],
)
def test_a_spoilt_file(folder: Path, content: bytes, message: str) -> None:
    (folder / "rules.csv").write_bytes(content)
    with pytest.raises(InputError, match=message):
        load_evidence(folder)


def test_a_row_with_a_cell_too_many(folder: Path) -> None:
    path = folder / "rules.csv"
    path.write_text(path.read_text(encoding="utf-8") + "rules:x,x,1\n", encoding="utf-8")
    with pytest.raises(InputError, match="3 cells where the header has 14"):
        load_evidence(folder)


def test_a_table_without_rows(folder: Path) -> None:
    path = folder / "rules.csv"
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    with pytest.raises(InputError, match="no rows"):
        load_evidence(folder)


def test_a_missing_file_and_a_missing_folder(folder: Path) -> None:
    (folder / "past_plans.csv").unlink()
    with pytest.raises(InputError, match="does not exist"):
        load_evidence(folder)
    with pytest.raises(InputError, match="folder does not exist"):
        load_evidence(folder / "nowhere")
