"""One table, printed on a terminal, in Markdown, HTML, Word, a workbook and a PDF: the same cells in the same order."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser

import pytest
from docx import Document
from openpyxl import load_workbook
from rich.cells import cell_len
from rich.console import Console

from sim.app.cli.table import show
from sim.charts.pages import PAGE, pdf_pages, word_pages
from sim.report import standalone_html, word, workbook_parts
from sim.results.table import Line, Table, cells_wide, markdown, pairs, widths

TABLE = Table(
    "标题 title",
    ("目标\n口径", "需要", "Amount", "判断"),
    (
        ("A 类：模型推算",),
        ("高新技术企业\n首次认定", "100 左右\n≥98", 1234.5, "不太可能"),
        ("Pilot zones & co", "≥10", -2.0, "likely"),
        ("C 类：由主管部门认定",),
        ("合作平台", "–", None, ""),
    ),
    words=(0, 3),
    note="note 说明",
    formats=("", "", "money", ""),
    ids=("", "firms", "zones", "", "platforms"),
)
LINES = [
    ["A 类：模型推算"],
    ["高新技术企业\n首次认定", "100 左右\n≥98", "1,234.50", "不太可能"],
    ["Pilot zones & co", "≥10", "−2.00", "likely"],
    ["C 类：由主管部门认定"],
    ["合作平台", "–", "", ""],
]


def test_the_lines_are_the_cells_in_words() -> None:
    assert [list(line) for line in TABLE.lines] == LINES
    assert TABLE.columns == 4


def printed(*blocks: object, width: int = 100) -> list[str]:
    out = Console(file=io.StringIO(), width=width, highlight=False, markup=False, emoji=False)
    show(blocks, out)  # type: ignore[arg-type]
    return out.file.getvalue().splitlines()  # type: ignore[attr-defined,no-any-return]


def test_a_terminal_aligns_both_scripts() -> None:
    lines = printed(TABLE)
    assert [line.rstrip() for line in lines[:2]] == ["", "标题 title"]
    firms, below = next((lines[k], lines[k + 1]) for k, line in enumerate(lines) if "高新技术企业" in line)
    zones = next(line for line in lines if "Pilot zones" in line)
    ends = [cell_len(row[: re.search(end, row).end()]) for row, end in  # type: ignore[union-attr]
            ((firms, r"1,234\.50"), (zones, r"-2\.00"))]  # fmt: skip
    assert ends[0] == ends[1], "numbers end in one column"
    starts = [cell_len(row[: row.index(word)]) for row, word in ((firms, "不太可能"), (zones, "likely"))]
    assert starts[0] == starts[1], "words begin in one column"
    assert cell_len(firms[: firms.index("左右") + 2]) == cell_len(below[: below.index("≥98") + 3]), "small print too"
    assert below.startswith("  首次认定")


def test_a_terminal_gets_the_hyphen_that_it_has() -> None:
    words = "\n".join(printed(TABLE, Line("−3 ± 1"), Line("a −2 b", "heading")))
    assert "−" not in words
    assert "-2.00" in words
    assert "-3 ± 1" in words


def test_groups_head_what_is_below_them() -> None:
    words = "\n".join(printed(TABLE))
    places = [words.index(part) for part in ("A 类", "高新技术企业", "Pilot zones", "C 类", "合作平台", "note 说明")]
    assert places == sorted(places)


def test_a_number_is_never_cut_on_a_narrow_terminal() -> None:
    words = "\n".join(printed(TABLE, width=40))
    assert "1,234.50" in words
    assert "≥98" in words


def test_markdown() -> None:
    head, sides, *rows = markdown(TABLE).splitlines()
    assert head == "| 目标<br>口径 | 需要 | Amount | 判断 |"
    assert sides == "| --- | ---: | ---: | --- |"
    assert rows[0] == "| **A 类：模型推算** |  |  |  |"
    assert rows[1] == "| 高新技术企业<br>首次认定 | 100 左右<br>≥98 | 1,234.50 | 不太可能 |"


class Cells(HTMLParser):
    """Rows of cells, the small print of each on further lines."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
            self.ids.append(dict(attrs).get("id") or "")
        elif tag in ("td", "th"):
            self.rows[-1].append("")
        elif tag == "small":
            self.rows[-1][-1] += "\n"

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data.strip("\n")


