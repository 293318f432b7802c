"""Validation of what a page posts, and the scenario that it describes."""

import base64
import json
import math
import re
from collections.abc import Mapping
from typing import Any, Never

from sim.app.page.presets import Presets, action_money, apart, floors
from sim.errors import InputError, Text, unknown_name
from sim.inputs.plan import Plan
from sim.inputs.plan.records import Bilingual
from sim.inputs.policy import Scenario, allocation
from sim.inputs.policy.schema import TargetChoice
from sim.language import LANGUAGES, text
from sim.study.provenance import digest_of

KEYS = ("page", "preset", "expenditure", "capital", "money", "switches", "readings", "reviews", "lang")
ROUNDING = 1e-6  # million CNY: what adding fourteen amounts may lose
_TOKEN = re.compile(r"[A-Za-z0-9-]{8,64}")


def decoded(body: bytes) -> Mapping[str, Any]:
    """The JSON object of a request. Raises InputError for anything else: NaN, infinities and repeated keys included."""
    try:
        value = json.loads(
            body.decode("utf-8"), parse_constant=_no_constant, parse_float=_finite, object_pairs_hook=_once_each
        )
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise InputError("not a JSON object of finite numbers") from None
    if not isinstance(value, dict):
        raise InputError("not a JSON object of finite numbers")
    return value


def _no_constant(name: str) -> Never:
    raise ValueError(name)


def _finite(written: str) -> float:
    value = float(written)
    if not math.isfinite(value):
        raise ValueError(written)
    return value


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of two values under one key neither is the meant one."""
    table = dict(pairs)
    if len(table) < len(pairs):
        raise ValueError("repeated key")
    return table


def page_token(posted: Mapping[str, Any]) -> str:
    """The token of the open page that posts, by which its new request ends its old run. Raises InputError."""
    token = posted.get("page")
    if not isinstance(token, str) or not _TOKEN.fullmatch(token):
        raise InputError("not the mark of a page", key="page", allowed=Text("8 to 64 letters, digits and hyphens"))
    return token


def page_language(posted: Mapping[str, Any]) -> str:
    """The language of a post, zh or en. Raises InputError."""
    lang = posted.get("lang", "zh")
    if lang not in LANGUAGES:
        raise InputError("unknown language", key="lang", value=str(lang)[:80], allowed=", ".join(LANGUAGES))
    return str(lang)


def file_bytes(posted: Mapping[str, Any]) -> bytes:
    """The bytes of a posted file. Raises InputError."""
    try:
        return base64.b64decode(posted["base64"], validate=True)
    except (TypeError, ValueError):
        raise InputError("not the text of a scenario", key="base64") from None


def posted_scenario(posted: Mapping[str, Any], presets: Presets) -> Scenario:
    """The scenario that a page asks for: a preset with the page's money, switches and readings, and
    without its reviews where the page turned them off.

    Money equal to the preset's gives the preset's own shares, bit for bit, so that an untouched page is the preset.
    Raises InputError: unknown keys, no finite number, negative money, less than is committed, more than the pot.
    """
    for key in posted:
        if key not in KEYS:
            raise unknown_name("unknown key", str(key)[:80], KEYS)
    name = posted.get("preset")
    base = presets.get(name if isinstance(name, str) else "")
    plan = presets.plan
    lang = page_language(posted)
    pots = {pot: _pot(posted.get(pot), pot, plan, lang) for pot in ("expenditure", "capital")}
    money = _money(posted.get("money"), plan)
    preset_money = action_money(base, plan)
    shares = _shares(base, plan, pots["expenditure"], money, preset_money, lang)
    update: dict[str, Any] = {**shares, "budget": _budget(base, plan, pots, money, preset_money, lang)}
    update["targets"] = _targets(base, plan, posted.get("readings"))
    if not _flag(posted.get("reviews", True), "reviews"):
        update["reviews"] = ()
    scenario = base.model_copy(update=update)
    scenario = apart(scenario.with_switches(**_table(posted.get("switches"), "switches")))
    allocation(scenario, plan)
    same = scenario.model_dump(mode="json") == base.model_dump(mode="json")
    return base if same else _named(scenario, base)


def _money(value: Any, plan: Plan) -> dict[str, float]:
    money = _table(value, "money")
    for action in money:
        if action not in plan.action_index:
            raise unknown_name("unknown action", str(action)[:80], plan.action_index, key="money")
    missing = [action.id for action in plan.actions if action.id not in money]
    if missing:
        raise InputError("this key is missing", key=f"money.{missing[0]}")
    return {action: _amount(amount, f"money.{action}") for action, amount in money.items()}


def _amount(value: Any, key: str) -> float:
    """Million CNY at or above 0; True is no number."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    try:
        finite = number and math.isfinite(float(value))
    except OverflowError:
        finite = False
    if not finite or value < 0.0:
        raise InputError("not an amount of money", key=key, value=str(value)[:40],
                         allowed=Text("0 or more million CNY"))  # fmt: skip
    return float(value)


