"""A search on a terminal: what it is worth, the money, the targets, and under which assumptions it holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.cli.session import Session
from sim.forecast.words import shown
from sim.search.estimate import Worth, interval
from sim.search.objective import Objective
from sim.search.result import SearchResult
from sim.search.wording import gain_words, money_number, objective_name, points_words, value_words, world_name

if TYPE_CHECKING:
    from rich.console import Console

_NOTHING = "–"


def show(result: SearchResult, session: Session, out: Console) -> None:
    """Print a search. Only numbers that stand in the result are shown; what is undefined is a dash."""
    say, lang = session.say, session.lang
    name = say("search.and").join(objective_name(objective, lang) for objective in result.objectives)
    values = {"scenario": result.scenario.name[lang], "objective": name, "seed": result.seed}
    out.print(say("search.title", **values, searched=result.searched, runs=result.estimate_runs), style="bold")
    for objective, worth in zip(result.objectives, result.worths, strict=True):
        out.print(_value(objective, worth, session))
    if result.winner_name == "scenario":
        out.print(say("search.kept"))
    elif not result.worth.gain.shown:
        out.print(say("search.no-gain"))
    out.print(say("search.intervals"), style="dim")
    _money(result, session, out)
    _fields(result, session, out)
    _targets(result, session, out)
    out.print(f"\n{say('search.effects')}", style="bold")
    modes = {say(f"search.mode-{mode}"): worth for mode, worth in result.effects.items()}
    _print(
        out, session, ("mode", "scenario", "winner", "worth", "positive"), _worths(result.objectives[0], modes, lang)
    )
    _robust(result, session, out)
    _front(result, session, out)
    out.print(f"\n{say('search.rests-on')}")
    out.print(say("search.legend"), style="dim")


def _value(objective: Objective, worth: Worth, session: Session) -> str:
    values = {"objective": objective_name(objective, session.lang)}
    for side in ("scenario", "winner"):
        one = getattr(worth, side)
        low, high = interval(one)
        values[side] = value_words(objective, one.value, session.lang)
        values[f"{side}_low"] = value_words(objective, max(low, 0.0), session.lang)
        values[f"{side}_high"] = value_words(objective, min(high, objective.most), session.lang)
    low, high = interval(worth.gain)
    values |= {"gain": gain_words(objective, worth.gain, session.lang)}
    values |= {end: _signed(objective, number) for end, number in (("low", low), ("high", high))}
    sentence = session.say("search.value", **values)
    return sentence[:1].upper() + sentence[1:]


def _signed(objective: Objective, value: float) -> str:
    return f"{100 * value:+.1f}" if objective.in_per_cent else f"{value:+.2f}"


def _money(result: SearchResult, session: Session, out: Console) -> None:
    say, lang = session.say, session.lang
    names = {action.id: action.name[lang] for action in result.plan.actions}
    by_year = any(row.first_year is not None for row in result.money)
    rows = []
    for row in result.money:
        amounts = [money_number(value, lang) for value in (row.committed, row.scenario, row.winner)]
        cells = [names[row.action], *amounts, money_number(row.difference, lang, sign=True)]
        if by_year and row.first_year is not None:
            cells += [say("unit.percent", value=f"{100 * share:.0f}") for share in row.first_year]
        rows.append(cells)
    sums = [sum(getattr(row, name) for row in result.money) for name in ("committed", "scenario", "winner")]
    total = [say("search.total"), *(money_number(value, lang) for value in sums)]
    total.append(money_number(sums[2] - sums[1], lang, sign=True))
    rows.append(total + [""] * (2 * by_year))
    out.print(f"\n{say('search.money')}{say('cli.colon')}{say('search.money-unit')}", style="bold")
    heads = ("action", "committed", "scenario", "winner", "difference")
    _print(out, session, (*heads, "year-scenario", "year-winner") if by_year else heads, rows)


def _fields(result: SearchResult, session: Session, out: Console) -> None:
    if not result.fields:
        return
    names = {field.id: field.name[session.lang] for field in result.plan.fields}
    out.print(f"\n{session.say('search.fields')}", style="bold")
    rows = [[names[id], f"{own:.2f}", f"{other:.2f}"] for id, (own, other) in result.fields.items()]
    _print(out, session, ("field", "scenario", "winner"), rows)


def _targets(result: SearchResult, session: Session, out: Console) -> None:
    names = {target.id: target.name[session.lang] for target in result.plan.targets}
    out.print(f"\n{session.say('search.targets')}", style="bold")
    rows = [
        [names[row.id], row.class_, shown(row.scenario), shown(row.winner), points_words(row.gain, session.lang)]
        for row in result.targets
    ]
    _print(out, session, ("target", "class", "scenario", "winner", "gain"), rows)


def _worths(objective: Objective, worths: dict[str, Worth], lang: str) -> list[list[str]]:
    return [
        [
            name,
            value_words(objective, one.scenario.value, lang),
            value_words(objective, one.winner.value, lang),
            gain_words(objective, one.gain, lang),
            _NOTHING if one.positive is None else shown(one.positive),
        ]
        for name, one in worths.items()
    ]


def _robust(result: SearchResult, session: Session, out: Console) -> None:
    robust, lang = result.robust, session.lang
    if robust is None:
        return
    objective = result.objectives[0]
    out.print(f"\n{session.say(f'search.robust-{robust.criterion}')}", style="bold")
    worths = {world_name(row.world, result.plan, lang): row.worth for row in robust.rows}
    rows = _worths(objective, worths, lang)
    for cells, row in zip(rows, robust.rows, strict=True):
        cells += [_loss(objective, row.scenario_regret), _loss(objective, row.winner_regret)]
    heads = ("world", "scenario", "winner", "worth", "positive", "scenario-regret", "winner-regret")
    _print(out, session, heads, rows)
    values = {
        "scenario": value_words(objective, robust.worst[0], lang),
        "winner": value_words(objective, robust.worst[1], lang),
        "scenario_regret": _loss(objective, robust.regret[0]),
        "winner_regret": _loss(objective, robust.regret[1]),
    }
    out.print(session.say("search.robust-worst", **values, policies=robust.policies))
    out.print(session.say("search.robust-runs", runs=robust.runs), style="dim")


def _loss(objective: Objective, value: float) -> str:
    return f"{100 * value:.1f}" if objective.in_per_cent else f"{value:.2f}"


def _front(result: SearchResult, session: Session, out: Console) -> None:
    if not result.front:
        return
    lang, pair = session.lang, result.objectives
    first, second = (objective_name(objective, lang) for objective in pair)
    out.print(f"\n{session.say('search.front', first=first, second=second)}", style="bold")
    rows = []
    for number, point in enumerate(result.front, start=1):
        cells = [str(number)]
        for objective, value, gain in zip(pair, point.values, point.gains, strict=True):
            cells += [value_words(objective, value.value, lang), gain_words(objective, gain, lang)]
        rows.append([*cells, session.say("search.front-beaten") if point.beaten else ""])
    _print_under(out, (session.say("search.head-point"), pair[0].name, "", pair[1].name, "", ""), rows)
    out.print(session.say("search.front-note"), style="dim")


def _print(out: Console, session: Session, heads: Sequence[str], rows: list[list[str]]) -> None:
    _print_under(out, [session.say(f"search.head-{head}") for head in heads], rows)


def _print_under(out: Console, heads: Sequence[str], rows: list[list[str]]) -> None:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    for place, head in enumerate(heads):
        table.add_column(head, justify="right" if place else "left")
    for row in rows:
        table.add_row(*row)
    out.print(table)