def test_html_holds_every_cell_and_can_be_pointed_at() -> None:
    page = standalone_html.table(TABLE)
    cells = Cells()
    cells.feed(page)
    assert cells.rows == [list(TABLE.heads), *LINES]
    assert cells.ids == ["", *TABLE.ids]
    assert "Pilot zones &amp; co" in page
    assert page.count("<tbody") == page.count("</tbody>") == 2
    assert 'data-head="目标' not in page, "the name of a row needs no head"
    labels = standalone_html.table(pairs("假设", [("预算", "65 亿元"), ("种子", "1")]))
    cells = Cells()
    cells.feed(labels)
    assert cells.rows == [["预算", "65 亿元"], ["种子", "1"]]


def test_word_holds_every_cell_under_heads_that_repeat() -> None:
    document = Document()
    word.add_table(document, TABLE)
    made = document.tables[0]
    rows = [[cell.text for cell in row.cells] for row in made.rows]
    wide = [[line[0]] * 4 if len(line) == 1 else line for line in LINES]
    assert rows == [list(TABLE.heads), *wide]
    assert "w:tblHeader" in made.rows[0]._tr.xml
    assert sum(column.width.cm for column in made.columns) == pytest.approx(word.text_width(), abs=0.01)


def test_a_workbook_keeps_numbers_as_numbers() -> None:
    buffer = io.BytesIO()
    book = workbook_parts.new_workbook(buffer, "t", "c")
    flat = Table(TABLE.title, TABLE.heads, tuple(row for row in TABLE.rows if len(row) > 1), TABLE.words,
                 formats=TABLE.formats)  # fmt: skip
    last = workbook_parts.write_table(book.add_worksheet("x"), 2, flat, workbook_parts.formats(book, "zh"))
    book.close()
    sheet = load_workbook(io.BytesIO(buffer.getvalue())).worksheets[0]
    assert last == 5
    assert [cell.value for cell in sheet[3]] == list(TABLE.heads)
    assert sheet["C4"].value == 1234.5
    assert sheet["C4"].number_format == "#,##0.00"
    assert sheet["C6"].value is None
    assert sheet["D4"].value == "不太可能"


def test_a_pdf_draws_heads_again_on_every_page() -> None:
    rows = tuple((f"row {k}", str(k), float(k), "word") for k in range(60))
    long = Table("Long", TABLE.heads, rows, words=(0, 3))
    pages = word_pages([Line("Title", "title"), TABLE, long], "xiandao")
    assert len(pages) > 1
    said = [[one.get_text() for one in page.texts] for page in pages]
    for words in said:
        assert "Amount" in words
    everything = [word for words in said for word in words]
    assert [word for word in everything if re.fullmatch(r"row \d+", word)] == [f"row {k}" for k in range(60)]
    for line in LINES:
        assert all(part in everything for cell in line for part in cell.split("\n") if part)
    for page in pages:
        assert page.get_size_inches()[1] == pytest.approx(PAGE)
        height = page.bbox.height
        renderer = page.canvas.get_renderer()  # type: ignore[attr-defined]
        assert all(one.get_window_extent(renderer).y0 >= 0 and one.get_window_extent(renderer).y1 <= height
                   for one in page.texts)  # fmt: skip
    assert pdf_pages(pages, "t", "c").startswith(b"%PDF")


def test_a_heading_is_not_left_alone_at_the_end_of_a_page() -> None:
    rows = tuple((f"row {k}", "1") for k in range(27))
    pages = word_pages([Table("First", ("a", "b"), rows), Table("Second", ("c", "d"), (("x", "2"),))], "xiandao")
    for page in pages:
        words = [one.get_text() for one in page.texts]
        if "Second" in words:
            assert "x" in words


@pytest.mark.parametrize("room", [50.0, 80.0, 200.0])
def test_columns_of_numbers_keep_their_width_and_words_share_the_rest(room: float) -> None:
    made = widths(TABLE, room, [60.0, 10.0, 10.0, 8.0])
    assert sum(made) == pytest.approx(room)
    if room > 88.0:
        assert made == pytest.approx([60.0 + 28.0, 10.0 + 28.0, 10.0 + 28.0, 8.0 + 28.0])  # the rest spread
    else:
        assert made[1:] == [10.0, 10.0, 8.0]
    assert widths(pairs("", [("a", "b")]), 100.0, [10.0, 20.0]) == [10.0, 90.0]
    squeezed = widths(TABLE, 20.0, [60.0, 10.0, 10.0, 8.0])
    assert sum(squeezed) == pytest.approx(20.0)
    assert min(squeezed) > 0.0


def test_a_chinese_character_takes_two_columns() -> None:
    assert cells_wide("高新 a") == 6
