"""Checks of agent classes before a run: the behaviours overridden, and methods that the model would never call."""

import inspect
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from functools import cache
from typing import Any

from sim.engine.agents.kinds import CityAgent
from sim.errors import InputError, Text, check_name
from sim.model.dialect import BEHAVIOURS, overridden
from sim.model.rule_texts import rule_texts
from sim.model.tables.records import KINDS

_ALIKE = 0.8  # share of letters from which on a name is taken for a misspelt one


def check_classes(chosen: Mapping[str, type], stock: Mapping[str, type[CityAgent]]) -> dict[str, tuple[str, ...]]:
    """Kind -> behaviours that the class given for it answers otherwise than the stock class.

    Raises InputError for an unknown kind, a class of another kind, a behaviour that does not take what the model gives
    it, and a method that nobody would ever call: one that is named like a rule, a field of the agent's state, or nearly
    like a behaviour. Names with _ before them are the class's own affair.
    """
    if not isinstance(chosen, Mapping):
        raise InputError("must be classes by kind", key="agents", value=type(chosen).__name__, allowed=", ".join(stock))
    return {kind: _overrides(kind, agent, stock) for kind, agent in chosen.items()}


def _overrides(kind: str, agent: Any, stock: Mapping[str, type[CityAgent]]) -> tuple[str, ...]:
    check_name("unknown kind of agent", kind, stock, key="agents")
    base, key = stock[kind], f"agents.{kind}"
    if not (isinstance(agent, type) and issubclass(agent, base)):
        raise InputError(Text("is no subclass of {base!r}", base=base.__name__), key=key,
                         value=getattr(agent, "__name__", repr(agent)))  # fmt: skip
    if agent.kind != kind:
        raise InputError("names another kind than it is given for", key=key, value=agent.kind, allowed=kind)
    if not _takes(agent, 1):
        raise InputError("must be made from the model alone", key=key, value=f"{agent.__name__}.__init__")
    behaviours = BEHAVIOURS.get(kind, {})
    added = {name for owner in agent.__mro__ if owner not in base.__mro__ for name in vars(owner)}
    for name in sorted(name for name in added if not name.startswith("_")):
        if name not in behaviours:
            _check_name(key, agent, name, kind)
        elif getattr(agent, name) is getattr(base, name):
            problem = Text("the stock class {base!r} stands before this method, so it would never be called",
                           base=base.__name__)  # fmt: skip
            raise InputError(problem, key=key, value=f"{agent.__name__}.{name}")
        else:
            _check_method(key, agent, name, behaviours[name].text)
    return overridden(agent, kind, base)


def _check_name(key: str, agent: type, name: str, kind: str) -> None:
    """A public name that is no behaviour."""
    behaviours, value = sorted(BEHAVIOURS.get(kind, {})), f"{agent.__name__}.{name}"
    if name in _rule_names():
        raise InputError("names a rule that is no behaviour, so it would never be called", key=key, value=value,
                         allowed=", ".join(behaviours))  # fmt: skip
    if name in {field.name for field in KINDS[kind]}:
        raise InputError("names a field of the agent's state, which the model sets itself", key=key, value=value)
    meant = _meant(name, behaviours)
    if meant is not None and _is_method(inspect.getattr_static(agent, name)):
        raise InputError(
            "is close to a behaviour but none, so it would never be called",
            key=key,
            value=value,
            allowed=Text("the name of a behaviour, one that is not like any, or one with _ before it"),
            nearest=meant,
        )


@cache
def _rule_names() -> frozenset[str]:
    return frozenset(text.__name__ for text in rule_texts())


def _meant(name: str, behaviours: Iterable[str]) -> str | None:
    """The behaviour that ``name`` is a misspelling of, if any: four in five letters alike, or the same letters."""
    written = _letters(name)
    alike = [
        (SequenceMatcher(None, written, _letters(known), autojunk=False).ratio(), known)
        for known in behaviours
        if sorted(written) == sorted(_letters(known))
        or SequenceMatcher(None, written, _letters(known), autojunk=False).ratio() >= _ALIKE
    ]
    return max(alike)[1] if alike else None


def _letters(name: str) -> str:
    return name.replace("_", "").lower()


def _is_method(attribute: Any) -> bool:
    return callable(attribute) or isinstance(attribute, staticmethod | classmethod | property)


def _check_method(key: str, agent: type, name: str, text: Any) -> None:
    """An override must be called as the model calls the stock method, and answer at once."""
    parameters = list(inspect.signature(text).parameters)[1:]
    wanted = f"{name}({', '.join(['self', *parameters])})"
    method, attribute = getattr(agent, name), inspect.getattr_static(agent, name)
    bound = isinstance(attribute, staticmethod | classmethod) or not hasattr(attribute, "__get__")
    if not callable(method):
        raise InputError("is no method", key=key, value=f"{agent.__name__}.{name}", allowed=wanted)
    later = inspect.iscoroutinefunction, inspect.isgeneratorfunction, inspect.isasyncgenfunction
    if any(kind(method) for kind in later):
        raise InputError("must answer at once", key=key, value=f"{agent.__name__}.{name}", allowed=wanted)
    if not _takes(method, len(parameters) + (not bound)):
        value = f"{agent.__name__}.{name}{inspect.signature(method)}"
        raise InputError("does not take what the model gives it", key=key, value=value, allowed=wanted)


def _takes(function: Any, arguments: int) -> bool:
    """Whether a function can be called with so many positional arguments."""
    try:
        inspect.signature(function).bind(*[None] * arguments)
    except TypeError:
        return False
    except ValueError:  # a function of C has no signature to look at
        return True
    return True
