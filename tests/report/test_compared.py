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

from sim.analyses.compare.result import Comparison
from sim.analyses.compare.views import differing, money_table, targets_table
from sim.charts.pages import word_pages
from sim.errors import InputError
from sim.language import LANGUAGES, text
from sim.language.numbers import counts, points
from sim.report import report
from sim.report.compared import compared, reading
from sim.report.content import ReportPicture
from sim.results.table import by_class

Documents = Callable[[str, str, str], bytes]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_table_has_every_target_under_every_scenario_by_class(lang: str, comparison: Comparison) -> None:
    table = targets_table(comparison, lang)
    assert table.heads[1:] == ("A", "B", "B − A", "C", "C − A")
    names = [line[0] for line in table.lines if len(line) > 1]
    ordered = by_class(comparison.first.plan.targets)
    assert names[: len(ordered)] == [target.name[lang] for target in ordered]
    lines = {name: cells for name, *cells in table.lines}
    for target in ordered:
        cells = lines[target.name[lang]]
        for place, side in enumerate(comparison.sides):
            assert cells[2 + 2 * place] == f"{points(side.probability[target.id])}\n{counts(side.count[target.id])}"
        assert "±" not in cells[0] + cells[1]
        expected = comparison.first.target(target.id).expected
        assert cells[0].endswith(f"\n{expected:,.1f}")


def test_a_terminal_has_the_same_numbers_side_by_side(comparison: Comparison) -> None:
    stacked, beside = (targets_table(comparison, "zh", stacked=one) for one in (True, False))
    for below, row in zip(stacked.lines, beside.lines, strict=True):
        assert row[0] == below[0]
        if len(below) > 1:
            changes = [part for cell in below[2:][1::2] for part in cell.split("\n")]
            assert [cell for cell in row[3:] if "±" in cell or cell == "="] == [
                cell for cell in changes if "±" in cell or cell == "="]  # fmt: skip


def test_the_reading_names_who_loses(comparison: Comparison) -> None:
    sentences = reading(comparison, "en")
    assert len(sentences) == 3
    assert "Who loses" in sentences[1]
    giving = comparison.sides[0].losers[2]
    names = {action.id: action.name["en"] for action in comparison.first.plan.actions}
    assert giving
    assert all(names[action] in sentences[1] for action in giving)


def test_what_adapting_is_worth_is_told(comparison: Comparison) -> None:
    label = text("compare.adaptive", "en", scenario="Adaptive")
    told = dict(compared(comparison, "en").tables[-2].lines)[label]
    assert told.count("moves money in") == len(comparison.adaptivity["adaptive"].fired)


def test_every_money_line_is_an_action_that_differs(comparison: Comparison) -> None:
    table = money_table(comparison, "zh")
    assert table is not None
    assert len(table.rows) == len(differing(comparison)) + 1  # and what stays unspent


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_word_brief_repeats_the_tables(lang: str, documents: Documents, comparison: Comparison) -> None:
    document = Document(io.BytesIO(documents("comparison", "docx", lang)))
    tables = compared(comparison, lang).tables
    assert len(document.tables) == len(tables)
    for made, table in zip(document.tables, tables, strict=True):
        rows = [[cell.text for cell in row.cells] for row in made.rows]
        wanted = [list(line) if len(line) > 1 else [line[0]] * table.columns for line in table.lines]
        assert rows == [list(table.heads)] * bool(table.heads) + wanted
    assert len(document.inline_shapes) == 2


def test_the_workbook_computes(documents: Documents, comparison: Comparison) -> None:
    content = documents("comparison", "xlsx", "en")
    book = load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    head = next(place for place, row in enumerate(rows) if row[0] == text("forecast.target", "en"))
    chance = rows[head].index("B " + text("report.model-probability", "en"))
    change = rows[head].index("B " + text("report.difference", "en"))
    for line, target in enumerate(by_class(comparison.first.targets), start=head + 1):
        assert rows[line][chance] == pytest.approx(comparison.forecasts[1].target(target.id).model_probability)
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


def test_the_pdf_has_its_pictures_and_its_tables(documents: Documents, comparison: Comparison) -> None:
    """Two pictures on pages of their own; the tables flow."""
    content = documents("comparison", "pdf", "en")
    parts = compared(comparison, "en").parts
    first = next(place for place, part in enumerate(parts) if isinstance(part, ReportPicture))
    words = [part for part in parts if not isinstance(part, ReportPicture)]
    flowing = len(word_pages(words[:first], "")) + len(word_pages(words[first:], ""))
    assert flowing <= 5, "seven tables"
    assert len(re.findall(rb"/Type /Page\b", content)) == 2 + flowing


def test_scenarios_that_spend_the_same_have_no_money_table(comparison: Comparison) -> None:
    from dataclasses import replace

    alike = [replace(side, money=dict.fromkeys(side.money, 0.0)) for side in comparison.sides]
    report = compared(replace(comparison, sides=tuple(alike)), "en")
    assert text("compare.money", "en") not in [table.title for table in report.tables]
    assert [part.kind for part in report.parts if isinstance(part, ReportPicture)] == ["targets"]


def test_a_result_without_reports_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "search.json").write_text(json.dumps({}), encoding="utf-8")
    with pytest.raises(InputError, match=r"xiandao search.*xiandao forecast, xiandao compare"):
        report(tmp_path, "html")
    assert [path.name for path in tmp_path.iterdir()] == ["search.json"]


def test_a_report_stands_in_the_folder_by_the_name_of_its_result(
    drawn_once: Callable[..., object], compared_folder: Path
) -> None:
    assert report(compared_folder, "html", lang="zh") == compared_folder / "comparison.html"
