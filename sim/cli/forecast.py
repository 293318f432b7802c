"""``xiandao forecast``: settings, run, answer, files, exit code."""

from __future__ import annotations

import json
import shlex
import sys
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli import limits
from sim.cli.faults import input_sentence
from sim.cli.folder import prepared
from sim.cli.guard import BELOW, DONE, FAILED_RUNS, INTERNAL, INTERRUPTED
from sim.cli.progress import progress
from sim.cli.session import Session
from sim.cli.settings import Value, resolve
from sim.cli.streams import console, note
from sim.errors import InputError

if TYPE_CHECKING:
    from sim.forecast.result import Forecast


@dataclass(frozen=True)
class Wish:
    """The command line as typed; ``flags`` are the settings by name, None where not given."""

    scenario: str
    flags: Mapping[str, str | None]
    json: bool = False
    csv: bool = False
    quiet: bool = False
    print_config: bool = False
    fail_under: tuple[str, ...] = ()
    vintage: bool = False


def one_set(prior: bool, fitted: str | None) -> str | None:
    """What ``--prior`` and ``--fitted`` say together. Raises InputError where both are given."""
    if prior and fitted is not None:
        raise InputError("--prior and --fitted exclude each other")
    return "prior" if prior else fitted


def run(session: Session, wish: Wish) -> int:
    """Run the forecast and return the exit code. Raises InputError for what cannot be used."""
    if wish.json and wish.csv:
        raise InputError("--json and --csv exclude each other")
    settings = resolve(wish.flags)
    if settings["out"].value is None:
        settings["out"] = Value(_default_folder(wish.scenario, settings), "default")
    if wish.print_config:
        _print_config(wish.scenario, settings, session)
        return DONE
    wanted = limits.parsed(wish.fail_under, wish.scenario)
    try:
        with prepared(Path(settings["out"].value)):
            result = _forecast(wish, settings, session)
    except KeyboardInterrupt as stop:
        return _interrupted(getattr(stop, "result", None), wish, settings, session)
    except InputError as fault:
        # the disk refused when all was computed: the answer is worth more than its file
        unsaved = getattr(fault, "result", None)
        if unsaved is None:
            raise
        _answer(unsaved, wish, session)
        note(session.say("error.input", sentence=input_sentence(fault, session)))
        return INTERNAL
    _answer(result, wish, session)
    if not wish.quiet:
        _tell_places(Path(settings["out"].value), session)
    if wish.vintage and not _vintage_kept(result, wish, session):
        return INTERNAL
    return _verdict(result, limits.missed(wanted, result, session), session)


def _forecast(wish: Wish, settings: Mapping[str, Value], session: Session) -> Forecast:
    from sim.forecast.run import forecast

    values = {name: setting.value for name, setting in settings.items()}
    with warnings.catch_warnings(), progress(session, quiet=wish.quiet) as report:
        warnings.showwarning = lambda message, *_: note(str(message))
        return forecast(wish.scenario, progress=report, lang=session.lang, **values)


def _answer(result: Forecast, wish: Wish, session: Session) -> None:
    if wish.json:
        print(json.dumps(result.to_json(), ensure_ascii=False, allow_nan=False))
    elif wish.csv:
        result.table(session.lang).to_csv(sys.stdout, index=False)
    else:
        from sim.cli.table import show
        from sim.forecast.views import screen

        show(screen(result, session.lang), console())


def _tell_places(folder: Path, session: Session) -> None:
    note(session.say("forecast.saved", folder=folder))
    note(session.say("forecast.chart", path=folder / "forecast.png"))


def _vintage_kept(result: Forecast, wish: Wish, session: Session) -> bool:
    """Write the vintage and tell where; False where the disk refused, which one sentence says."""
    from sim.results.files import StorageError
    from sim.vintage import write_vintage

    try:
        place = write_vintage(result)
    except StorageError as fault:
        note(session.say("error.input", sentence=input_sentence(fault, session)))
        return False
    if not wish.quiet:
        note(session.say("forecast.vintage", path=place))
    return True


def _verdict(result: Forecast, missed: list[str], session: Session) -> int:
    failed = result.runs_failed
    if failed:
        note(session.say("forecast.failed", failed=failed, runs=result.runs))
    for sentence in missed:
        note(sentence)
    return FAILED_RUNS if failed else BELOW if missed else DONE


def _interrupted(result: Any, wish: Wish, settings: Mapping[str, Value], session: Session) -> int:
    """Say what is kept and how to go on, and nothing more: whoever pressed Ctrl-C wants quiet."""
    if result is None:
        note(session.say("forecast.interrupted-empty"))
    else:
        values = {"done": result.runs, "total": settings["runs"].value, "folder": settings["out"].value}
        note(session.say("forecast.interrupted", **values))
        if settings["fitted"].value is None:  # another set may be current when the line is pasted
            settings = {**settings, "fitted": Value(result.provenance["fitted"], "default")}
    note(session.say("forecast.resume", command=resume_line(wish, settings, session)))
    return INTERRUPTED


def resume_line(wish: Wish, settings: Mapping[str, Value], session: Session) -> str:
    """The command line that finishes the forecast, every setting written out, to be pasted into a shell.

    It finds the finished runs in its ``--out`` folder and does only the others.
    """
    words = ["xiandao", "forecast", wish.scenario]
    for name, setting in settings.items():
        if setting.value is not None:
            words += ["--" + name.replace("_", "-"), str(setting.value)]
    words += ["--lang", session.lang]
    words += [option for option, given in (("--json", wish.json), ("--csv", wish.csv), ("-q", wish.quiet)) if given]
    words += ["--vintage"] * wish.vintage
    for limit in wish.fail_under:
        words += ["--fail-under", limit]
    return shlex.join(words)


def _default_folder(scenario: str, settings: Mapping[str, Value]) -> str:
    parts = [Path(scenario).stem, settings["level"].value, str(settings["runs"].value), str(settings["seed"].value)]
    return str(Path("results") / "-".join(["forecast", *(part for part in parts if part)]))


def _print_config(scenario: str, settings: Mapping[str, Value], session: Session) -> None:
    lines: list[tuple[str, object, str]] = [("scenario", scenario, "")]
    lines += [(name, setting.value, _origin(setting, session)) for name, setting in settings.items()]
    lines.append(("lang", session.lang, session.say("config.lang")))
    for name, value, origin in lines:
        print(f"{name:<14} {'–' if value is None else value}{origin and f'  ({origin})'}")


def _origin(setting: Value, session: Session) -> str:
    return session.say(f"config.{setting.origin}", name=setting.place)
