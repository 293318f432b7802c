"""What HTML reports are made of: one file, its style and pictures inside, no script, nothing asked of the net."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from html import escape

from sim.report.pictures import Picture
from sim.results.table import Line, Table

_LANGUAGES = {"zh": "zh-CN", "en": "en"}
# On a narrow screen a table becomes one card a line, its heads said in front of the cells; pictures are moved sideways
# inside their frame and stay legible.
_STYLE = """
:root { color-scheme: light dark; --ink: #1b2733; --muted: #4f5d6b; --rule: #d5dbe1; --paper: #fff; --head: #eef2f6; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6ebf0; --muted: #aab6c2; --rule: #3a4653; --paper: #141b22; --head: #1f2933; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1.5rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.6 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", SimHei, sans-serif; }
html:lang(en) body { font-family: system-ui, "Segoe UI", "Noto Sans", Arial, sans-serif; }
h1 { font-size: 1.5rem; line-height: 1.35; margin: 0 0 .5rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
p { margin: .4rem 0; } .muted { color: var(--muted); font-size: .875rem; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--rule);
  overflow-wrap: break-word; }
th.class { background: var(--head); }
th.number { text-align: right; } td.number { text-align: right; white-space: pre; }
th[scope=row] { font-weight: 600; min-width: 8rem; }
th small, td small { display: block; font-weight: 400; color: var(--muted); }
table.pairs th { width: 12rem; font-weight: 600; } table.pairs td { overflow-wrap: anywhere; }
figure { margin: 1rem 0; overflow-x: auto; }
figure img { display: block; width: 100%; height: auto; background: #fff; border: 1px solid var(--rule); }
@media screen and (max-width: 44rem) {
  body { padding: 1rem; } table.pairs th { width: 8rem; } figure img { min-width: 48rem; }
  table.cards, table.cards tbody, table.cards tr, table.cards th, table.cards td { display: block; }
  table.cards thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table.cards th[scope=row], table.cards td { border-bottom: 0; padding: .1rem 0; min-width: 0; }
  table.cards tr { border-bottom: 1px solid var(--rule); padding: .5rem 0; }
  table.cards th.class { padding: .35rem .6rem; }
  table.cards td { display: flex; justify-content: space-between; gap: 1rem; text-align: right; }
  table.cards td::before { content: attr(data-head); color: var(--muted); text-align: left; flex: none;
    max-width: 45%; }
  table.cards td:empty { display: none; }
}
@page { size: A4; margin: 14mm; }
@media print {
  :root { --ink: #000; --muted: #333; --rule: #999; --paper: #fff; --head: #eee; }
  body { max-width: none; padding: 0; font-size: 10pt; line-height: 1.45; } figure, tr { break-inside: avoid; }
  figure { overflow: visible; } table { font-size: 8.5pt; } th, td { padding: .15rem .35rem; }
  h2 { break-after: avoid; } th[scope=row] { min-width: 0; } thead { display: table-header-group; }
}
"""


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
