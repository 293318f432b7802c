"""An outcomes file that cannot be used: one sentence with file, row, value and what is allowed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sim.analyses.vintage import read_vintage
from sim.analyses.vintage.outcomes import read_outcomes
from sim.errors import InputError

GOOD = "2025-02-28,zones,5,listed,"


@pytest.mark.parametrize(
    ("row", "problem", "key", "value", "allowed"),
    [
        ("28.2.2025,zones,5,listed,", "not a date", "date", "28.2.2025", "2026-06-30"),
        ("2025-13,zones,5,listed,", "not a date", "date", "2025-13", "2026-06-30"),
        ("2025-02-30,zones,5,listed,", "not a date", "date", "2025-02-30", "2026-06-30"),
        ("2025,zones,5,listed,", "not a date", "date", "2025", "2026-06-30"),
        (",zones,5,listed,", "not a date", "date", "", "2026-06-30"),
        ("2025-01-30,zones,5,listed,", "outside the months", "date", "2025-01-30", "2025-01-31 to 2025-02-28"),
        ("2025-03,zones,5,listed,", "outside the months", "date", "2025-03-31", "2025-01-31 to 2025-02-28"),
        ("2025-02,zones,five,listed,", "not a finite number", "value", "five", None),
        ("2025-02,zones,NaN,listed,", "not a finite number", "value", "NaN", None),
        ("2025-02,zones,inf,listed,", "not a finite number", "value", "inf", None),
        ("2025-02,zones,,listed,", "not a finite number", "value", "", None),
        ("2025/2/30,zones,5,listed,", "not a date", "date", "2025/2/30", "2026年6月30日"),
        ("2025-2/28,zones,5,listed,", "not a date", "date", "2025-2/28", "2026/6/30"),
        ("2025.2,zones,5,listed,", "not a date", "date", "2025.2", "2026年6月"),
        ("20250228,zones,5,listed,", "not a date", "date", "20250228", "2026-06"),
        ("45716,zones,5,listed,", "not a date", "date", "45716", "2026-06"),
        ('2025-02,zones,"3,5",listed,', "a comma in a number only sets off thousands", "value", "3,5", "1,234.5"),
        ("2025-02,zones,²,listed,", "not a finite number", "value", "²", None),
        ("2025-02,zones,-1,listed,", "a count cannot be negative", "value", "-1", None),
        ("2025-02,zones,5,listed,some", "not a finite number", "error", "some", None),
        ("2025-02,zones,5,listed,nan", "not a finite number", "error", "nan", None),
        ("2025-02,zones,5,listed,-2", "standard deviation cannot be negative", "error", "-2", None),
        ("2025-02,zones,5,list,", "unknown kind", "kind", "list", "listed, recognised, reported"),
        ("2025-02,zones,5,,", "unknown kind", "kind", "", "listed, recognised, reported"),
        ("2025-02,zone,5,listed,", "unknown metric", "metric", "zone", "field_firms:FIELD"),
        ("2025-02,,5,listed,", "unknown metric", "metric", "", "field_firms:FIELD"),
        ("2025-02,field_firms:quantun,5,listed,", "unknown metric", "metric", "field_firms:quantun", "target:TARGET"),
        ("2025-02,target:park,5,listed,", "unknown target", "metric", "park", "declared, parks"),
    ],
)
def test_a_bad_cell(tiny, outcomes, row: str, problem: str, key: str, value: str, allowed: str | None) -> None:
    path = outcomes("2025-01-31,zones,2,listed,", row)
    with pytest.raises(InputError, match=problem) as fault:
        read_outcomes(path, read_vintage(tiny))
    told = fault.value
    assert (told.file, told.key, told.value) == (str(path), f"row 2, {key}", value)
    assert allowed is None or allowed in (told.allowed or "")


@pytest.mark.parametrize(
    ("written", "nearest"),
    [
        ("zone", "zones"),
        ("field_firms:quantun", "field_firms:quantum"),
        ("target:park", "parks"),
        ("parks", "target:parks"),
    ],
)
def test_the_nearest_name_is_told(tiny, outcomes, written: str, nearest: str) -> None:
    with pytest.raises(InputError) as fault:
        read_outcomes(outcomes(f"2025-02,{written},5,listed,"), read_vintage(tiny))
    assert fault.value.nearest == nearest


@pytest.mark.parametrize("first", ["2025-02-28,zones,5,listed,", "2025-02,zones,6,listed,3"])
def test_a_figure_that_stands_twice(tiny, outcomes, first: str) -> None:
    with pytest.raises(InputError, match="stand twice: in row 1 too") as fault:
        read_outcomes(outcomes(first, "2025-01,zones,5,listed,", GOOD), read_vintage(tiny))
    assert (fault.value.key, fault.value.value) == ("row 3", "2025-02-28, zones, listed")


def test_two_days_for_one_month_stand_twice_and_two_kinds_do_not(tiny, outcomes) -> None:
    vintage = read_vintage(tiny)
    with pytest.raises(InputError, match="stand twice"):
        read_outcomes(outcomes("2025-01-31,zones,5,listed,", "2025-02-10,zones,5,listed,"), vintage)
    both = read_outcomes(outcomes(GOOD, "2025-02,zones,5,reported,", "2025-02,target:parks,5,listed,"), vintage)
    assert [outcome.kind for outcome in both] == ["listed", "reported", "listed"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "the file is empty"),
        (b"\n \n", "the file is empty"),
        (b"date,metric,value,kind,error\n", "no rows"),
        (b"date,metric,value,error\n2025-02,zones,5,\n", "the column is missing"),
        (b"metric,value,kind,error\nzones,5,listed,\n", "the column is missing"),
        (b"date,metric,value,kind\n2025-02,zones,5,listed\n", "the column is missing"),
        (b"date,metric,value,kind,error,note\n2025-02,zones,5,listed,,x\n", "unknown column"),
        (b"date,metric,value,kind,error,date\n2025-02,zones,5,listed,,2025-02\n", "the column appears twice"),
        (b"date,metric,value,kind,error\n2025-02,zones,5\n", "3 cells where the header has 5"),
        ("date,metric,value,kind,error\n2025-02,区,5,listed,\n".encode("gbk"), "unknown metric"),
        ("date,metric,value,kind,error\n2025-02,區,5,listed,\n".encode("latin-1", "replace") + b"\xe9", "not UTF-8"),
        (b"date,metric,value,kind,error\n,,,,\n , ,,,\n", "no rows"),
        (b'date,metric,value,kind,error\n2025-02,"zones,5,listed,\n', "not a CSV table"),
    ],
)
def test_a_bad_file(tiny, tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=problem) as fault:
        read_outcomes(path, read_vintage(tiny))
    assert fault.value.file == str(path)


def test_no_file_and_a_folder(tiny, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        read_outcomes(tmp_path / "gone.csv", read_vintage(tiny))
    with pytest.raises(InputError, match="cannot be read"):
        read_outcomes(tmp_path, read_vintage(tiny))


def test_what_a_spreadsheet_writes_is_read(tiny, tmp_path: Path) -> None:
    """A byte-order mark, line ends of Windows, another order of columns, spaces around a cell."""
    path = tmp_path / "outcomes.csv"
    text = "kind,error,value, metric ,date\r\nlisted,,5,zones , 2025-02-28\r\n\r\nreported,1.5,1e2,money,2025-01\r\n"
    path.write_bytes(text.encode("utf-8-sig"))
    first, second = read_outcomes(path, read_vintage(tiny))
    assert (first.date, first.metric, first.value, first.kind, first.error) == (
        date(2025, 2, 28), "zones", 5.0, "listed", 0.0,
    )  # fmt: skip
    assert (second.date, second.month, second.value, second.error) == (date(2025, 1, 31), 0, 100.0, 1.5)


EXCEL = """date|metric|value|kind|error\r
2025年2月28日|zones|5|listed|\r
2025/1/31|money|１２|reported|"1,234.5"\r
||||\r
"""


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", ","),
        ("utf-8-sig", ","),
        ("gbk", ","),
        ("utf-16", ","),
        ("utf-16", "\t"),
        ("gb18030", ";"),
        ("gbk", "\t"),
    ],
)
def test_excel_files_are_read_in_every_encoding_it_saves(tiny, tmp_path: Path, encoding: str, mark: str) -> None:
    """And without the empty row that a spreadsheet leaves where something was formatted."""
    path = tmp_path / "outcomes.csv"
    path.write_bytes(EXCEL.replace("|", mark).encode(encoding))
    first, second = read_outcomes(path, read_vintage(tiny))
    assert (first.date, first.metric, first.value) == (date(2025, 2, 28), "zones", 5.0)
    assert (second.date, second.value, second.error) == (date(2025, 1, 31), 12.0, 1234.5)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2025-02-28", date(2025, 2, 28)),
        ("2025/2/28", date(2025, 2, 28)),
        ("2025.2.28", date(2025, 2, 28)),
        ("2025-2-8", date(2025, 2, 8)),
        ("2025年2月8日", date(2025, 2, 8)),
        ("２０２５年２月８日", date(2025, 2, 8)),
        ("2025/2", date(2025, 2, 28)),
        ("2025-2", date(2025, 2, 28)),
        ("2025年02月", date(2025, 2, 28)),
    ],
)
def test_a_date_is_read_as_it_is_written(tiny, outcomes, typed: str, day: date) -> None:
    assert read_outcomes(outcomes(f"{typed},zones,5,listed,"), read_vintage(tiny))[0].date == day


def test_money_may_be_below_nothing(tiny, outcomes) -> None:
    (outcome,) = read_outcomes(outcomes("2025-02,money,-3.5,reported,"), read_vintage(tiny))
    assert outcome.value == -3.5
