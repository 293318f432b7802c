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
    from sim.discovery.result import Discovery

_SHARED = ("seed", "level", "threads", "out", "fitted")  # settings that a forecast has too


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
        from sim.cli.table import show
        from sim.discovery.views import screen

        show(screen(result, session.lang), console())
