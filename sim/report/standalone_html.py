"""A report as one HTML file: style and pictures inside, no script, no network access."""

import base64
import hashlib
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path

from sim.report.content import Part, Report, ReportPicture
from sim.report.pictures import Picture
from sim.results.table import Line, Table

_LANGUAGES = {"zh": "zh-CN", "en": "en"}
_STYLE = Path(__file__).with_name("report.css").read_text(encoding="utf-8")


def content(report: Report, draw: Callable[[str], Picture], lang: str) -> bytes:
    """The file, UTF-8; the same report gives the same bytes. ``draw``: the picture of a kind."""

    def written(part: Part) -> str:
        if isinstance(part, Line):
            return paragraph(part)
        return figure(draw(part.kind), part.title) if isinstance(part, ReportPicture) else table(part)

    return document(report.title, lang, [written(part) for part in report.parts])


def document(title: str, lang: str, body: Iterable[str]) -> bytes:
    """The file, UTF-8, with a policy that lets nothing be fetched; ``body``: finished HTML."""
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    parts = [
        f'<!doctype html>\n<html lang="{_LANGUAGES[lang]}">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>",
        *body,
        "</main>\n</body>\n</html>\n",
    ]
    return "\n".join(parts).encode()


def paragraph(line: Line) -> str:
    """A title, a heading or a paragraph."""
    words = escape(line.words)
    return {
        "title": f"<h1>{words}</h1>",
        "heading": f"<h2>{words}</h2>",
        "strong": f"<p><strong>{words}</strong></p>",
        "quiet": f'<p class="muted">{words}</p>',
        "plain": f"<p>{words}</p>",
    }[line.style]


def table(source: Table) -> str:
    """The table below its title and note; labels and values where it has no heads.

    Its groups stand below their headings. Roles are written out: a table that is shown as cards would lose them.
    """
    note = f'\n<p class="muted">{escape(source.note)}</p>' if source.note else ""
    above, name = f"<h2>{escape(source.title)}</h2>{note}", escape(source.title)
    if not source.heads:
        body = "\n".join(f'<tr><th scope="row">{escape(label)}</th><td>{escape(value)}</td></tr>'
                         for label, value in source.lines)  # fmt: skip
        return f'{above}\n<table class="pairs" aria-label="{name}">\n<tbody>\n{body}\n</tbody>\n</table>'
    top = "".join(
        f'<th scope="col" role="columnheader"{_kind(source, column)}>{_lines(head)}</th>'
        for column, head in enumerate(source.heads)
    )
    rows = [_row(source, index) for index in range(len(source.rows))]
    if len(source.rows[0]) > 1:
        rows.insert(0, '<tbody role="rowgroup">')
    inside = "\n".join(rows)
    head = f'<thead role="rowgroup"><tr role="row">{top}</tr></thead>'
    return f'{above}\n<table class="cards" role="table" aria-label="{name}">\n{head}\n{inside}\n</tbody>\n</table>'


def _row(source: Table, index: int) -> str:
    """A line, or the heading that opens a group."""
    name, *cells = source.lines[index]
    if not cells:
        over = "</tbody>\n" if index else ""
        return (f'{over}<tbody role="rowgroup">\n<tr role="row"><th class="class" scope="rowgroup" role="rowheader" '
                f'colspan="{source.columns}">{escape(name)}</th></tr>')  # fmt: skip
    id = f' id="{escape(source.ids[index])}"' if source.ids else ""
    # One span: beside the head of a card, words and small stay one block.
    written = "".join(
        f'<td role="cell" data-head="{escape(source.heads[column].partition(chr(10))[0])}"{_kind(source, column)}>'
        + (f"<span>{_lines(cell)}</span></td>" if cell else "</td>")
        for column, cell in enumerate(cells, start=1)
    )
    return f'<tr role="row"{id}><th scope="row" role="rowheader">{_lines(name)}</th>{written}</tr>'


def _kind(source: Table, column: int) -> str:
    return "" if column in source.words else ' class="number"'


def _lines(words: str) -> str:
    """The first line, the others small below it."""
    first, *below = words.split("\n")
    return escape(first) + "".join(f"<small>{escape(line)}</small>" for line in below)


def figure(picture: Picture, title: str = "") -> str:
    """A picture with what it shows as its alternative text; its frame can be moved by keyboard where it is narrow."""
    data = base64.b64encode(picture.content).decode()
    title = escape(title or picture.title)
    return (
        f'<figure tabindex="0" role="group" aria-label="{title}">'
        f'<img alt="{f"{title}. {escape(picture.described)}"}" src="data:image/png;base64,{data}"></figure>'
    )
