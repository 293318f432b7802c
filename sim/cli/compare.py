"""``xiandao compare``: scenarios side by side on the same runs."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.guard import DONE, FAILED_RUNS
from sim.cli.long_work import finished
from sim.cli.progress import progress
from sim.cli.session import Session
from sim.cli.settings import Value, resolve, whole_number
from sim.cli.streams import console, note
from sim.errors import InputError

if TYPE_CHECKING:
    from sim.comparison.result import Comparison

# settings of a forecast that a comparison shares
SETTINGS = ("runs", "seed", "level", "threads", "out", "fitted")


@dataclass(frozen=True)
class Wish:
    """The command line as typed; ``flags``: the settings by name, None where not given."""

    scenarios: tuple[str, ...]
    moves: tuple[str, ...]
    flags: Mapping[str, str | None]
    effects_runs: str | None = None
    json: bool = False
    csv: bool = False
    quiet: bool = False


def run(session: Session, wish: Wish) -> int:
    """Compare and return the exit code. Raises InputError for what cannot be used."""
    if wish.json and wish.csv:
        raise InputError("--json and --csv exclude each other")
    settings = {name: value for name, value in resolve(wish.flags).items() if name in SETTINGS}
    if settings["out"].value is None:
        settings["out"] = Value(_default_folder(wish, settings), "default")
    folder = Path(settings["out"].value)
    result = finished(
        session,
        folder,
        lambda: _compared(wish, settings, session),
        lambda made: _answer(made, wish, session),
        lambda: resume_line(wish, settings, session),
        session.say("compare.interrupted", folder=folder),
    )
    if isinstance(result, int):
        return result
    if not wish.quiet:
        note(session.say("forecast.saved", folder=folder))
        note(session.say("forecast.chart", path=folder / "comparison.png"))
    failed = sum(forecast.runs_failed for forecast in result.forecasts)
    if failed:
        made = sum(forecast.runs for forecast in result.forecasts)
        note(session.say("forecast.failed", failed=failed, runs=made))
    return FAILED_RUNS if failed else DONE


def resume_line(wish: Wish, settings: Mapping[str, Value], session: Session) -> str:
    """The command line that goes on, every setting written out, to be pasted into a shell."""
    words = ["xiandao", "compare", *wish.scenarios]
    for move in wish.moves:
        words += ["--move", move]
    for name, setting in settings.items():
        if setting.value is not None:
            words += [f"--{name}", str(setting.value)]
    if wish.effects_runs is not None:
        words += ["--effects-runs", wish.effects_runs]
    words += ["--lang", session.lang]
    words += [option for option, given in (("--json", wish.json), ("--csv", wish.csv), ("-q", wish.quiet)) if given]
    return shlex.join(words)


def _default_folder(wish: Wish, settings: Mapping[str, Value]) -> str:
    names = [Path(one).stem for one in wish.scenarios] + ["moved"] * bool(wish.moves)
    parts = [settings["level"].value, str(settings["runs"].value), str(settings["seed"].value)]
    return str(Path("results") / "-".join(["compare", *names, *(part for part in parts if part)]))


def _compared(wish: Wish, settings: Mapping[str, Value], session: Session) -> Comparison:
    from sim.comparison.run import compare

    values = {name: setting.value for name, setting in settings.items()}
    effects = wish.effects_runs
    if effects is not None:
        values["effects_runs"] = whole_number(0, 1_000_000)(effects, None, "--effects-runs")
    with progress(session, quiet=wish.quiet) as report:
        return compare(*wish.scenarios, moves=wish.moves, progress=report, lang=session.lang, **values)


def _answer(result: Comparison, wish: Wish, session: Session) -> None:
    if wish.json:
        print(json.dumps(result.to_json(), ensure_ascii=False, allow_nan=False))
    elif wish.csv:
        result.table(session.lang).to_csv(sys.stdout, index=False)
    else:
        from sim.cli.table import show
        from sim.comparison.views import screen

        show(screen(result, session.lang), console())
