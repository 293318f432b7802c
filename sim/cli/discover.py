"""What ``xiandao discover`` prints: boxes in words and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.cli.session import Session
from sim.cli.streams import console

if TYPE_CHECKING:
    from rich.console import Console

    from sim.discovery.result import Discovery, FoundBox, TargetDiscovery

_NOTHING = "–"


def show(result: Discovery, session: Session) -> None:
    out, say = console(), session.say
    out.print(say("discover.title", scenario=result.scenario, runs=f"{result.runs:,}", seed=result.seed), style="bold")
    made = "discover.made-with-switches" if result.switches else "discover.made-without-switches"
    out.print(say(made, factors=result.factors, fitted=result.fitted))
    out.print(say("discover.half", searched=result.draws[0], held_out=result.draws[1]))
    if not result.targets:
        out.print(f"\n{say('discover.none-open')}")
    for target in result.targets:
        _target(result, target, session, out)


def _target(result: Discovery, target: TargetDiscovery, session: Session, out: Console) -> None:
    from sim.discovery.words import sentences

    first, *lines = sentences(result, target, session.lang)
    out.print(f"\n{first}", style="bold" if target.boxes else "")
    for line in lines:
        out.print(line)
    if target.boxes:
        _print(target.boxes, session, out)


def _print(boxes: tuple[FoundBox, ...], session: Session, out: Console) -> None:
    """One row a condition, with what lifting it would do."""
    from rich import box as frame
    from rich.table import Table

    from sim.discovery.words import condition, p_value

    table = Table(box=frame.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    table.add_column(session.say("discover.head-box"), justify="right", no_wrap=True)
    table.add_column(session.say("discover.head-condition"))
    for name in ("p", "held-out"):
        table.add_column(session.say(f"discover.head-{name}"), justify="right", no_wrap=True)
    for box in boxes:
        for place, one in enumerate(box.conditions):
            number_shown = _NOTHING if place else str(box.number)
            table.add_row(
                number_shown,
                condition(one, session.lang),
                p_value(one.quasi_p).removeprefix("= "),
                p_value(one.held_out_p).removeprefix("= "),
            )
    out.print(table)
