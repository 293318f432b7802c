"""The report as one HTML file that stands alone: its style and pictures inside, no script, nothing asked of the net."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from sim.language import text
from sim.report.brief import Brief, Row, brief
from sim.report.money import COLUMNS, Money
from sim.report.pictures import Picture, picture

if TYPE_CHECKING:
    from sim.forecast.result import Forecast

_KINDS = ("dots", "quantiles", "drivers")
_LANGUAGES = {"zh": "zh-CN", "en": "en"}
_STYLE = """
:root { color-scheme: light dark; --ink: #1b2733; --muted: #4f5d6b; --rule: #d5dbe1; --paper: #fff; --head: #eef2f6; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6ebf0; --muted: #aab6c2; --rule: #3a4653; --paper: #141b22; --head: #1f2933; }
}
body { margin: 0 auto; max-width: 72rem; padding: 1.5rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.6 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", SimHei, sans-serif; }
h1 { font-size: 1.5rem; line-height: 1.35; margin: 0 0 .5rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
p { margin: .4rem 0; } .muted { color: var(--muted); font-size: .875rem; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .9rem; }
caption { text-align: left; color: var(--muted); padding: .3rem 0; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--rule); }
th.class { background: var(--head); } thead th, td.word { white-space: nowrap; }
td.number, th.number { text-align: right; white-space: nowrap; }
th[scope=row] { font-weight: 600; } th small, td small { display: block; font-weight: 400; color: var(--muted); }
td.break { overflow-wrap: anywhere; }
figure { margin: 1rem 0; } figure img { width: 100%; height: auto; background: #fff; border: 1px solid var(--rule); }
@media print {
  :root { --ink: #000; --muted: #333; --rule: #999; --paper: #fff; --head: #eee; }
  body { max-width: none; padding: 0; font-size: 10pt; } figure, tr { break-inside: avoid; }
  thead { display: table-header-group; } .scroll { overflow: visible; }
}
"""


def content(forecast: Forecast, lang: str) -> bytes:
    """The file, UTF-8; the same forecast gives the same bytes."""
    told = brief(forecast, lang)
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    pictures = [picture(forecast, kind, lang) for kind in _KINDS]
    parts = [
        f'<!doctype html>\n<html lang="{_LANGUAGES[lang]}">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(told.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>",
        f'<h1>{escape(told.title)}</h1>\n<p class="muted">{escape(told.run)}</p>',
        *(f"<p>{escape(sentence)}</p>" for sentence in told.reading),
        f"<p><strong>{escape(told.limit)}</strong></p>",
        _heading("report.targets", lang),
        _targets(told, lang),
        *(_figure(one) for one in pictures),
        _heading("forecast.money", lang),
        _money(told.money, lang),
        _heading("report.assumptions", lang),
        _pairs(told.assumptions, text("report.assumptions", lang)),
        _heading("report.provenance", lang),
        _pairs(told.provenance, text("report.provenance", lang)),
        "</main>\n</body>\n</html>\n",
    ]
    return "\n".join(parts).encode()


def _heading(key: str, lang: str) -> str:
    return f"<h2>{escape(text(key, lang))}</h2>"


def _targets(told: Brief, lang: str) -> str:
    heads = ("target", "threshold", "expected", "probability", "spread", "word", "outside-view")
    cells = "".join(f'<th scope="col">{escape(text(f"forecast.{name}", lang))}</th>' for name in heads)
    cells += f'<th scope="col">{escape(text("report.break-even", lang))}</th>'
    body = []
    for heading, rows in told.classes:
        across = len(heads) + 1
        body.append(f'<tbody>\n<tr><th class="class" scope="rowgroup" colspan="{across}">{escape(heading)}</th></tr>')
        body += [_target(row, lang) for row in rows]
        body.append("</tbody>")
    caption = f"<caption>{escape(text('report.table-caption', lang))}</caption>"
    table = f"<table>\n{caption}\n<thead><tr>{cells}</tr></thead>\n" + "\n".join(body) + "\n</table>"
    return f'<div class="scroll">{table}</div>'


def _target(row: Row, lang: str) -> str:
    confidence = text("chart.confidence", lang, confidence=row.confidence)
    numbers = (row.needed, row.expected, row.probability, row.spread)
    return (
        f'<tr id="{escape(row.target.id)}"><th scope="row">{escape(row.name)}<small>{escape(row.reading)}</small></th>'
        + "".join(f'<td class="number">{escape(number)}</td>' for number in numbers)
        + f'<td class="word">{escape(row.word)}<small>{escape(confidence)}</small></td>'
        + f'<td class="number">{escape(row.outside)}</td><td class="break">{escape(row.break_even)}</td></tr>'
    )


def _money(money: Money, lang: str) -> str:
    if not money.rows:
        return f"<p>{escape(text('forecast.money-none', lang))}</p>"
    heads = "".join(f'<th scope="col" class="number">{escape(text(f"report.{name}", lang))}</th>' for name in COLUMNS)
    lines = [*money.rows, (text("report.total", lang), money.totals)]
    body = "\n".join(
        f'<tr><th scope="row">{escape(name)}</th>'
        + "".join(f'<td class="number">{number:,.2f}</td>' for number in numbers)
        + "</tr>"
        for name, numbers in lines
    )
    head = f'<thead><tr><th scope="col">{escape(text("report.action", lang))}</th>{heads}</tr></thead>'
    return f"<table>\n<caption>{escape(money.unit)}</caption>\n{head}\n<tbody>\n{body}\n</tbody>\n</table>"


def _pairs(pairs: Sequence[tuple[str, str]], caption: str) -> str:
    body = "\n".join(
        f'<tr><th scope="row">{escape(name)}</th><td class="break">{escape(value)}</td></tr>' for name, value in pairs
    )
    return f"<table>\n<caption>{escape(caption)}</caption>\n<tbody>\n{body}\n</tbody>\n</table>"


def _figure(one: Picture) -> str:
    data = base64.b64encode(one.content).decode()
    return f'<figure><img alt="{escape(one.title)}" src="data:image/png;base64,{data}"></figure>'
