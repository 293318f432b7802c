"""A comparison on a terminal: targets, joint line, who loses, money, what the effect of money rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.cli.session import Session
from sim.cli.streams import console
from sim.cli.table import money
from sim.forecast.difference_words import SAME, counts, points
from sim.forecast.words import shown
from sim.policy.reviews import review_sentence

if TYPE_CHECKING:
    from sim.comparison.result import Comparison
    from sim.forecast.result import Forecast

_LEAST_MONEY = 0.05  # million CNY: less is rounding of shares


def show(result: Comparison, session: Session) -> None:
    """Print a comparison. Only numbers that stand in the result are shown; "=" where the runs show no difference."""
    say, out = session.say, console()
    first = result.first
    out.print(
        say("compare.title", scenario=first.scenario.name[session.lang], runs=first.runs, seed=first.seed), style="bold"
    )
    for place, forecast in enumerate(result.forecasts):
        out.print(f"  {_letter(place)}  {forecast.scenario.name[session.lang]}")
    _targets(result, session)
    _losers(result, session)
    _allocation(result, session)
    _adaptivity(result, session)
    _effects(result, session)
    for id, targets in result.recounted.items():
        names = [planned.name[session.lang] for planned in first.plan.targets if planned.id in targets]
        joined = say("compare.join").join(names)
        out.print(f"  {say('compare.recounted', scenario=_name(result, id, session), targets=joined)}", style="dim")
    out.print(f"\n{say('compare.rests-on')}")
    out.print(say("compare.legend"), style="dim")


def _letter(place: int) -> str:
    return chr(ord("A") + place)


def _targets(result: Comparison, session: Session) -> None:
    say, first = session.say, result.first
    heads = [say("compare.target"), "A", say("compare.expected", which="A")]
    for place in range(1, len(result.forecasts)):
        letter = _letter(place)
        heads += [letter, say("compare.points", which=f"{letter} - A"), say("compare.expected", which=f"{letter} - A")]
    for declared in (False, True):
        rows = []
        for k, target in enumerate(first.targets):
            if (target.class_ == "C") != declared:
                continue
            row = [first.plan.targets[k].name[session.lang], _percent(target.model_probability, session)]
            row.append(f"{target.expected:,.1f}")
            for forecast, side in zip(result.forecasts[1:], result.sides, strict=True):
                row.append(_percent(forecast.targets[k].model_probability, session))
                row += [points(side.probability[target.id]), counts(side.count[target.id])]
            rows.append(row)
        if not declared:
            rows += _joint(result, session)
        if rows:
            title = say("compare.declared" if declared else "compare.modelled")
            session_table(f"\n{title}", heads, rows)


def _joint(result: Comparison, session: Session) -> list[list[str]]:
    say, first = session.say, result.first.joint
    everything = [say("compare.all-met"), _percent(first.all_met.value, session), ""]
    number = [say("compare.number-met", number=len(first.targets)), "", f"{first.expected_met:.2f}"]
    attained = [say("compare.attainment"), "", ""]
    for forecast, side in zip(result.forecasts[1:], result.sides, strict=True):
        everything += [_percent(forecast.joint.all_met.value, session), points(side.all_met), ""]
        number += ["", "", counts(side.expected_met)]
        attained += ["", points(side.attainment), ""]
    return [everything, number, attained]


def _losers(result: Comparison, session: Session) -> None:
    say, plan = session.say, result.first.plan
    console().print(f"\n{say('compare.losers')}", style="bold")
    for place, side in enumerate(result.sides, start=1):
        targets, fields, actions = side.losers
        named = {
            "targets": [one.name[session.lang] for one in plan.targets if one.id in targets],
            "fields": _fields(result, fields, session),
            "actions": [one.name[session.lang] for one in plan.actions if one.id in actions],
        }
        words = [
            say(f"compare.lose-{what}", names=say("compare.join").join(names), firms=counts(side.all_firms))
            for what, names in named.items()
            if names
        ]
        text = say("compare.and").join(words) or say("compare.nobody-loses")
        console().print(f"  {_letter(place)}  {text}")


def _fields(result: Comparison, losing: Sequence[str], session: Session) -> list[str]:
    """Names of the fields with fewer firms, or one word for all of them."""
    fields = result.first.plan.fields
    if len(losing) == len(fields):
        return [session.say("compare.every-field")]
    return [one.name[session.lang] for one in fields if one.id in losing]


def _allocation(result: Comparison, session: Session) -> None:
    """Actions whose money differs, and what stays unspent."""
    say, first = session.say, result.first
    differing = [
        k for k, action in enumerate(first.plan.actions)
        if any(abs(side.money[action.id]) >= _LEAST_MONEY for side in result.sides)
    ]  # fmt: skip
    if not differing:
        console().print(f"\n{say('compare.same-money')}")
        return
    heads = [say("compare.action"), "A", *(_letter(place) for place in range(1, len(result.forecasts)))]
    rows = []
    for k in differing:
        action = first.plan.actions[k]
        row = [action.name[session.lang]]
        for forecast in result.forecasts:
            row.append(money(forecast.allocated[action.id], session))
        rows.append(row)
    if all(forecast.money for forecast in result.forecasts):  # else the engine keeps none
        rows.append([say("compare.unspent"), *(_unspent(forecast, session) for forecast in result.forecasts)])
    session_table(f"\n{say('compare.money')}", heads, rows)


def _unspent(forecast: Forecast, session: Session) -> str:
    return money(sum(row["unspent"] for row in forecast.money.values()), session)


def _adaptivity(result: Comparison, session: Session) -> None:
    say, out = session.say, console()
    for id, one in result.adaptivity.items():
        out.print(f"\n{say('compare.adaptive', scenario=_name(result, id, session))}", style="bold")
        scenario = next(forecast.scenario for forecast in result.forecasts if forecast.scenario.id == id)
        for review, share in zip(scenario.reviews, one.fired, strict=True):
            out.print(f"  {review_sentence(review, result.first.plan, session.lang)}")
            out.print(f"    {say('compare.fired', share=_percent(share, session))}")
        plan = result.first.plan.targets
        chances = [f"{t.name[session.lang]} {points(one.targets[t.id])}" for t in plan if one.targets[t.id].shown]
        numbers = [f"{t.name[session.lang]} {counts(one.counts[t.id])}" for t in plan if one.counts[t.id].shown]
        words = {
            "number": counts(one.expected_met),
            "attainment": points(one.attainment),
            "chances": say("compare.join").join(chances) or SAME,
            "counts": say("compare.join").join(numbers) or SAME,
        }
        out.print(f"  {say('compare.adaptive-worth', **words)}")


def _effects(result: Comparison, session: Session) -> None:
    say = session.say
    if not result.effects_runs:
        return
    heads = [say("compare.effects-mode")]
    for place in range(1, len(result.forecasts)):
        which = f"{_letter(place)} - A"
        heads += [say("compare.effects-number", which=which), say("compare.effects-attainment", which=which)]
        heads.append(say("compare.positive"))
    rows = []
    for mode in result.sides[0].gains:
        row = [say(f"compare.effects-{mode}")]
        for side in result.sides:
            gain = side.gains[mode]
            row += [counts(gain.expected_met), points(gain.attainment)]
            row.append("–" if gain.positive is None else _percent(gain.positive, session))
        rows.append(row)
    session_table(f"\n{say('compare.effects', runs=result.effects_runs)}", heads, rows)


def _name(result: Comparison, id: str, session: Session) -> str:
    return next(f.scenario.name[session.lang] for f in result.forecasts if f.scenario.id == id)


def _percent(probability: float, session: Session) -> str:
    return session.say("unit.percent", value=shown(probability))


def session_table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table: words to the left in the first column, numbers to the right in all others."""
    from rich import box
    from rich.table import Table

    out = console()
    out.print(title, style="bold")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    for place, head in enumerate(heads):
        table.add_column(head, justify="right" if place else "left")
    for row in rows:
        table.add_row(*row)
    out.print(table)
