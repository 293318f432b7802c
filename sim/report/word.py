"""The Word brief: reading, the targets by class, two figures, money, assumptions, provenance; A4, East Asian fonts."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sim.language import text
from sim.report.archive import undated
from sim.report.brief import Brief, brief
from sim.report.money import COLUMNS, Money
from sim.report.pictures import Picture, picture

if TYPE_CHECKING:
    from sim.forecast.result import Forecast

_KINDS = ("dots", "quantiles")
# Fonts that Chinese offices have; a reader without them gets what the program puts in their place.
_BODY, _HEADING, _LATIN = "宋体", "黑体", "Times New Roman"
_LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}
_WIDTH, _MARGIN = 21.0, 2.0  # centimetres of the page, and of its edges
_COLUMNS = (3.8, 2.6, 2.9, 2.0, 1.5, 4.2)  # centimetres: target, count, probability, word, outside view, break-even
_SHADE = "EEF2F6"
_DATE = datetime(2000, 1, 1, tzinfo=UTC)  # written into the file instead of the clock


def content(forecast: Forecast, lang: str) -> bytes:
    """The document; the same forecast gives the same bytes."""
    from docx import Document

    told = brief(forecast, lang)
    document = Document()
    _page(document)
    _styles(document, lang)
    _properties(document, told, lang)
    document.add_heading(told.title, level=1)
    document.add_paragraph(told.run)
    for sentence in told.reading:
        document.add_paragraph(sentence)
    document.add_paragraph().add_run(told.limit).bold = True
    document.add_heading(text("report.targets", lang), level=2)
    _targets(document, told, lang)
    document.add_paragraph(text("report.table-caption", lang), style="Caption")
    for kind in _KINDS:
        _figure(document, picture(forecast, kind, lang))
    document.add_heading(text("forecast.money", lang), level=2)
    _money(document, told.money, lang)
    for key, pairs in (("report.assumptions", told.assumptions), ("report.provenance", told.provenance)):
        document.add_heading(text(key, lang), level=2)
        _table(document, list(pairs), (5.0, 12.0))
    buffer = io.BytesIO()
    document.save(buffer)
    return undated(buffer.getvalue())


def _page(document: Any) -> None:
    from docx.shared import Cm

    section = document.sections[0]
    section.page_width, section.page_height = Cm(_WIDTH), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(_MARGIN)


def _styles(document: Any, lang: str) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    sizes = {"Normal": 10.5, "Heading 1": 16, "Heading 2": 13, "Caption": 9}
    for name, size in sizes.items():
        style = document.styles[name]
        style.font.name, style.font.size = _LATIN, Pt(size)
        style.font.color.rgb = RGBColor(0x1B, 0x27, 0x33)
        style.font.italic = False
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), _HEADING if name.startswith("Heading") else _BODY)
    document.styles["Caption"].font.bold = False
    document.styles["Normal"].paragraph_format.space_after = Pt(4)
    properties = document.styles["Normal"].element.get_or_add_rPr()
    spoken = properties.makeelement(qn("w:lang"), {qn("w:val"): _LANGUAGES[lang], qn("w:eastAsia"): "zh-CN"})
    properties.append(spoken)


def _properties(document: Any, told: Brief, lang: str) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.comments = told.title, "xiandao", told.limit
    properties.language, properties.last_modified_by, properties.revision = _LANGUAGES[lang], "xiandao", 1
    properties.created = properties.modified = properties.last_printed = _DATE


def _targets(document: Any, told: Brief, lang: str) -> None:
    heads = [text(f"forecast.{name}", lang) for name in ("target", "threshold", "probability", "word", "outside-view")]
    heads[1] = text("report.needed-expected", lang)
    lines: list[Sequence[str]] = [(*heads, text("report.break-even", lang))]
    classes = []
    for heading, rows in told.classes:
        classes.append(len(lines))
        lines.append((heading, *[""] * 5))
        for row in rows:
            counted = f"{row.needed}\n{row.expected}"
            probability = row.probability if row.target.class_ == "C" else f"{row.probability}\n{row.spread}"
            word = f"{row.word}\n{text('chart.confidence', lang, confidence=row.confidence)}"
            lines.append((f"{row.name}\n{row.reading}", counted, probability, word, row.outside, row.break_even))
    table = _table(document, lines, _COLUMNS, head=True)
    for place in classes:
        cells = table.rows[place].cells
        whole = cells[0].merge(cells[-1])
        for empty in whole.paragraphs[1:]:  # each merged cell leaves its own behind
            empty._p.getparent().remove(empty._p)
        _shade(whole)


def _money(document: Any, money: Money, lang: str) -> None:
    if not money.rows:
        document.add_paragraph(text("forecast.money-none", lang))
        return
    document.add_paragraph(money.unit)
    lines: list[Sequence[str]] = [
        (text("report.action", lang), *(text(f"report.{name}", lang) for name in COLUMNS)),
        *((name, *(f"{number:,.2f}" for number in numbers)) for name, numbers in money.rows),
        (text("report.total", lang), *(f"{number:,.2f}" for number in money.totals)),
    ]
    _table(document, lines, (6.6, 2.6, 2.6, 2.6, 2.6), head=True, right=True)


def _table(
    document: Any, lines: list[Sequence[str]], widths: Sequence[float], *, head: bool = False, right: bool = False
) -> Any:
    """A table of ``lines``; ``head``: the first one is repeated on every page; ``right``: numbers to the right."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    table = document.add_table(rows=len(lines), cols=len(widths), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for place, line in enumerate(lines):
        row = table.rows[place]
        unbroken = row._tr.get_or_add_trPr()
        unbroken.append(unbroken.makeelement(qn("w:cantSplit"), {}))
        for column, words in enumerate(line):
            cell = row.cells[column]
            cell.width = Cm(widths[column])
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            if right and column:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            run = paragraph.add_run(words)
            run.font.size, run.bold = Pt(9), head and place == 0
            if head and place == 0:
                _shade(cell)
    if head:
        first = table.rows[0]._tr.get_or_add_trPr()
        first.append(first.makeelement(qn("w:tblHeader"), {}))
    return table


def _shade(cell: Any) -> None:
    from docx.oxml.ns import qn

    properties = cell._tc.get_or_add_tcPr()
    given = {qn("w:val"): "clear", qn("w:color"): "auto", qn("w:fill"): _SHADE}
    properties.append(properties.makeelement(qn("w:shd"), given))


def _figure(document: Any, one: Picture) -> None:
    from docx.shared import Cm

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    shape = paragraph.add_run().add_picture(io.BytesIO(one.content), width=Cm(_WIDTH - 2 * _MARGIN))
    shape._inline.docPr.set("descr", f"{one.title} {one.described}")
    document.add_paragraph(one.title, style="Caption")
