"""The forecast on a terminal: the targets by class, the joint line, recognised against earned, and the money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sim.cli.session import Session
from sim.forecast.words import confidence_key, percent_shown, shown, word_key

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_PER_YI = 100.0  # million CNY in one 亿元
_CLASSES = ("A", "B", "C")
_JOINT_CLASSES = ("A", "B")


def show(result: Any, session: Session, out: Console) -> None:
    """Print a Forecast. Only numbers that stand in the result are shown; what is undefined is a dash."""
    say, document = session.say, result.to_json()
    title = say("forecast.title", scenario=result.scenario.name[session.lang], runs=result.runs, seed=result.seed)
    out.print(title, style="bold")
    for letter in _CLASSES:
        targets = [target for target in document["targets"] if target["class"] == letter]
        if targets:
            out.print(f"\n{say('forecast.class', letter=letter, meaning=say(f'class.{letter}'))}", style="bold")
            out.print(_targets(targets, result.plan, session))
            _break_evens(targets, result.plan, session, out)
    _joint(document, session, out)
    _gap(document["targets"], result.plan, session, out)
    _money(result.money, result.plan, session, out)
    out.print(f"\n{say('forecast.legend')}", style="dim")


def _targets(targets: Sequence[Mapping[str, Any]], plan: Any, session: Session) -> Table:
    from rich import box
    from rich.table import Table

    outside = any(target["outside_view"] is not None for target in targets)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column(session.say("forecast.target"), no_wrap=True)
    table.add_column(session.say("forecast.reading"), style="dim")
    for name in ("at-start", "expected", "threshold", "probability", "spread"):
        table.add_column(session.say(f"forecast.{name}"), justify="right", no_wrap=True)
    table.add_column(session.say("forecast.word"))
    table.add_column(session.say("forecast.confidence"))
    if outside:
        table.add_column(session.say("forecast.outside-view"), justify="right", no_wrap=True)
    for target in targets:
        cells = _row(target, plan, session)
        table.add_row(*(cells if outside else cells[:-1]))
    return table


def _row(target: Mapping[str, Any], plan: Any, session: Session) -> list[str]:
    own = _by_id(plan.targets, target["id"])
    spread = "–" if target["low"] is None else f"{shown(target['low'])}–{shown(target['high'])} %"
    return [
        own.name[session.lang],
        _by_id(own.readings, target["reading"]).name[session.lang],
        _count(target["at_start"]),
        f"{_count(target['expected'])} ({_count(target['q05'])}–{_count(target['q95'])})",
        _count(target["threshold"]),
        f"{shown(target['probability'])} % ± {_error(target['mc_error'])}",
        spread,
        session.say(word_key(target["word"])),
        session.say(confidence_key(target["confidence"])),
        "–" if target["outside_view"] is None else f"{shown(target['outside_view'])} %",
    ]


def _break_evens(targets: Sequence[Mapping[str, Any]], plan: Any, session: Session, out: Console) -> None:
    for target in targets:
        sentence = target["break_even"]
        if isinstance(sentence, Mapping):
            sentence = sentence[session.lang]
        if sentence:
            name = _by_id(plan.targets, target["id"]).name[session.lang]
            out.print(f"  {session.say('forecast.break-even', target=name, sentence=sentence)}")


def _joint(document: Mapping[str, Any], session: Session, out: Console) -> None:
    joint = document["joint"]
    number = sum(target["class"] in _JOINT_CLASSES for target in document["targets"])
    line = session.say(
        "forecast.joint-line",
        all_met=f"{shown(joint['all_met'])} %",
        expected_met=f"{joint['expected_met']:.1f}",
        number=number,
    )
    out.print(f"\n{session.say('forecast.joint')}", style="bold")
    out.print(f"  {line}")


def _gap(targets: Sequence[Mapping[str, Any]], plan: Any, session: Session, out: Console) -> None:
    defined = [target for target in targets if target["earned_probability"] is not None]
    if not defined:
        return
    out.print(f"\n{session.say('forecast.gap')}", style="bold")
    for target in defined:
        name = _by_id(plan.targets, target["id"]).name[session.lang]
        recognised, earned = target["probability"], target["earned_probability"]
        points = percent_shown(recognised) - percent_shown(earned)
        values = {"recognised": f"{shown(recognised)} %", "earned": f"{shown(earned)} %", "points": f"{points:+d}"}
        out.print(f"  {session.say('forecast.gap-line', target=name, **values)}")


def _money(money: Any, plan: Any, session: Session, out: Console) -> None:
    """Released and unspent in all, then every action that leaves money unspent, most first."""
    rows = [(action, _by_id(plan.actions, action).name[session.lang]) for action in money]
    released = sum(money[action]["released"] for action, _ in rows)
    unspent = sum(money[action]["unspent"] for action, _ in rows)
    out.print(f"\n{session.say('forecast.money')}", style="bold")
    if not released:
        out.print(f"  {session.say('forecast.money-none')}")
        return
    share = f"{shown(unspent / released)} %"
    line = session.say("forecast.money-line", released=yi(released, session), unspent=yi(unspent, session), share=share)
    out.print(f"  {line}")
    for action, name in sorted(rows, key=lambda row: -money[row[0]]["unspent"]):
        left = money[action]["unspent"]
        if left >= 1:
            of = money[action]["released"]
            values = {"unspent": yi(left, session), "share": f"{shown(left / of)} %"}
            out.print(f"  {session.say('forecast.unspent-line', action=name, **values)}")


def yi(million: float, session: Session) -> str:
    """Million CNY as 亿元 (100 million CNY)."""
    return session.say("unit.yi", value=f"{million / _PER_YI:.1f}")


def _error(error: float) -> str:
    """A Monte Carlo error in percentage points; below a tenth of a point it is not told apart from none."""
    return f"{100 * error:.1f}"


def _count(count: float) -> str:
    return f"{count:,.0f}" if count >= 10 or count == int(count) else f"{count:.1f}"


def _by_id(records: Sequence[Any], name: str) -> Any:
    return next(record for record in records if record.id == name)
