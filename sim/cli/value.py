"""``xiandao value``: what 100 million CNY more or less in each action would change."""

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
from sim.cli.settings import Value, resolve
from sim.cli.streams import console, note
from sim.errors import InputError
from sim.policy.amounts import parse_amount, refused_as_typed

if TYPE_CHECKING:
    from sim.marginal.result import MarginalValue

# settings of a forecast that a marginal valuation shares; its runs are fewer, for it runs 75 allocations
SETTINGS = ("seed", "level", "threads", "out", "fitted")


@dataclass(frozen=True)
class Wish:
    """The command line as typed; ``flags``: the settings by name, None where not given."""

    scenario: str
    flags: Mapping[str, str | None]
    runs: str | None = None
    step: str | None = None
    curves: bool = True
    json: bool = False
    csv: bool = False
    quiet: bool = False


def run(session: Session, wish: Wish) -> int:
    """Value every action and return the exit code. Raises InputError for what cannot be used."""
    if wish.json and wish.csv:
        raise InputError("--json and --csv exclude each other")
    settings = _settings(wish)
    folder = Path(settings["out"].value)
    result = finished(
        session,
        folder,
        lambda: _valued(wish, settings, session),
        lambda made: _answer(made, wish, session),
        lambda: resume_line(wish, settings, session),
        session.say("compare.interrupted", folder=folder),
    )
    if isinstance(result, int):
        return result
    if not wish.quiet:
        note(session.say("forecast.saved", folder=folder))
        note(session.say("forecast.chart", path=folder / "value.png"))
    failed = int(result.provenance["runs_failed"])
    if failed:
        note(session.say("forecast.failed", failed=failed, runs=result.runs))
    return FAILED_RUNS if failed else DONE


def resume_line(wish: Wish, settings: Mapping[str, Value], session: Session) -> str:
    """The command line that goes on, every setting written out, to be pasted into a shell."""
    words = ["xiandao", "value", wish.scenario]
    for name, setting in settings.items():
        if setting.value is not None:
            words += [f"--{name}", str(setting.value)]
    words += [] if wish.curves else ["--no-curves"]
    words += ["--lang", session.lang]
    words += [option for option, given in (("--json", wish.json), ("--csv", wish.csv), ("-q", wish.quiet)) if given]
    return shlex.join(words)


def _settings(wish: Wish) -> dict[str, Value]:
    from sim.cli.settings import whole_number
    from sim.marginal.run import RUNS, STEP, checked_step

    settings = {name: value for name, value in resolve(wish.flags).items() if name in SETTINGS}
    runs = RUNS if wish.runs is None else whole_number(4, 100_000)(wish.runs, None, "--runs")
    step = STEP
    if wish.step is not None:
        amount = parse_amount(wish.step, "--step")
        with refused_as_typed("step", amount):
            step = checked_step(amount.million)
    settings["runs"] = Value(runs, "default" if wish.runs is None else "flag", "--runs")
    settings["step"] = Value(step, "default" if wish.step is None else "flag", "--step")
    if settings["out"].value is None:
        parts = ["value", Path(wish.scenario).stem, settings["level"].value, f"{step:g}", str(runs)]
        parts.append(str(settings["seed"].value))
        settings["out"] = Value(str(Path("results") / "-".join(part for part in parts if part)), "default")
    return settings


def _valued(wish: Wish, settings: Mapping[str, Value], session: Session) -> MarginalValue:
    from sim.marginal.run import value

    values = {name: setting.value for name, setting in settings.items()}
    with progress(session, quiet=wish.quiet) as report:
        return value(wish.scenario, curves=wish.curves, progress=report, lang=session.lang, **values)


def _answer(result: MarginalValue, wish: Wish, session: Session) -> None:
    if wish.json:
        print(json.dumps(result.to_json(), ensure_ascii=False, allow_nan=False))
    elif wish.csv:
        result.table(session.lang).to_csv(sys.stdout, index=False)
    else:
        from sim.cli.table import show
        from sim.marginal.views import screen

        show(screen(result, session.lang), console())
