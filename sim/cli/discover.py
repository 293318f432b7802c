"""``xiandao discover``: settings, runs, boxes in words and tables, a folder of results, exit code."""

from __future__ import annotations

import json
import shlex
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.guard import DONE, FAILED_RUNS
from sim.cli.long_work import finished
from sim.cli.progress import progress
from sim.cli.session import Session
from sim.cli.settings import Value, resolve, whole_number
from sim.cli.streams import console, note
from sim.errors import InputError, unknown_name
from sim.evidence.csv_file import number

if TYPE_CHECKING:
    from rich.console import Console

    from sim.discovery.result import Discovery, FoundBox, TargetDiscovery

_SHARED = ("seed", "level", "threads", "out", "fitted")  # settings that a forecast has too
_NOTHING = "–"


@dataclass(frozen=True)
class Wish:
    """The command line as typed: ``flags`` by setting, None where not given."""

    scenario: str
    flags: Mapping[str, str | None]
    target: str | None = None
    outcome: str | None = None
    runs: str | None = None
    coverage: str | None = None
    density: str | None = None
    switches: bool = True
    json: bool = False
    csv: bool = False
    quiet: bool = False


@dataclass(frozen=True)
class _Settings:
    """``arguments`` of ``sim.discover`` beside the scenario, by name; None where its own default counts."""

    arguments: Mapping[str, Any]

    @property
    def folder(self) -> Path:
        return Path(self.arguments["out"])


def run(session: Session, wish: Wish) -> int:
    """Run the discovery and return the exit code. Raises InputError for what cannot be used."""
    if wish.json and wish.csv:
        raise InputError("--json and --csv exclude each other")
    settings = _settings(wish)
    result = finished(
        session,
        settings.folder,
        lambda: _discovered(wish, settings, session),
        lambda made: _answer(made, wish, session),
        lambda: resume_line(wish, settings, session),
        session.say("discover.interrupted"),
    )
    if isinstance(result, int):
        return result
    if not wish.quiet:
        note(session.say("discover.saved", folder=settings.folder))
    if result.runs_failed:
        note(session.say("discover.failed", failed=result.runs_failed, runs=result.runs))
        return FAILED_RUNS
    return DONE


def resume_line(wish: Wish, settings: _Settings, session: Session) -> str:
    """The command line that goes on, every setting written out, to be pasted into a shell."""
    words: list[object] = ["xiandao", "discover", wish.scenario]
    for name, value in settings.arguments.items():
        if value is not None and name != "switches":
            words += [f"--{name}", value]
    words += ["--lang", session.lang]
    flags = (("--no-switches", not wish.switches), ("--json", wish.json), ("--csv", wish.csv), ("-q", wish.quiet))
    return shlex.join([str(word) for word in words] + [flag for flag, given in flags if given])


def _settings(wish: Wish) -> _Settings:
    from sim.discovery.assessment import MISSED, OUTCOMES
    from sim.discovery.run import MOST_RUNS, RUNS, run_count, share

    settings = {name: value for name, value in resolve(wish.flags).items() if name in _SHARED}
    runs = RUNS if wish.runs is None else whole_number(0, MOST_RUNS)(wish.runs, None, "--runs")
    run_count(runs, "--runs")
    outcome = MISSED if wish.outcome is None else wish.outcome
    if outcome not in OUTCOMES:
        raise unknown_name("outcome", outcome, OUTCOMES, key="--outcome")
    if settings["out"].value is None:
        parts = ["discover", Path(wish.scenario).stem, settings["level"].value, wish.target, outcome, str(runs)]
        name = "-".join(str(part) for part in (*parts, settings["seed"].value) if part is not None)
        settings["out"] = Value(str(Path("results") / name), "default")
    limits = {
        f"{name}": share(number(typed.strip(), key=f"--{name}"), f"--{name}")
        for name, typed in (("coverage", wish.coverage), ("density", wish.density))
        if typed is not None
    }
    asked = {"target": wish.target, "outcome": outcome, "runs": runs, "switches": wish.switches, **limits}
    return _Settings({**asked, **{name: setting.value for name, setting in settings.items()}})


def _discovered(wish: Wish, settings: _Settings, session: Session) -> Discovery:
    from sim.discovery.run import discover

    with warnings.catch_warnings(), progress(session, quiet=wish.quiet) as report:
        warnings.showwarning = lambda message, *_: note(str(message))
        return discover(wish.scenario, progress=report, lang=session.lang, **settings.arguments)


def _answer(result: Discovery, wish: Wish, session: Session) -> None:
    if wish.json:
        print(json.dumps(result.to_json(), ensure_ascii=False, allow_nan=False))
    elif wish.csv:
        print(result.csv_text(result.table(session.lang)), end="")
    else:
        _show(result, session)


def _show(result: Discovery, session: Session) -> None:
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
