"""``xiandao sensitivity``: settings, runs, tables, a folder of results, exit code."""

from __future__ import annotations

import json
import math
import shlex
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.forecast import one_set
from sim.cli.guard import DONE, FAILED_RUNS
from sim.cli.long_work import finished
from sim.cli.progress import progress
from sim.cli.session import Session
from sim.cli.settings import Value, resolve, whole_number
from sim.cli.streams import console, note
from sim.errors import InputError

if TYPE_CHECKING:
    from sim.sensitivity.result import Sensitivity
    from sim.sensitivity.workload import Workload

_SHARED = ("seed", "level", "threads", "out", "fitted")  # settings that a forecast has too
_SECONDS_A_RUN = (0.009, 0.016)  # of the compiled engine on two cores
#: option -> the argument of ``sim.sensitivity`` that it sets
_ARGUMENTS = {
    "trajectories": "trajectories",
    "samples": "base_samples",
    "keep": "keep",
    "runs": "runs",
    "tornado-runs": "tornado_runs",
    "structure-runs": "structure_runs",
}


@dataclass(frozen=True)
class Wish:
    """The command line as typed; ``given``: sizes and settings by option, None where not given."""

    scenario: str
    targets: Sequence[str]
    against: Sequence[str]
    given: Mapping[str, str | None]
    json: bool = False
    csv: bool = False
    quiet: bool = False
    prior: bool = False
    fitted: str | None = None


@dataclass
class _Analysis:
    """What the command was asked, and the workload once it is known (what resumes names the fitted set)."""

    wish: Wish
    settings: dict[str, Value]
    sizes: dict[str, int]
    load: Workload | None = None

    @property
    def folder(self) -> Path:
        return Path(self.settings["out"].value)


def run(session: Session, wish: Wish) -> int:
    """Run the analysis and return the exit code. Raises InputError for what cannot be used."""
    if wish.json and wish.csv:
        raise InputError("--json and --csv exclude each other")
    asked = _analysis(wish)
    result = finished(
        session,
        asked.folder,
        lambda: _analysed(asked, session),
        lambda made: _answer(made, wish, session),
        lambda: resume_line(asked, session),
        session.say("sensitivity.interrupted", folder=asked.folder),
    )
    if isinstance(result, int):
        return result
    if not wish.quiet:
        note(session.say("sensitivity.saved", folder=asked.folder))
    return FAILED_RUNS if result.runs_failed or result.rows_lost else DONE


def resume_line(asked: _Analysis, session: Session) -> str:
    """The command line that goes on, every setting written out, to be pasted into a shell."""
    wish = asked.wish
    words: list[object] = ["xiandao", "sensitivity", wish.scenario]
    words += [word for id in wish.targets for word in ("--target", id)]
    words += [word for one in wish.against for word in ("--against", one)]
    words += [word for name, size in asked.sizes.items() for word in (f"--{name}", size)]
    settings = {name: setting.value for name, setting in asked.settings.items()}
    if asked.load is not None and settings["fitted"] is None:  # another set may be current when the line is pasted
        settings["fitted"] = asked.load.fitted
    words += [word for name, value in settings.items() if value is not None for word in (f"--{name}", value)]
    words += ["--lang", session.lang]
    flags = (("--json", wish.json), ("--csv", wish.csv), ("-q", wish.quiet))
    return shlex.join([str(word) for word in words] + [flag for flag, given in flags if given])


def _analysis(wish: Wish) -> _Analysis:
    flags = {name: wish.given[name] for name in _SHARED if name in wish.given}
    flags["fitted"] = one_set(wish.prior, wish.fitted)
    settings = {name: value for name, value in resolve(flags).items() if name in _SHARED}
    if settings["out"].value is None:
        parts = ["sensitivity", Path(wish.scenario).stem, settings["level"].value, str(settings["seed"].value)]
        settings["out"] = Value(str(Path("results") / "-".join(part for part in parts if part)), "default")
    sizes = {
        name: whole_number(0, 2**31)(typed, None, f"--{name}")
        for name in _ARGUMENTS
        if (typed := wish.given.get(name)) is not None
    }
    return _Analysis(wish, settings, sizes)


def _analysed(asked: _Analysis, session: Session) -> Sensitivity:
    from sim.sensitivity.run import sensitivity

    quiet = asked.wish.quiet

    def report(load: Workload) -> None:
        asked.load = load
        if not quiet:
            low, high = (math.ceil(load.total * seconds / 60.0) for seconds in _SECONDS_A_RUN)
            minutes = {"low": low, "high": max(high, low + 1)}
            parts = {name: f"{getattr(load, name):,}" for name in ("screening", "indices", "tornado", "structure")}
            usual = f"{load.usual + load.others:,}"
            note(session.say("sensitivity.workload", runs=f"{load.total:,}", usual=usual, **minutes, **parts))

    arguments: dict[str, Any] = {name: setting.value for name, setting in asked.settings.items()}
    arguments |= {_ARGUMENTS[name]: size for name, size in asked.sizes.items()}
    with warnings.catch_warnings(), progress(session, quiet=quiet) as done:
        warnings.showwarning = lambda message, *_: note(str(message))
        return sensitivity(
            asked.wish.scenario,
            targets=asked.wish.targets or None,
            against=asked.wish.against,
            progress=done,
            report=report,
            lang=session.lang,
            **arguments,
        )


def _answer(result: Sensitivity, wish: Wish, session: Session) -> None:
    if wish.json:
        print(json.dumps(result.to_json(), ensure_ascii=False, allow_nan=False))
    elif wish.csv:
        print(result.csv_text(result.table(session.lang)), end="")
    else:
        from sim.cli.table import show
        from sim.sensitivity.views import screen

        show(screen(result, session.lang), console())
