"""The documents of a forecast open with their libraries, hold every target with the saved numbers, and repeat."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

import sim.report.pictures
import sim.report.write
from sim.analyses.forecast.document import document as document_of
from sim.analyses.forecast.result import Forecast
from sim.analyses.forecast.views import targets_table
from sim.errors import InputError
from sim.language import LANGUAGES, text
from sim.language.numbers import needed, percent
from sim.report import FORMATS, report
from sim.report.brief import brief
from sim.report.formats import written
from sim.results.table import Line

Documents = Callable[[str, str, str], bytes]
OFFICE = ("docx", "xlsx")


@pytest.mark.parametrize("to", [*OFFICE, "html"])
def test_the_same_forecast_gives_the_same_bytes(to: str, documents: Documents, folder: Path, tmp_path: Path) -> None:
    again = report(folder, to, tmp_path / f"again.{to}", lang="zh").read_bytes()
    assert documents("forecast", to, "zh") == again
    assert not list(tmp_path.glob(".*")), "something half-written was left"


@pytest.mark.slow
@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("result", ["folder", "compared_folder"])
def test_the_same_pictures_are_drawn_again(
    to: str,
    result: str,
    drawn_once: Callable[..., Any],
    tmp_path: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sim.report.pictures, "picture", drawn_once)
    place = request.getfixturevalue(result)
    first = report(place, to, tmp_path / f"first.{to}", lang="zh").read_bytes()
    assert first == report(place, to, tmp_path / f"second.{to}", lang="zh").read_bytes()


def test_what_is_read_back_is_what_was_saved(folder: Path, saved: dict[str, Any]) -> None:
    again = document_of(Forecast.opened(folder))
    assert {name: again[name] for name in saved} == saved


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_word_brief_holds_every_target(
    lang: str, documents: Documents, folder: Path, saved: dict[str, Any]
) -> None:
    document = Document(io.BytesIO(documents("forecast", "docx", lang)))
    rows = {row.cells[0].text: [cell.text for cell in row.cells] for row in document.tables[0].rows}
    plan = {target.id: target for target in Forecast.opened(folder).plan.targets}
    for target in saved["targets"]:
        record = plan[target["id"]]
        name = f"{record.name[lang]}\n{record.reading(target['reading']).name[lang]}"
        cells = rows[name]
        assert cells[1].split("\n") == [word for word in needed(target["number"], target["threshold"], lang) if word]
        assert cells[4] == percent(target["outside_view"], lang)
        if target["class"] != "C":
            assert cells[3].startswith(f"{percent(target['probability'], lang)} ± {100 * target['mc_error']:.1f}")
        if target["break_even"]:
            assert cells[6] == target["break_even"][lang]
    assert len(document.inline_shapes) == 2
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "宋体"
    assert fonts.get(qn("w:asciiTheme")) is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_workbook_holds_the_numbers_unrounded(
    lang: str, documents: Documents, folder: Path, saved: dict[str, Any]
) -> None:
    content = documents("forecast", "xlsx", lang)
    book = load_workbook(io.BytesIO(content))
    if lang == "zh":
        assert book.sheetnames == ["达标概率", "方案", "走势", "假设与版本"]
    sheet = book.worksheets[0]
    table = {row[0]: row for row in sheet.iter_rows(values_only=True) if row[0] is not None}
    heads = list(table[text("report.id", lang)])
    for target in saved["targets"]:
        row = table[target["id"]]
        for key, name in (("forecast.probability", "probability"), ("forecast.threshold", "threshold"),
                          ("report.mean", "expected"), ("report.low", "low")):  # fmt: skip
            assert row[heads.index(text(key, lang))] == target[name]
    parts = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert sum(name.startswith("xl/charts/chart") for name in parts) == 2 + len(saved["targets"])
    assert sum(name.startswith("xl/media/") for name in parts) == 1
    money = {row[0]: row[1:5] for row in book.worksheets[1].iter_rows(values_only=True)}
    talent = next(action for action in Forecast.opened(folder).plan.actions if action.id == "talent").name[lang]
    unit = 100.0 if lang == "zh" else 1.0
    assert money[talent][0] == pytest.approx(saved["money"]["talent"]["allocated"] / unit)


def test_numbers_are_numbers_in_the_formats_of_their_units(documents: Documents) -> None:
    """A share as per cent, a count and an amount with their decimals, under heads that stay in sight."""
    book = load_workbook(io.BytesIO(documents("forecast", "xlsx", "en")))
    sheet = book.worksheets[0]
    head = next(row for row in sheet.iter_rows() if row[0].value == text("report.id", "en"))
    wanted = {"forecast.probability": "0.0%", "report.error": "0.0%", "forecast.threshold": "#,##0.0"}
    for key, form in wanted.items():
        column = next(cell.column for cell in head if cell.value == text(key, "en"))
        cells = [sheet.cell(head[0].row + 1 + line, column) for line in range(12)]
        values = [cell for cell in cells if cell.value is not None]
        assert values
        assert all(isinstance(cell.value, int | float) and cell.number_format == form for cell in values)
    assert sheet.freeze_panes == f"C{head[0].row + 1}"
    assert book.worksheets[2].freeze_panes == "B2"
    assert all(sheet.column_dimensions[letter].width >= 9 for letter in "ABCDE")
    assert book.worksheets[1]["B3"].number_format == "#,##0.00"


def test_the_months_stand_against_what_is_needed(documents: Documents, saved: dict[str, Any]) -> None:
    sheet = load_workbook(io.BytesIO(documents("forecast", "xlsx", "en"))).worksheets[2]
    rows = list(sheet.iter_rows(values_only=True))
    needed = [column for column, head in enumerate(rows[0]) if str(head).endswith(text("forecast.threshold", "en"))]
    ordered = sorted(saved["targets"], key=lambda target: target["class"])
    assert [rows[1][column] for column in needed] == [target["threshold"] for target in ordered]
    assert all(rows[1][column] == rows[24][column] for column in needed)


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("result", ["forecast", "comparison"])
def test_the_page_stands_alone(lang: str, result: str, documents: Documents) -> None:
    words = documents(result, "html", lang).decode()
    page = Page()
    page.feed(words)
    tags = [tag for tag, _ in page.tags]
    assert not {"script", "link", "iframe", "object", "form"} & set(tags)
    without_pictures = re.sub(r"data:image/png;base64,[A-Za-z0-9+/=]+", "", words)
    assert not re.search(r"https?:|//[a-z]|url\(|@import", without_pictures)
    policy = next(attrs["content"] for _, attrs in page.tags if attrs.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    assert all(attrs["alt"] for tag, attrs in page.tags if tag == "img")
    assert all("scope" in attrs for tag, attrs in page.tags if tag == "th")


def test_every_target_has_a_line_of_its_own_in_the_page(documents: Documents, saved: dict[str, Any]) -> None:
    page = Page()
    page.feed(documents("forecast", "html", "zh").decode())
    ids = {attrs.get("id") for tag, attrs in page.tags if tag == "tr"}
    assert {target["id"] for target in saved["targets"]} <= ids


def test_a_name_cannot_write_html(drawn_once: Callable[..., Any], folder: Path) -> None:
    forecast = Forecast.opened(folder)
    name = forecast.scenario.name.model_copy(update={"en": "<script>alert(1)</script> & co"})
    changed = dict(vars(forecast)) | {"scenario": forecast.scenario.model_copy(update={"name": name})}
    words = written(type(forecast)(**changed), "html", "en").decode()
    assert "<script" not in words
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; co" in words


@pytest.mark.slow
def test_the_pdf_has_a_page_for_every_picture(documents: Documents) -> None:
    content = documents("forecast", "pdf", "zh")
    assert content.startswith(b"%PDF")
    assert len(re.findall(rb"/Type /Page\b", content)) == 9
    assert b"CreationDate" not in content


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_gbk_reader_can_show_every_word(lang: str, folder: Path) -> None:
    """But for the minus of print, which office programs and browsers bring along."""
    for part in brief(Forecast.opened(folder), lang, "docx").parts:
        cells = (
            [part.words] if isinstance(part, Line) else [cell for line in getattr(part, "lines", ()) for cell in line]
        )
        for word in cells:
            plain = word.replace("−", "-")
            assert plain.encode("gbk", errors="replace").decode("gbk") == plain


def test_class_c_is_never_given_a_probability_of_the_model(folder: Path) -> None:
    forecast = Forecast.opened(folder)
    table = targets_table(forecast, "en")
    ids = dict(zip(table.ids, table.lines, strict=True))
    declared = [target.id for target in forecast.targets if target.class_ == "C"]
    assert declared
    for id in declared:
        assert ids[id][3].startswith("capacity")
        assert "±" not in ids[id][3]
        assert "\n" not in ids[id][3], "no spread"


def test_a_missing_library_is_one_sentence(
    drawn_once: Callable[..., Any], folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sim.report.write, "find_spec", lambda _: None)
    with pytest.raises(InputError, match=r"python-docx.*xiandao\[office\]"):
        report(folder, "docx", tmp_path / "brief.docx")
    report(folder, "html", tmp_path / "page.html", lang="zh")


def test_what_cannot_be_used_is_told_before_anything_is_written(
    folder: Path, forecast: Forecast, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match="'docx'"):
        report(folder, "doc", tmp_path / "brief.doc")
    with pytest.raises(InputError, match=r"no manifest\.json"):
        report(tmp_path, "html")
    with pytest.raises(InputError, match="unknown language"):
        report(folder, "html", tmp_path / "page.html", lang="fr")
    with pytest.raises(InputError, match="out"):
        report(forecast, "html")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("result", ["forecast", "comparison"])
@pytest.mark.parametrize("to", OFFICE)
def test_office_files_are_sound_archives(to: str, result: str, documents: Documents) -> None:
    assert zipfile.ZipFile(io.BytesIO(documents(result, to, "zh"))).testzip() is None
