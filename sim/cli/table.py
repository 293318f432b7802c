"""The forecast on a terminal: the targets by class, the joint line, recognised against earned, and the money."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from sim.cli.session import Session
from sim.forecast.words import confidence_key, percent_shown, shown, word_key
from sim.language import parameter_meaning

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table
    from rich.text import Text

    from sim.forecast.result import Forecast
    from sim.forecast.targets import TargetForecast
    from sim.plan import Target

_PER_YI = 100.0  # million CNY in one 亿元
_LEAST_SHOWN = 1.0  # million CNY: less left over is rounding
_NOTHING = "–"


def show(result: Forecast, session: Session, out: Console) -> None:
    """Print a forecast. Only numbers that stand in the result are shown; what is undefined is a dash."""
    say = session.say
    title = say("forecast.title", scenario=result.scenario.name[session.lang], runs=result.runs, seed=result.seed)
    out.print(title, style="bold")
    for letter in ("A", "B", "C"):
        targets = [target for target in result.targets if target.class_ == letter]
        if targets:
            out.print(f"\n{say('forecast.class', letter=letter, meaning=say(f'class.{letter}'))}", style="bold")
            out.print(_targets(targets, result, session, declared=letter == "C"))
            _break_evens(targets, result, session, out)
    _joint(result, session, out)
    _uncertainty(result, session, out)
    _gap(result, session, out)
    _money(result, session, out)
    out.print(f"\n{say('forecast.legend')}", style="dim")


def _targets(targets: Sequence[TargetForecast], result: Forecast, session: Session, *, declared: bool) -> Table:
    """One class. A declared target's number is the outside view; the model adds whether the capacity would be there."""
    from rich import box
    from rich.console import Group
    from rich.padding import Padding
    from rich.table import Table

    names = {target.id: target for target in result.plan.targets}
    lang = session.lang
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    columns: list[tuple[str, str, Callable[[TargetForecast], RenderableType]]] = [
        ("target", "left", lambda t: Group(names[t.id].name[lang], Padding.indent(_reading(t, names[t.id], lang), 2))),
        ("at-start", "right", lambda t: _at_start(t, session)),
        ("expected", "right", lambda t: f"{_count(t.expected)} ({_count(t.q05)}–{_count(t.q95)})"),
        ("threshold", "right", lambda t: _count(t.threshold)),
    ]
    if declared:
        columns += [
            ("outside-view", "right", lambda t: _percent(t.probability, session)),
            ("capacity", "right", lambda t: _percent(t.model_probability, session)),
        ]
    else:
        columns += [
            ("probability", "right", lambda t: _probability(t, session)),
            ("spread", "right", lambda t: _spread(t, session)),
            ("outside-view", "right", lambda t: _percent(t.outside_view, session)),
        ]
    columns += [
        ("word", "left", lambda t: session.say(word_key(t.word))),
        ("confidence", "left", lambda t: session.say(confidence_key(t.confidence))),
    ]
    for name, side, _ in columns:
        # a count and its range may stand on two lines; any other number stays on one
        whole = side == "right" and name != "expected"
        heading = session.say(f"forecast.{name}")
        table.add_column(heading, justify="right" if side == "right" else "left", no_wrap=whole)
    for target in targets:
        table.add_row(*(cell(target) for _, _, cell in columns))
    return table


def _reading(target: TargetForecast, planned: Target, lang: str) -> Text:
    from rich.text import Text

    return Text(planned.reading(target.reading).name[lang], style="dim")


def _probability(target: TargetForecast, session: Session) -> str:
    value = _percent(target.probability, session)
    return value if target.mc_error is None else f"{value} ± {100 * target.mc_error:.1f}"


def _spread(target: TargetForecast, session: Session) -> str:
    if target.low is None or target.high is None:
        return _NOTHING
    return session.say("unit.percent", value=f"{shown(target.low)}–{shown(target.high)}")


def _percent(probability: float | None, session: Session) -> str:
    return _NOTHING if probability is None else session.say("unit.percent", value=shown(probability))


def _at_start(target: TargetForecast, session: Session) -> str:
    count = _count(target.at_start)
    return session.say("forecast.met-at-start", count=count) if target.met_at_start else count


def _break_evens(targets: Sequence[TargetForecast], result: Forecast, session: Session, out: Console) -> None:
    for target in targets:
        if target.break_even is not None:
            sentence = target.break_even.sentence(session.lang)
            name = _target_name(target, result, session)
            out.print(f"  {session.say('forecast.break-even', target=name, sentence=sentence)}")


def _joint(result: Forecast, session: Session, out: Console) -> None:
    joint = result.joint
    values = {
        "all_met": f"{_percent(joint.all_met.value, session)} ± {100 * joint.all_met.error:.1f}",
        "expected_met": f"{joint.expected_met:.1f}",
        "number": len(joint.targets),
    }
    out.print(f"\n{session.say('forecast.joint')}", style="bold")
    out.print(f"  {session.say('forecast.joint-line', **values)}")


