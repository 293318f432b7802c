"""What HTML reports are made of: one file, its style and pictures inside, no script, nothing asked of the net."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from html import escape
from pathlib import Path

from sim.report.pictures import Picture
from sim.results.table import Line, Table

_LANGUAGES = {"zh": "zh-CN", "en": "en"}
_STYLE = Path(__file__).with_name("report.css").read_text(encoding="utf-8")


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


def table(given: Table) -> str:
    """The table below its title and note; labels and values where it has no heads.

    Its groups stand below their headings. Roles are written out: a table that is shown as cards would lose them.
    """
    note = f'\n<p class="muted">{escape(given.note)}</p>' if given.note else ""
    above, name = f"<h2>{escape(given.title)}</h2>{note}", escape(given.title)
    if not given.heads:
        body = "\n".join(f'<tr><th scope="row">{escape(label)}</th><td>{escape(value)}</td></tr>'
                         for label, value in given.lines)  # fmt: skip
        return f'{above}\n<table class="pairs" aria-label="{name}">\n<tbody>\n{body}\n</tbody>\n</table>'
    top = "".join(
        f'<th scope="col" role="columnheader"{_kind(given, column)}>{_lines(head)}</th>'
        for column, head in enumerate(given.heads)
    )
    rows = [_row(given, place) for place in range(len(given.rows))]
    if len(given.rows[0]) > 1:
        rows.insert(0, '<tbody role="rowgroup">')
    inside = "\n".join(rows)
    head = f'<thead role="rowgroup"><tr role="row">{top}</tr></thead>'
    return f'{above}\n<table class="cards" role="table" aria-label="{name}">\n{head}\n{inside}\n</tbody>\n</table>'


def _row(given: Table, place: int) -> str:
    """A line, or the heading that opens a group."""
    name, *cells = given.lines[place]
    if not cells:
        over = "</tbody>\n" if place else ""
        return (f'{over}<tbody role="rowgroup">\n<tr role="row"><th class="class" scope="rowgroup" role="rowheader" '
                f'colspan="{given.columns}">{escape(name)}</th></tr>')  # fmt: skip
    id = f' id="{escape(given.ids[place])}"' if given.ids else ""
    # One span: beside the head of a card, words and small stay one block.
    written = "".join(
        f'<td role="cell" data-head="{escape(given.heads[column].partition(chr(10))[0])}"{_kind(given, column)}>'
        + (f"<span>{_lines(cell)}</span></td>" if cell else "</td>")
        for column, cell in enumerate(cells, start=1)
    )
    return f'<tr role="row"{id}><th scope="row" role="rowheader">{_lines(name)}</th>{written}</tr>'


def _kind(given: Table, column: int) -> str:
    return "" if column in given.words else ' class="number"'


def _lines(words: str) -> str:
    """The first line, the others small below it."""
    first, *below = words.split("\n")
    return escape(first) + "".join(f"<small>{escape(line)}</small>" for line in below)


def figure(one: Picture, title: str = "") -> str:
    """A picture with what it shows as its alternative text; its frame can be moved by keyboard where it is narrow."""
    data = base64.b64encode(one.content).decode()
    title = escape(title or one.title)
    return (
        f'<figure tabindex="0" role="group" aria-label="{title}">'
        f'<img alt="{f"{title}. {escape(one.described)}"}" src="data:image/png;base64,{data}"></figure>'
    )
