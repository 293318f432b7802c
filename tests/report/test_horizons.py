"""Reports of saved results whose runs went on after the plan's end show both horizons, in both languages."""

import io
import re
from typing import Any

import pytest
from openpyxl import load_workbook

from sim.analyses.compare.run import compare
from sim.analyses.forecast.run import forecast
from sim.report import report
from sim.results.folder import opened
from tests.forecast.going_on import going_on

MONTHS = 60
GIVEN: dict[str, Any] = {"runs": 20, "fitted": "prior", "simulate": going_on}
LATER = {"en": "by 2029-12", "zh": "到 2029 年 12 月"}


@pytest.fixture(scope="module")
def long(tmp_path_factory):
    made = forecast("template", months=MONTHS, **GIVEN)
    return opened(made.save(tmp_path_factory.mktemp("long") / "f"))


@pytest.fixture(scope="module")
def usual():
    return forecast("template", **GIVEN)


@pytest.fixture(scope="module")
def compared(tmp_path_factory):
    made = compare("template", "template-no-plan", months=MONTHS, effects_runs=0, **GIVEN)
    return opened(made.save(tmp_path_factory.mktemp("both") / "c"))


def read(result, to, lang, folder):
    path = report(result, to=to, out=folder / f"report-{lang}.{to}", lang=lang)
    return path.read_bytes()


def page(result, lang, folder):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", read(result, "html", lang, folder).decode()))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_table_of_a_forecast(long, usual, lang, tmp_path):
    words = page(long, lang, tmp_path)
    assert LATER[lang] in words
    assert LATER[lang] not in page(usual, lang, tmp_path)
    for target in long.targets:
        counted = long.later.counts[target.id][target.reading]
        assert f"{round(counted.mean):,}" in words


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_table_of_a_comparison(compared, lang, tmp_path):
    assert LATER[lang] in page(compared, lang, tmp_path)


def test_the_workbook_of_a_forecast(long, usual, tmp_path):
    books = [load_workbook(io.BytesIO(read(made, "xlsx", "en", tmp_path))) for made in (long, usual)]
    sheets = [book["Months"] for book in books]
    months = [[cell.value for cell in sheet["A"] if cell.value] for sheet in sheets]
    assert months[0][1:] == list(long.every_month)
    assert months[1][1:] == list(usual.months)
    cells = [[cell.value for row in book.worksheets[0].iter_rows() for cell in row] for book in books]
    assert "by 2029-12 Expected" in cells[0]
    means = [long.later.counts[target.id][target.reading].mean for target in long.targets]
    assert all(any(cell == pytest.approx(mean) for cell in cells[0] if isinstance(cell, float | int)) for mean in means)
    assert not any(isinstance(cell, str) and cell.startswith("by 2029") for cell in cells[1])


def test_the_workbook_of_a_comparison(compared, tmp_path):
    book = load_workbook(io.BytesIO(read(compared, "xlsx", "en", tmp_path)))
    heads = [cell.value for row in book.worksheets[0].iter_rows() for cell in row if isinstance(cell.value, str)]
    assert [head for head in heads if head.startswith("B by 2029-12")]
