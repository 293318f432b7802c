"""Reports of a price list and a response table say what the terminal says, with their pictures and plain numbers."""

from __future__ import annotations

import io
import math

import pytest
from openpyxl import load_workbook

from sim.analyses.value.run import value
from sim.analyses.value.views import screen
from sim.language import LANGUAGES
from sim.report import FORMATS, report
from sim.report.content import ReportPicture
from sim.report.valued import lines_sheet, valued
from sim.results.table import Table
from tests.marginal.cities import plain_scenario, priced_city

KINDS = ("prices", "responses")


@pytest.fixture(scope="module", params=KINDS)
def result(request):
    return value(plain_scenario(), runs=20, simulate=priced_city, **{request.param: True})


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_has_the_tables_of_the_terminal_and_its_pictures(result, lang) -> None:
    told = [block for block in screen(result, lang) if isinstance(block, Table)]
    document = valued(result, lang)
    assert [table for table in document.tables if table in told] == told
    assert next(part.kind for part in document.parts if isinstance(part, ReportPicture)) == "page"
    assert document.command == result.command


@pytest.mark.parametrize("to", FORMATS)
def test_every_format_is_written_and_the_same_twice(result, to, tmp_path, drawn_pictures) -> None:
    paths = [report(result, to, tmp_path / f"{name}.{to}", lang="zh") for name in ("first", "second")]
    first, second = (path.read_bytes() for path in paths)
    assert first == second
    assert len(first) > 5_000


def test_the_workbook_holds_every_line_as_a_number(result, tmp_path) -> None:
    sheet = load_workbook(io.BytesIO(report(result, "xlsx", tmp_path / "lines.xlsx", lang="en").read_bytes()))["Lines"]
    table = lines_sheet(result, "en")
    head = next(row for row in sheet.iter_rows() if row[0].value == table.heads[0])
    below = list(sheet.iter_rows(min_row=head[0].row + 1, values_only=True))
    assert len(below) == len(table.rows) == len(result.table("en"))
    numbers = [k for k in range(table.columns) if k not in table.words]
    assert len(numbers) > 5
    for read, row in zip(below, table.rows, strict=True):
        for column in numbers:
            assert read[column] == row[column] or math.isclose(float(read[column]), float(row[column]))
