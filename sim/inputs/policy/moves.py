"""What-if moves: money of one action given to another, as typed on a command line."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from sim.errors import InputError, Text
from sim.inputs.plan.names import id_of, names_of
from sim.inputs.plan.records import Bilingual
from sim.inputs.plan.schema import Plan
from sim.inputs.policy.amounts import parse_amount
from sim.inputs.policy.schema import Scenario
from sim.language import text
from sim.language.numbers import PER_YI, money

_ROUNDING = 1e-6
ALL = "all"
FORM = Text("FROM:TO:AMOUNT, as science-parks:scenarios:50 (million CNY), :2亿 or :all")


@dataclass(frozen=True)
class Move:
    """``amount`` million CNY for the plan's period from action ``giver`` to ``taker``; None: all that may move.

    ``typed``: the amount as somebody typed it, for the refusal.
    """

    giver: str
    taker: str
    amount: float | None
    typed: str = field(default="", compare=False)


def parse_move(typed: str) -> Move:
    """A move in the form FROM:TO:AMOUNT. Raises InputError."""
    parts = [part.strip() for part in typed.replace("：", ":").split(":")]
    if len(parts) != 3 or not all(parts):
        raise InputError("not a move of money", key="move", value=typed, allowed=FORM)
    giver, taker, words = parts
    if words.lower() == ALL:
        return Move(giver, taker, None)
    try:
        amount = parse_amount(words, "move").million
    except InputError as fault:
        raise InputError(fault.problem, key="move", value=typed, allowed=FORM) from None
    if amount <= 0.0:
        raise InputError("not an amount of money above 0", key="move", value=typed, allowed=FORM)
    return Move(giver, taker, amount, words)


def movable_money(scenario: Scenario, action: str) -> float:
    """Million CNY of an expenditure action that is not committed."""
    share = scenario.shares.get(action, 0.0) - scenario.committed.get(action, 0.0)
    return max(0.0, share * scenario.budget.expenditure)


def moved(scenario: Scenario, plan: Plan, moves: Iterable[Move | str]) -> Scenario:
    """The scenario after ``moves``, one after the other; committed money and the capital pot stay where they are.

    Actions are named by id or in Chinese or English. Raises InputError for an unknown action, another pot, or more than
    the giver may give.
    """
    result = scenario
    actions = names_of(plan.actions)
    parsed = [parse_move(move) if isinstance(move, str) else move for move in moves]
    done = []
    for named in parsed:
        giver, taker = (id_of("action", action, actions, key="move") for action in (named.giver, named.taker))
        move = replace(named, giver=giver, taker=taker)
        amount = _checked(result, plan, move)
        share = amount / result.budget.expenditure
        shares = dict(result.shares)
        shares[move.giver] = max(shares[move.giver] - share, result.committed.get(move.giver, 0.0))
        shares[move.taker] = shares.get(move.taker, 0.0) + share
        result = result.model_copy(update={"shares": shares})
        done.append(Move(move.giver, move.taker, amount))
    return result.model_copy(update=_named(scenario, plan, done))


def _checked(scenario: Scenario, plan: Plan, move: Move) -> float:
    """Million CNY that really move."""
    for action in (move.giver, move.taker):
        if plan.actions[plan.action_index[action]].pot != "expenditure":
            raise InputError("only expenditure can be moved; this action is paid from capital", key="move",
                             value=action)  # fmt: skip
    if move.giver == move.taker:
        raise InputError("money cannot move from an action to itself", key="move", value=move.giver)
    most = movable_money(scenario, move.giver)
    amount = most if move.amount is None else move.amount
    if most < _ROUNDING:
        raise InputError("this action has no money that may move", key="move", value=move.giver)
    if amount > most + _ROUNDING:
        raise InputError(
            "more than this action has that may move",
            key=f"move {move.giver}:{move.taker}",
            value=move.typed or Text("{amount:,.1f} million CNY", amount=amount),
            allowed=Text("at most {most:,.1f} million CNY ({yi:.2f} 亿元), or all", most=most, yi=most / PER_YI),
        )
    return min(amount, most)


def _named(scenario: Scenario, plan: Plan, moves: list[Move]) -> dict[str, object]:
    """Id and name of what came of the moves."""
    names = {action.id: action.name for action in plan.actions}
    wording = {}
    for lang in ("zh", "en"):
        parts = [
            text(
                "move.part",
                lang,
                giver=names[move.giver][lang],
                taker=names[move.taker][lang],
                amount=money(move.amount or 0.0, lang),
            )
            for move in moves
        ]
        wording[lang] = text("move.name", lang, scenario=scenario.name[lang], moves=text("move.join", lang).join(parts))
    name = Bilingual(**wording)
    return {"id": f"{scenario.id}-moved", "name": name, "description": name, "based_on": ""}
