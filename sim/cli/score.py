"""``xiandao score``: outcomes against a vintage, as a table, CSV or JSON."""

from __future__ import annotations

import json as encoder
import sys
from typing import TYPE_CHECKING

from sim.cli.session import Session
from sim.cli.streams import console, note

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from sim.vintage.result import Event, OutcomeScore, Scores

_LOSSES = ("crps", "wis", "sharpness", "overprediction", "underprediction")


def run(session: Session, vintage: str, outcomes: str, *, json: bool, csv: bool) -> None:
    """Score the file ``outcomes`` and print it. Raises InputError for what cannot be used."""
    from sim.vintage import score

    result = score(vintage, outcomes)
    if json:
        print(encoder.dumps(result.to_json(), ensure_ascii=False, allow_nan=False))
    elif csv:
        result.table().to_csv(sys.stdout, index=False)
    else:
        _show(result, session, console())
        return
    for sentence in _cautions(result, session):  # beside data that a program reads, for whoever looks on
        note(sentence)


def _show(result: Scores, session: Session, out: Console) -> None:
    say = session.say
    out.print(say("score.title", vintage=result.vintage, number=len(result.outcomes)), style="bold")
    out.print(f"{say('score.made', made=result.made, years=result.unseen)}\n")
    out.print(_table(result, session))
    events = [row.event for row in result.outcomes if row.event is not None]
    if events:
        out.print(f"\n{say('score.targets')}", style="bold")
        for event in events:
            out.print(f"  {_event(event, session)}")
    out.print(f"\n{say('score.averages')}", style="bold")
    shares = {"half": _percent(result.coverage[50], session), "ninety": _percent(result.coverage[90], session)}
    out.print(f"  {say('score.coverage', **shares)}")
    for unit, means in result.by_unit.items():
        losses = {loss: _figure(means[loss]) for loss in _LOSSES}
        over, under = losses.pop("overprediction"), losses.pop("underprediction")
        line = say("score.unit-line", unit=unit, number=means["number"], over=over, under=under, **losses)
        out.print(f"  {line}")
    if result.events is not None:
        told = {name: f"{result.events[name]:.3f}" for name in ("brier", "log_score")}
        out.print(f"  {say('score.event-line', number=result.events['number'], **told)}")
    for sentence in _cautions(result, session):
        out.print(f"\n{sentence}", style="bold")
    out.print(f"\n{say('score.legend')}", style="dim")


def _table(result: Scores, session: Session) -> Table:
    from rich import box
    from rich.console import Group
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    table.add_column(session.say("score.outcome"), overflow="fold")  # an id is folded, never cut
    for name in ("value", "median", "half", "ninety", "in-half", "in-ninety", "crps", "wis", "pit"):
        table.add_column(session.say(f"score.{name}"), justify="right", no_wrap=True)
    for row in result.outcomes:
        about = Padding.indent(Text(f"{row.date} {row.kind}", style="dim"), 2)
        table.add_row(
            Group(row.name, about),
            _figure(row.value) + (f" ± {_figure(row.error)}" if row.error else ""),
            _figure(row.median),
            f"{_figure(row.q25)}–{_figure(row.q75)}",
            f"{_figure(row.q05)}–{_figure(row.q95)}",
            _inside(row.in_50, session),
            _inside(row.in_90, session),
            _figure(row.crps),
            Group(_figure(row.wis), Text(_parts(row), style="dim")),
            f"{row.pit:.2f}",
        )
    return table


def _parts(row: OutcomeScore) -> str:
    return " + ".join(_figure(part) for part in (row.sharpness, row.overprediction, row.underprediction))


def _event(event: Event, session: Session) -> str:
    words = {0.0: session.say("score.missed"), 1.0: session.say("score.met")}
    chance = _percent(event.met, session)
    line = session.say(
        "score.target-line",
        target=event.target,
        reading=event.reading,
        threshold=_figure(event.threshold),
        met=words.get(event.met) or session.say("score.met-maybe", chance=chance),
        probability=_percent(event.probability, session),
        brier=f"{event.brier:.3f}",
        log_score=f"{event.log_score:.3f}",
    )
    if event.outside_view is None or event.outside_brier is None:
        return line
    values = {"probability": _percent(event.outside_view, session), "brier": f"{event.outside_brier:.3f}"}
    return f"{line}{session.say('chart.mark')}{session.say('score.outside', **values)}"


def _cautions(result: Scores, session: Session) -> list[str]:
    return [session.say(f"score.caution-{caution}") for caution in result.cautions]


def _inside(chance: float, session: Session) -> str:
    """Yes or no; a chance in per cent where the outcome has an error."""
    words = {0.0: session.say("score.no"), 1.0: session.say("score.yes")}
    return words.get(chance) or _percent(chance, session)


def _percent(share: float, session: Session) -> str:
    from sim.forecast.words import shown

    exact = share in (0.0, 1.0)  # a share of outcomes may be none or all, a probability never is
    return session.say("unit.percent", value=f"{100 * share:.0f}" if exact else shown(share))


def _figure(value: float) -> str:
    """Three digits for what is small, whole numbers above a hundred."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