def _pot(value: Any, pot: str, plan: Plan, lang: str) -> float:
    amount, cap = _amount(value, pot), plan.header.budget_cap
    if amount > cap:
        raise InputError("more than the city could pay", key=pot, **_limit(amount, "unit.at-most", cap, lang))
    return amount


def _limit(amount: float, bound: str, limit: float, lang: str) -> dict[str, Any]:
    """What was asked and what is allowed, in the unit in which the page counts money in that language."""
    return {"value": _in_words(amount, lang), "allowed": text(bound, lang, amount=_in_words(limit, lang))}


def _in_words(million: float, lang: str) -> str:
    return text("unit.money", lang, yi=f"{million / 100.0:,.2f}", million=f"{million:,.2f}")


def _flag(value: Any, key: str) -> bool:
    if not isinstance(value, bool):
        raise InputError("not true or false", key=key, value=str(value)[:40], allowed="true, false")
    return value


def _table(value: Any, key: str) -> dict[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise InputError("not a table", key=key, value=str(value)[:80])
    return value


def _shares(
    base: Scenario, plan: Plan, pot: float, money: Mapping[str, float], preset_money: Mapping[str, float], lang: str
) -> dict[str, dict[str, float]]:
    """``shares`` and ``committed`` of the pot, in the preset's order and with its numbers where nothing changed."""
    paid = [action.id for action in plan.actions if action.pot == "expenditure"]
    least = floors(base)
    for action in paid:
        if money[action] < least.get(action, 0.0) - ROUNDING:
            limit = _limit(money[action], "unit.at-least", least[action], lang)
            raise InputError("less than is committed", key=f"money.{action}", **limit)
    total = math.fsum(money[action] for action in paid)
    if total > pot + ROUNDING:
        raise InputError("more than the pot holds", key="expenditure", **_limit(total, "unit.at-most", pot, lang))
    same_pot = pot == base.budget.expenditure
    order = [*base.shares, *(action for action in paid if action not in base.shares and money[action] > 0.0)]
    shares = {}
    for action in order:
        if action not in paid or (same_pot and money[action] == preset_money.get(action)):
            shares[action] = base.shares[action]
        else:
            shares[action] = min(money[action] / pot, 1.0) if pot > 0.0 else 0.0
    committed = {
        action: share if same_pot else min(least[action] / pot if pot > 0.0 else 0.0, shares.get(action, 0.0))
        for action, share in base.committed.items()
    }
    return {"shares": shares, "committed": {a: min(c, shares.get(a, c)) for a, c in committed.items()}}


def _budget(
    base: Scenario,
    plan: Plan,
    pots: Mapping[str, float],
    money: Mapping[str, float],
    preset_money: Mapping[str, float],
    lang: str,
) -> Any:
    """The pots; capital that the page leaves unspent is no part of the scenario, whose one taker gets all of it."""
    takers = [action.id for action in plan.of_pot("capital")]
    spent = math.fsum(money[action] for action in takers)
    if spent > pots["capital"] + ROUNDING:
        limit = _limit(spent, "unit.at-most", pots["capital"], lang)
        raise InputError("more than the pot holds", key="capital", **limit)
    unmoved = all(money[action] == preset_money[action] for action in takers)
    if unmoved and pots["expenditure"] == base.budget.expenditure:
        return base.budget
    return base.budget.model_copy(update={"expenditure": pots["expenditure"], "capital": spent, "level": None})


def _targets(base: Scenario, plan: Plan, readings: Any) -> dict[str, Any]:
    chosen = dict(base.targets)
    for id, reading in _table(readings, "readings").items():
        if id not in plan.target_index:
            raise unknown_name("unknown target", str(id)[:80], plan.target_index, key="readings")
        target = plan.targets[plan.target_index[id]]
        known = [known_reading.id for known_reading in target.readings]
        if reading not in known:
            raise unknown_name("unknown reading", str(reading)[:80], known, key=f"readings.{id}")
        now = chosen[id].reading if id in chosen else None
        if reading != (now or target.primary):
            choice = chosen.get(id, TargetChoice())
            chosen[id] = choice.model_copy(update={"reading": reading})
    return chosen


def _named(scenario: Scenario, base: Scenario) -> Scenario:
    """A name of its own: a digest of what it holds."""
    mark = digest_of(scenario.model_dump(mode="json"))[:8]
    name = Bilingual(zh=f"{base.name['zh']}（{mark}）", en=f"{base.name['en']} ({mark})")
    return scenario.model_copy(
        update={"id": f"page-{mark}", "name": name, "description": name, "based_on": "", "lines": ()}
    )
