"""``xiandao forecast``: settings, run, answer, files, exit code."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.cli import limits
from sim.cli.guard import BELOW, DONE, FAILED_RUNS, INTERRUPTED
from sim.cli.progress import progress
from sim.cli.session import Session
from sim.cli.settings import Value, resolve
from sim.cli.streams import console, note
from sim.errors import InputError

CHART = "forecast.png"


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
    folder = _prepared(Path(settings["out"].value))
    try:
        result = _forecast(wish, settings, session)
    except KeyboardInterrupt as stop:
        return _interrupted(getattr(stop, "result", None), wish, settings, session, folder)
    chart = _keep(result, folder, session)
    _answer(result, wish, session)
    if not wish.quiet:
        note(session.say("forecast.saved", folder=folder))
        note(session.say("forecast.chart", path=chart))
    failed = result.runs_failed
    if failed:
        note(session.say("forecast.failed", failed=failed, runs=settings["runs"].value))
    missed = limits.missed(wanted, result, session)
    for sentence in missed:
        note(sentence)
    return FAILED_RUNS if failed else BELOW if missed else DONE


def _forecast(wish: Wish, settings: Mapping[str, Value], session: Session) -> Any:
    from sim.forecast.run import forecast

    values = {name: settings[name].value for name in ("runs", "seed", "level", "threads")}
    with progress(session, quiet=wish.quiet) as report:
        return forecast(wish.scenario, progress=report, **values)


def _answer(result: Any, wish: Wish, session: Session) -> None:
    if wish.json:
        print(json.dumps(result.to_json(), ensure_ascii=False, allow_nan=False))
    elif wish.csv:
        result.table(lang=session.lang).to_csv(sys.stdout, index=False)
    else:
        from sim.cli.table import show

        show(result, session, console())


def _keep(result: Any, folder: Path, session: Session) -> Path:
    result.save(folder)
    chart = folder / CHART
    result.plot(path=chart, lang=session.lang)
    return chart


def _interrupted(result: Any, wish: Wish, settings: Mapping[str, Value], session: Session, folder: Path) -> int:
    """Keep the finished runs and say how to go on. Nothing is drawn: whoever pressed Ctrl-C wants quiet."""
    if result is None:
        note(session.say("forecast.interrupted-empty"))
    else:
        result.save(folder)
        done = result.runs
        note(session.say("forecast.interrupted", done=done, total=settings["runs"].value, folder=folder))
    note(session.say("forecast.resume", command=resume_line(wish, settings)))
    return INTERRUPTED


def resume_line(wish: Wish, settings: Mapping[str, Value]) -> str:
    """The command line that does the whole forecast, every setting written out, to be pasted into a shell."""
    words = ["xiandao", "forecast", wish.scenario]
    for name, setting in settings.items():
        if setting.value is not None:
            words += [f"--{name}", str(setting.value)]
    words += [option for option, given in (("--json", wish.json), ("--csv", wish.csv), ("-q", wish.quiet)) if given]
    for limit in wish.fail_under:
        words += ["--fail-under", limit]
    return shlex.join(words)


def _default_folder(scenario: str, settings: Mapping[str, Value]) -> str:
    level = f"-{settings['level'].value}" if settings["level"].value else ""
    name = Path(scenario).stem
    return str(Path("results") / f"forecast-{name}{level}-{settings['runs'].value}-{settings['seed'].value}")


def _prepared(folder: Path) -> Path:
    """The folder, made. Refused before the run rather than after it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as fault:
        raise InputError(f"cannot be written: {fault.strerror}", key="--out", value=str(folder)) from None
    return folder


def _print_config(scenario: str, settings: Mapping[str, Value], session: Session) -> None:
    say = session.say
    rows = [
        ("scenario", scenario, ""),
        *((name, setting.value, _origin(setting, session)) for name, setting in settings.items()),
    ]
    for name, value, origin in rows:
        print(f"{name:<9} {'–' if value is None else value}  {origin and f'({origin})'}".rstrip())
    print(f"{'lang':<9} {session.lang}  ({say('config.lang')})")


def _origin(setting: Value, session: Session) -> str:
    return session.say(f"config.{setting.origin}", name=setting.place)