def _uncertainty(result: Forecast, session: Session, out: Console) -> None:
    """Per target: shares of parameters, chance, definition and structure, the fit's own error, and what drives it."""
    from rich import box
    from rich.table import Table

    split = [target for target in result.targets if target.class_ != "C" and target.variance is not None]
    if not split:
        return
    out.print(f"\n{session.say('forecast.uncertainty')}", style="bold")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    parts = ("parameter", "chance", "definition", "structure")
    table.add_column(session.say("forecast.target"))
    for name in (*parts, "fit-error"):
        table.add_column(session.say(f"forecast.{name}"), justify="right", no_wrap=True)
    pools = result.pool is not None
    if pools:
        table.add_column(session.say("forecast.pooled", weight=f"{result.pool:g}"), justify="right", no_wrap=True)
    table.add_column(session.say("forecast.drivers"))
    for target in split:
        shares = [getattr(target.variance, name) for name in parts]
        cells = [_NOTHING if share is None else f"{100 * share:.0f}" for share in shares]
        cells.append(_NOTHING if target.fit_error is None else f"{100 * target.fit_error:.1f}")
        cells += [_percent(target.pooled, session)] * pools
        named = [
            f"{'+' if one.correlation > 0 else '-'}{_parameter(one.parameter, session)}" for one in target.drivers[:3]
        ]
        table.add_row(_target_name(target, result, session), *cells, session.say("cli.list").join(named) or _NOTHING)
    out.print(table)
    out.print(f"  {session.say('forecast.uncertainty-legend')}", style="dim")
    held = [
        session.say(
            "forecast.placeholder",
            target=_target_name(target, result, session),
            rows=", ".join(_parameter(name, session) for name in target.placeholders),
        )
        for target in split
        if target.placeholders
    ]
    if held:
        joined = session.say("forecast.placeholder-join").join(held)
        out.print(f"  {session.say('forecast.placeholders', list=joined)}", style="dim")
    fitted, until = result.provenance.get("fitted", "prior"), result.provenance.get("data_until")
    known = "forecast.parameters-prior" if until is None else "forecast.parameters-fitted"
    out.print(f"  {session.say(known, set=fitted, until=until)}", style="dim")


def _gap(result: Forecast, session: Session, out: Console) -> None:
    defined = [(target, target.earned) for target in result.targets if target.earned is not None]
    if not defined:
        return
    out.print(f"\n{session.say('forecast.gap')}", style="bold")
    for target, gap in defined:
        recognised, earned = gap.recognised_probability, gap.earned_probability
        values = {
            "recognised": _count(gap.recognised),
            "earned": _count(gap.earned),
            "probability": _percent(recognised, session),
            "earned_probability": _percent(earned, session),
            "points": f"{percent_shown(recognised) - percent_shown(earned):+d}",
        }
        out.print(f"  {session.say('forecast.gap-line', target=_target_name(target, result, session), **values)}")


def _money(result: Forecast, session: Session, out: Console) -> None:
    """Allocated, released and unspent in all, then every action that leaves money unspent, most first."""
    names = {action.id: action.name[session.lang] for action in result.plan.actions}
    if not result.money:
        return
    released = sum(row["released"] for row in result.money.values())
    unspent = sum(row["unspent"] for row in result.money.values())
    out.print(f"\n{session.say('forecast.money')}", style="bold")
    if released < _LEAST_SHOWN:
        out.print(f"  {session.say('forecast.money-none')}")
        return
    values = {
        "allocated": money(sum(row["allocated"] for row in result.money.values()), session),
        "released": money(released, session),
        "unspent": money(unspent, session),
        "share": _share(unspent, released, session),
    }
    out.print(f"  {session.say('forecast.money-line', **values)}")
    for action, row in sorted(result.money.items(), key=lambda item: -item[1]["unspent"]):
        left = row["unspent"]
        if left >= _LEAST_SHOWN:
            values = {
                "action": names[action],
                "unspent": money(left, session),
                "share": _share(left, row["released"], session),
            }
            out.print(f"  {session.say('forecast.unspent-line', **values)}")


def money(million: float, session: Session) -> str:
    """An amount in the reader's unit: 亿元 (100 million CNY) in Chinese, million CNY in English."""
    return session.say("unit.money", yi=f"{million / _PER_YI:.2f}", million=f"{million:,.0f}")


def _share(part: float, whole: float, session: Session) -> str:
    return session.say("unit.percent", value=f"{100 * part / whole:.0f}") if whole > 0 else _NOTHING


def _count(count: float) -> str:
    """A count for reading: one decimal below ten unless it is whole."""
    return f"{count:,.0f}" if count >= 10 else f"{count:.1f}".removesuffix(".0")


def _parameter(name: str, session: Session) -> str:
    return parameter_meaning(name, name, session.lang)


def _target_name(target: TargetForecast, result: Forecast, session: Session) -> str:
    return next(planned.name[session.lang] for planned in result.plan.targets if planned.id == target.id)
