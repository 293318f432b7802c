"""The documents of a comparison hold every scenario with the saved numbers, and say "=" where the runs show nothing."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from sim.comparison.result import Comparison
from sim.errors import InputError
from sim.forecast.paired import Difference
from sim.language import LANGUAGES, text
from sim.report import report
from sim.report.compared import compared, counts, differing, points

Documents = Callable[[str, str, str], bytes]


@pytest.mark.parametrize(
    ("paired", "as_points", "as_count"),
    [
        (Difference(0.05, 0.01), "+5.0 ± 1.0", "+0.05 ± 0.01"),
        (Difference(-2.0, 0.5), "−200.0 ± 50.0", "−2.0 ± 0.5"),
        (Difference(12.0, 3.0), "+1,200.0 ± 300.0", "+12 ± 3"),
        (Difference(0.01, 0.02), "=", "="),
        (Difference(0.0, 0.0), "=", "="),
    ],
)
def test_a_difference_has_the_decimals_of_its_error(paired: Difference, as_points: str, as_count: str) -> None:
    assert (points(paired), counts(paired)) == (as_points, as_count)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_table_has_every_target_under_every_scenario(lang: str, comparison: Comparison) -> None:
    told = compared(comparison, lang)
    assert [letter for letter, _ in told.scenarios] == ["A", "B", "C"]
    table = told.tables[0]
    lines = {name: cells for name, *cells in table.lines}
    for place, target in enumerate(comparison.first.plan.targets):
        cells = lines[target.name[lang]]
        assert len(cells) == 3
        side = comparison.sides[0]
        assert cells[1].splitlines()[0].endswith(points(side.probability[target.id]))
        assert cells[1].splitlines()[1].endswith(counts(side.count[target.id]))
        assert "±" not in cells[0]
        assert cells[0].count("\n") == 1, place


def test_the_reading_names_who_loses(comparison: Comparison) -> None:
    said = compared(comparison, "en").reading
    assert len(said) == 3
    assert "Who loses" in said[1]
    giving = comparison.sides[0].losers[2]
    names = {action.id: action.name["en"] for action in comparison.first.plan.actions}
    assert giving
    assert all(names[action] in said[1] for action in giving)


def test_what_adapting_is_worth_is_told(comparison: Comparison) -> None:
    label = text("compare.adaptive", "en", scenario="Adaptive")
    said = dict(compared(comparison, "en").assumptions)[label]
    assert said.count("moves money in") == len(comparison.adaptivity["adaptive"].fired)


def test_every_money_line_is_an_action_that_differs(comparison: Comparison) -> None:
    told = compared(comparison, "zh")
    table = next(one for one in told.tables if one.title == text("compare.money", "zh"))
    assert len(table.lines) == len(differing(comparison)) + 1  # and what stays unspent


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_word_brief_repeats_the_tables(lang: str, documents: Documents, comparison: Comparison) -> None:
    document = Document(io.BytesIO(documents("comparison", "docx", lang)))
    told = compared(comparison, lang)
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [
        list(one) for one in told.scenarios
    ]
    wide = document.tables[1]
    for row, line in zip(wide.rows[1:], told.tables[0].lines, strict=True):
        cells = [cell.text for cell in row.cells]
        assert cells == (list(line) if len(line) > 1 else [line[0]] * len(told.tables[0].heads))
    assert len(document.inline_shapes) == 2


def test_the_workbook_computes(documents: Documents, comparison: Comparison) -> None:
    content = documents("comparison", "xlsx", "en")
    book = load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    head = next(place for place, row in enumerate(rows) if row[0] == text("forecast.target", "en"))
    chance = rows[head].index("B " + text("report.model-probability", "en"))
    change = rows[head].index("B " + text("report.difference", "en"))
    for line, target in enumerate(comparison.first.targets, start=head + 1):
        assert rows[line][chance] == pytest.approx(comparison.forecasts[1].targets[line - head - 1].model_probability)
        assert rows[line][change] == pytest.approx(comparison.sides[0].probability[target.id].value)
        assert sheet.cell(line + 1, chance + 1).number_format == "0.0%"
    assert sheet.freeze_panes == f"B{head + 2}"
    money = {row[0]: row[1:4] for row in book.worksheets[1].iter_rows(values_only=True)}
    for action in comparison.first.plan.actions:
        wanted = [one.money[action.id]["allocated"] for one in comparison.forecasts]
        assert list(money[action.name["en"]]) == pytest.approx(wanted)
    parts = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert sum(name.startswith("xl/charts/chart") for name in parts) == 2
    assert sum(name.startswith("xl/media/") for name in parts) == 1


def test_the_pdf_has_a_page_for_every_part(documents: Documents, comparison: Comparison) -> None:
    content = documents("comparison", "pdf", "en")
    assert len(re.findall(rb"/Type /Page\b", content)) == 1 + 2 + len(compared(comparison, "en").tables) - 1 + 2


def test_scenarios_that_spend_the_same_have_no_money_table(comparison: Comparison) -> None:
    from dataclasses import replace

    alike = [replace(side, money=dict.fromkeys(side.money, 0.0)) for side in comparison.sides]
    told = compared(replace(comparison, sides=tuple(alike)), "en")
    assert text("compare.money", "en") not in [table.title for table in told.tables]


def test_a_result_without_reports_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "search.json").write_text(json.dumps({}), encoding="utf-8")
    with pytest.raises(InputError, match=r"xiandao search.*xiandao forecast, xiandao compare"):
        report(tmp_path, "html")
    assert [path.name for path in tmp_path.iterdir()] == ["search.json"]


def test_a_report_stands_in_the_folder_by_the_name_of_its_result(
    drawn_once: Callable[..., object], compared_folder: Path
) -> None:
    assert report(compared_folder, "html", lang="zh") == compared_folder / "comparison.html"
