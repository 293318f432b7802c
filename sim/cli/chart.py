"""``xiandao chart``: one picture of a saved forecast; for the folder of another command, where its pictures are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sim.cli.guard import DONE
from sim.cli.session import Session
from sim.cli.streams import note
from sim.errors import InputError

# Document that tells whose folder it is -> the command that wrote it.
_COMMANDS = {
    "comparison.json": "compare",
    "value.json": "value",
    "search.json": "search",
    "sensitivity.json": "sensitivity",
    "discovery.json": "discover",
    "backtest.json": "backtest",
    "fit.json": "calibrate",
    "inputs/sweep.json": "sweep",
}
_PICTURES = (".png", ".svg", ".pdf")


@dataclass(frozen=True)
class Wish:
    """The command line as typed; None where an option was not given."""

    result: str
    kind: str | None
    out: str | None
    target: str | None
    metric: str | None
    quiet: bool


def run(session: Session, wish: Wish) -> int:
    """Draw, or tell where the pictures of another command are. Raises InputError for what cannot be used."""
    folder = Path(wish.result)
    command = next((name for file, name in _COMMANDS.items() if (folder / file).is_file()), None)
    if command is not None:
        return _elsewhere(folder, command, session)
    from sim.charts import kind_figure, save_figure
    from sim.charts.kinds import KINDS
    from sim.forecast.reopen import reopened

    if wish.kind is None:
        raise InputError("is missing", key="KIND", allowed=", ".join(KINDS))
    if wish.out is not None and not wish.out.strip():
        raise InputError("not the name of a file", key="--out", value=wish.out)
    figure = kind_figure(reopened(folder), wish.kind, session.lang, target=wish.target, metric=wish.metric)
    path = Path(wish.out) if wish.out is not None else folder / _name(wish)
    save_figure(figure, path)
    if not wish.quiet:
        note(session.say("forecast.chart", path=path))
    return DONE


def _name(wish: Wish) -> str:
    return "-".join(part for part in ("chart", wish.kind, wish.target, wish.metric) if part) + ".png"


def _elsewhere(folder: Path, command: str, session: Session) -> int:
    """The pictures that ``command`` drew already, one path a line."""
    drawn = sorted(path for path in folder.rglob("*") if path.suffix in _PICTURES)
    if not drawn:
        sentence = f"no forecast and no pictures: written by xiandao {command}"
        raise InputError(sentence, file=folder)
    note(session.say("kinds.elsewhere", command=command))
    for path in drawn:
        print(path)
    return DONE
