"""The documents open with their libraries, hold every target with the saved numbers, and are the same every time."""

from __future__ import annotations

import io
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

import sim.report.write
from sim.errors import InputError
from sim.forecast.document import document as document_of
from sim.forecast.reopen import reopened
from sim.language import LANGUAGES, text
from sim.report import FORMATS, report
from sim.report.brief import brief, percent


@pytest.mark.parametrize("to", FORMATS)
def test_the_same_forecast_gives_the_same_bytes(to: str, folder: Path, tmp_path: Path) -> None:
    first = report(folder, to, tmp_path / f"first.{to}", lang="zh").read_bytes()
    assert first == report(folder, to, tmp_path / f"second.{to}", lang="zh").read_bytes()
    assert not list(tmp_path.glob(".*")), "something half-written was left"


def test_what_is_read_back_is_what_was_saved(folder: Path, saved: dict[str, Any]) -> None:
    again = document_of(reopened(folder))
    assert {name: again[name] for name in saved} == saved


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_word_brief_holds_every_target(lang: str, folder: Path, saved: dict[str, Any], tmp_path: Path) -> None:
    document = Document(str(report(folder, "docx", tmp_path / "brief.docx", lang=lang)))
    rows = {row.cells[0].text: [cell.text for cell in row.cells] for row in document.tables[0].rows}
    plan = {target.id: target for target in reopened(folder).plan.targets}
    for target in saved["targets"]:
        record = plan[target["id"]]
        name = f"{record.name[lang]}\n{record.reading(target['reading']).name[lang]}"
        cells = rows[name]
        assert cells[4] == percent(target["outside_view"], lang)
        if target["class"] != "C":
            assert cells[2].startswith(f"{percent(target['probability'], lang)} ± {100 * target['mc_error']:.1f}")
        if target["break_even"]:
            assert cells[5] == target["break_even"][lang]
    assert len(document.inline_shapes) == 2
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "宋体"
    assert fonts.get(qn("w:asciiTheme")) is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_workbook_holds_the_numbers_unrounded(
    lang: str, folder: Path, saved: dict[str, Any], tmp_path: Path
) -> None:
    path = report(folder, "xlsx", tmp_path / "book.xlsx", lang=lang)
    book = load_workbook(path)
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
    parts = zipfile.ZipFile(path).namelist()
    assert sum(name.startswith("xl/charts/chart") for name in parts) == 2 + len(saved["targets"])
    assert sum(name.startswith("xl/media/") for name in parts) == 1
    money = {row[0]: row[1:5] for row in book.worksheets[1].iter_rows(values_only=True)}
    talent = next(action for action in reopened(folder).plan.actions if action.id == "talent").name[lang]
    unit = 100.0 if lang == "zh" else 1.0
    assert money[talent][0] == pytest.approx(saved["money"]["talent"]["allocated"] / unit)


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_stands_alone(lang: str, folder: Path, saved: dict[str, Any], tmp_path: Path) -> None:
    words = report(folder, "html", tmp_path / "page.html", lang=lang).read_text(encoding="utf-8")
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
    ids = {attrs.get("id") for tag, attrs in page.tags if tag == "tr"}
    assert {target["id"] for target in saved["targets"]} <= ids
    assert all("scope" in attrs for tag, attrs in page.tags if tag == "th")


def test_a_name_cannot_write_html(folder: Path, tmp_path: Path) -> None:
    forecast = reopened(folder)
    name = forecast.scenario.name.model_copy(update={"en": "<script>alert(1)</script> & co"})
    changed = dict(vars(forecast)) | {"scenario": forecast.scenario.model_copy(update={"name": name})}
    words = report(type(forecast)(**changed), "html", tmp_path / "page.html", lang="en").read_text(encoding="utf-8")
    assert "<script" not in words
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; co" in words


def test_the_pdf_has_a_page_for_every_picture(folder: Path, tmp_path: Path) -> None:
    content = report(folder, "pdf", tmp_path / "brief.pdf", lang="zh").read_bytes()
    assert content.startswith(b"%PDF")
    assert len(re.findall(rb"/Type /Page\b", content)) == 9
    assert b"CreationDate" not in content


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_gbk_reader_can_show_every_word(lang: str, folder: Path) -> None:
    told = brief(reopened(folder), lang)
    words = [told.title, told.run, *told.reading, told.limit, *(word for pair in told.assumptions for word in pair)]
    words += [cell for row in told.rows for cell in (row.name, row.probability, row.word, row.break_even)]
    for word in words:
        assert word.encode("gbk", errors="replace").decode("gbk") == word


def test_class_c_is_never_given_a_probability_of_the_model(folder: Path) -> None:
    told = brief(reopened(folder), "en")
    declared = [row for row in told.rows if row.target.class_ == "C"]
    assert declared
    assert all(row.probability.startswith("capacity") and row.spread == "–" for row in declared)


def test_a_missing_library_is_one_sentence(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sim.report.write, "find_spec", lambda _: None)
    with pytest.raises(InputError, match=r"python-docx.*xiandao\[office\]"):
        report(folder, "docx", tmp_path / "brief.docx")
    report(folder, "html", tmp_path / "page.html")


def test_what_cannot_be_used_is_told_before_anything_is_written(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="'docx'"):
        report(folder, "doc", tmp_path / "brief.doc")
    with pytest.raises(InputError, match=r"no manifest\.json"):
        report(tmp_path, "html")
    with pytest.raises(InputError, match="unknown language"):
        report(folder, "html", tmp_path / "page.html", lang="fr")
    assert list(tmp_path.iterdir()) == []


def test_office_files_are_sound_archives(folder: Path, tmp_path: Path) -> None:
    for to in ("docx", "xlsx"):
        content = report(folder, to, tmp_path / f"file.{to}", lang="en").read_bytes()
        assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
