"""What Word documents are made of here: A4 pages, East Asian fonts, tables with repeated heads, described pictures."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sim.report.archive import undated
from sim.report.pictures import Picture

# Fonts that Chinese offices have; a reader without them gets what the program puts in their place.
_BODY, _HEADING, _LATIN = "宋体", "黑体", "Times New Roman"
_LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}
_SHORT, _LONG, _MARGIN = 21.0, 29.7, 2.0  # centimetres of the sides of a page, and of its edges
_SHADE = "EEF2F6"
_DATE = datetime(2000, 1, 1, tzinfo=UTC)  # written into the file instead of the clock


def new_document(title: str, comment: str, lang: str, *, across: bool = False) -> Any:
    """An empty document, A4 upright or ``across``, that knows its title, language and what limits it."""
    from docx import Document

    document = Document()
    _page(document, across)
    _styles(document, lang)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, "xiandao", comment
    properties.language, properties.last_modified_by, properties.revision = _LANGUAGES[lang], "xiandao", 1
    properties.created = properties.modified = properties.last_printed = _DATE
    return document


def text_width(*, across: bool = False) -> float:
    """Centimetres between the margins."""
    return (_LONG if across else _SHORT) - 2 * _MARGIN


def packed(document: Any) -> bytes:
    """The file; the same document gives the same bytes."""
    buffer = io.BytesIO()
    document.save(buffer)
    return undated(buffer.getvalue())


def _page(document: Any, across: bool) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    sides = (_LONG, _SHORT) if across else (_SHORT, _LONG)
    section.page_width, section.page_height = (Cm(side) for side in sides)
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


def add_table(
    document: Any, lines: Sequence[Sequence[str]], widths: Sequence[float], *, head: bool = False, right: bool = False
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
                shade(cell)
    if head:
        first = table.rows[0]._tr.get_or_add_trPr()
        first.append(first.makeelement(qn("w:tblHeader"), {}))
    return table


def shade(cell: Any) -> None:
    """Give a cell the colour of headings."""
    from docx.oxml.ns import qn

    properties = cell._tc.get_or_add_tcPr()
    given = {qn("w:val"): "clear", qn("w:color"): "auto", qn("w:fill"): _SHADE}
    properties.append(properties.makeelement(qn("w:shd"), given))


def span_row(table: Any, place: int) -> None:
    """Make one cell of the row, whose words stand in its first, as a heading inside the table."""
    cells = table.rows[place].cells
    whole = cells[0].merge(cells[-1])
    for empty in whole.paragraphs[1:]:  # each merged cell leaves its own behind
        empty._p.getparent().remove(empty._p)
    shade(whole)


def add_picture(document: Any, one: Picture, *, across: bool = False) -> None:
    """The picture as wide as the text, with what it shows as alternative text, and its title below."""
    from docx.shared import Cm

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    shape = paragraph.add_run().add_picture(io.BytesIO(one.content), width=Cm(text_width(across=across)))
    shape._inline.docPr.set("descr", f"{one.title} {one.described}")
    document.add_paragraph(one.title, style="Caption")
