"""Marginal values on a terminal: by action and pot, by target, and where more money stops helping."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.cli.compare_table import session_table
from sim.cli.session import Session
from sim.cli.streams import console
from sim.cli.table import money
from sim.forecast.difference_words import SAME, counts, points
from sim.marginal.steps import CURVE

if TYPE_CHECKING:
    from sim.marginal.result import Marginal, MarginalValue

_POTS = ("expenditure", "capital")
_NOTHING = "–"
_PER_YI = 100.0  # million CNY in one 亿元


def show(result: MarginalValue, session: Session) -> None:
    """Print a valuation. Only numbers that stand in the result are shown; "=" where the runs show no change."""
    say, out = session.say, console()
    name = result.scenario.name[session.lang]
    out.print(say("value.title", scenario=name, runs=result.runs, seed=result.seed), style="bold")
    for pot in _POTS:
        _by_action(result, pot, session)
    _by_target(result, session)
    if result.saturation:
        _saturation(result, session)
    out.print(f"\n{say('compare.rests-on')}")
    out.print(say("value.legend"), style="dim")


def _by_action(result: MarginalValue, pot: str, session: Session) -> None:
    say = session.say
    heads = [say("compare.action"), say("value.now"), say("value.movable")]
    for direction in ("into", "out"):
        heads += [say(f"value.{direction}-attainment"), say(f"value.{direction}-number")]
    heads.append(say("value.unspent"))
    rows = []
    for action in result.plan.actions:
        if action.pot != pot:
            continue
        into, out = result.step(action.id), result.step(action.id, out=True)
        row = [action.name[session.lang], money(result.money[action.id], session)]
        row.append(money(result.movable[action.id], session))
        for step in (into, out):
            row += [_NOTHING, _NOTHING] if step is None else _gains(step)
        row.append(_NOTHING if into is None else f"{100 * max(into.unspent.value, 0.0) / into.amount:.0f} %")
        rows.append(row)
    if rows:
        session_table(f"\n{say(f'value.pot-{pot}')}", heads, rows)


def _gains(step: Marginal) -> list[str]:
    return [points(step.per_hundred(step.attainment)), counts(step.per_hundred(step.expected_met))]


def _by_target(result: MarginalValue, session: Session) -> None:
    """Per action what is shown to change, largest in standard errors first."""
    say, out = session.say, console()
    names = {target.id: target.name[session.lang] for target in result.plan.targets}
    out.print(f"\n{say('value.by-target')}", style="bold")
    for action in result.plan.actions:
        for key, step in (("into", result.step(action.id)), ("out", result.step(action.id, out=True))):
            if step is None:
                continue
            changes = []
            for id, change in step.count.items():
                chance = step.probability[id]
                if not (change.shown or chance.shown):
                    continue
                words = f"{names[id]} {counts(step.per_hundred(change))}"
                if chance.shown:
                    words += say("value.points", points=points(step.per_hundred(chance)))
                changes.append((-abs(change.value) / (change.error or 1.0), words))
            listed = say("compare.join").join(words for _, words in sorted(changes)) or SAME
            amount = money(abs(step.amount), session)
            out.print(f"  {say(f'value.{key}', action=action.name[session.lang], amount=amount)}{listed}")


def _saturation(result: MarginalValue, session: Session) -> None:
    say = session.say
    names = {target.id: target.name[session.lang] for target in result.plan.targets}
    heads = [say("compare.action"), say("value.now"), say("value.measure"), say("value.gain"), say("value.half")]
    rows = []
    for action in result.plan.actions:
        curve = result.saturation[action.id]
        row = [action.name[session.lang], money(result.money[action.id], session)]
        if curve is None:
            row += [say("value.null"), SAME, _NOTHING]
        else:
            ends = [_amount(one, max(curve.amounts), session) for one in (curve.half, curve.low, curve.high)]
            span = ends[0] if ends[0] == ends[1] == ends[2] else f"{ends[0]} ({ends[1]}–{ends[2]})"
            row += [names[curve.measure], f"{curve.response[-1]:+,.2f} ± {curve.errors[-1]:.2f}", span]
        rows.append(row)
    session_table(f"\n{say('value.saturation', amount=money(CURVE[-1] * result.size, session))}", heads, rows)


def _amount(half: float | None, most: float, session: Session) -> str:
    """An addition in the reader's unit, or that it lies beyond what was run."""
    per, digits = (_PER_YI, 1) if session.lang == "zh" else (1.0, 0)
    return f">{most / per:,.0f}" if half is None else f"{half / per:,.{digits}f}"
