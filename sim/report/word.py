"""A report as a Word document: A4, East Asian fonts named, head rows repeated, pictures with alternative text."""

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from sim.report.content import Report, ReportPicture
from sim.report.pictures import Picture
from sim.results.table import Line, Table, cells_wide, widths

# Fonts that Chinese offices have; a reader without them gets what the program puts in their place.
_BODY, _HEADING, _LATIN = "宋体", "黑体", "Times New Roman"
_LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}
_SHORT, _LONG, _MARGIN = 21.0, 29.7, 2.0  # centimetres of the sides of a page, and of its edges
_SHADE = "EEF2F6"
_CELL, _PADDING = 0.165, 0.4  # centimetres of a Latin letter in a table, and beside the words of a cell
_DATE = datetime(2000, 1, 1, tzinfo=UTC)  # written into the file instead of the clock
_MOST_UPRIGHT = 8  # columns of a table; more need the page across
_STYLES = {"title": "Heading 1", "heading": "Heading 2", "quiet": "Caption", "plain": "Normal", "strong": "Normal"}


def content(report: Report, draw: Callable[[str], Picture], lang: str) -> bytes:
    """The document; the same report gives the same bytes. ``draw``: the picture of a kind."""
    across = any(table.columns > _MOST_UPRIGHT for table in report.tables)
    document = new_document(report.title, report.limit, lang, across=across)
    for part in report.parts:
        if isinstance(part, Line):
            document.add_paragraph(style=_STYLES[part.style]).add_run(part.words).bold = part.style == "strong" or None
        elif isinstance(part, ReportPicture):
            add_picture(document, draw(part.kind), part.title, across=across)
        else:
            document.add_heading(part.title, level=2)
            if part.note:
                document.add_paragraph(part.note, style="Caption")
            add_table(document, part, across=across)
    return packed(document)


def new_document(title: str, comment: str, lang: str, *, across: bool = False) -> Any:
    """An empty document, A4 upright or ``across``, that knows its title, language and what limits it."""
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
    dated, buffer = io.BytesIO(), io.BytesIO()
    document.save(dated)
    with zipfile.ZipFile(dated) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():  # every member dated 1980, in the same order
            new.writestr(zipfile.ZipInfo(member.filename), old.read(member), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _page(document: Any, across: bool) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    sides = (_LONG, _SHORT) if across else (_SHORT, _LONG)
    section.page_width, section.page_height = (Cm(side) for side in sides)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(_MARGIN)


def _styles(document: Any, lang: str) -> None:
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


def add_table(document: Any, table: Table, *, across: bool = False) -> None:
    """The table as wide as the text, its heads repeated on every page, numbers to the right, small print smaller."""
    lines = [table.heads, *table.lines] if table.heads else list(table.lines)
    room = text_width(across=across)
    natural = [_PADDING + _CELL * max(map(cells_wide, words.split("\n")), default=0)
               for words in map("\n".join, _columns(lines, table.columns))]  # fmt: skip
    wide = widths(table, room, natural)
    grid = document.add_table(rows=len(lines), cols=table.columns, style="Table Grid")
    grid.autofit = False
    for column, width in zip(grid.columns, wide, strict=True):
        column.width = Cm(width)
    for index, line in enumerate(lines):
        head, row = bool(table.heads) and index == 0, grid.rows[index]
        unbroken = row._tr.get_or_add_trPr()
        unbroken.append(unbroken.makeelement(qn("w:cantSplit"), {}))
        if head:
            unbroken.append(unbroken.makeelement(qn("w:tblHeader"), {}))
        for column, words in enumerate(line):
            cell = row.cells[column]
            cell.width = Cm(wide[column])
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            if column not in table.words and len(line) > 1:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            first, *below = words.split("\n")
            run = paragraph.add_run(first)
            run.font.size, run.bold = Pt(9), head
            for small in below:
                run.add_break()
                run = paragraph.add_run(small)
                run.font.size = Pt(8)
            if head:
                shade(cell)
        if len(line) == 1:
            _span(row)


def _columns(lines: Sequence[Sequence[str]], columns: int) -> list[list[str]]:
    """The cells of every column; a heading inside the table belongs to none."""
    return [[line[column] for line in lines if len(line) > 1] for column in range(columns)]


def shade(cell: Any) -> None:
    """Give a cell the colour of headings."""
    properties = cell._tc.get_or_add_tcPr()
    shading = {qn("w:val"): "clear", qn("w:color"): "auto", qn("w:fill"): _SHADE}
    properties.append(properties.makeelement(qn("w:shd"), shading))


def _span(row: Any) -> None:
    """Make one cell of the row, whose words stand in its first, as a heading inside the table."""
    whole = row.cells[0].merge(row.cells[-1])
    for empty in whole.paragraphs[1:]:  # each merged cell leaves its own behind
        empty._p.getparent().remove(empty._p)
    shade(whole)


def add_picture(document: Any, picture: Picture, title: str = "", *, across: bool = False) -> None:
    """The picture as wide as the text, with what it shows as alternative text, and ``title`` or its own below."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    shape = paragraph.add_run().add_picture(io.BytesIO(picture.content), width=Cm(text_width(across=across)))
    shape._inline.docPr.set("descr", f"{picture.title} {picture.described}")
    document.add_paragraph(title or picture.title, style="Caption")
