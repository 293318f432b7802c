"""The two marks that make a function dialect text: ``rule`` and ``behaviour``.

A rule is called alike by the Mesa model, with agents, and by the compiled engine, with rows of structured arrays. A
behaviour is a rule that a subclass of the Mesa agent may override: called from Python it asks the agent, compiled it
is the stock text. Importing this module imports numba, so nothing that the command line needs to start may do so.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any, Protocol, TypeVar, cast

from numba.extending import overload, register_jitable

Function = TypeVar("Function", bound=Callable[..., Any])

#: every text marked so far, by any module, in the order in which they were marked
TEXTS: list[Callable[..., Any]] = []
#: kind of agent -> name -> the function that asks the agent (its ``text`` is the stock rule)
BEHAVIOURS: dict[str, dict[str, Behaviour]] = {}
#: class of agent -> behaviour -> what asks agents of that class, and looks at the answer, in place of a plain call
WATCHES: dict[type, dict[str, Callable[..., Any]]] = {}
_NOBODY: dict[str, Callable[..., Any]] = {}


def rule(text: Function) -> Function:
    """Mark ``text`` as dialect text, callable from compiled code, and return the very same function."""
    register_jitable(text)
    text.dialect = "rule"  # type: ignore[attr-defined]
    TEXTS.append(text)
    return text


class Behaviour(Protocol):
    """What ``behaviour`` makes of a text: calling it asks the agent, ``text`` is the stock rule."""

    text: Callable[..., Any]
    kind: str
    __name__: str

    def __call__(self, agent: Any, *rest: Any) -> Any: ...


def behaviour(kind: str) -> Callable[[Callable[..., Any]], Behaviour]:
    """Mark the stock text of a behaviour of ``kind``; the first parameter of the text is the agent.

    The decorated name calls ``getattr(agent, name)(*rest)`` in Python (through WATCHES, where the class has one) and is
    the stock text in compiled code, so that a market which calls it obeys ``class MyFund(Fund)``. The stock text stays
    reachable as ``.text``, with which the Mesa class answers: ``def appetite(self, firm): return appetite.text(self,
    firm)``.

    Raises ValueError if the kind already has a behaviour of that name, defined elsewhere, or the text has no
    positional agent parameter.
    """

    def mark(text: Callable[..., Any]) -> Behaviour:
        name = text.__name__
        signature = inspect.signature(text)
        if (
            any(p.kind is not p.POSITIONAL_OR_KEYWORD for p in signature.parameters.values())
            or not signature.parameters
        ):
            raise ValueError(f"behaviour {name!r} needs plain positional parameters, the agent first")
        known = BEHAVIOURS.setdefault(kind, {}).get(name)
        if known is not None and known.text.__module__ != text.__module__:
            raise ValueError(f"{kind} already has a behaviour {name!r}, in {known.text.__module__}")

        @functools.wraps(text)
        def ask(agent: Any, *rest: Any, **named: Any) -> Any:
            watch = WATCHES.get(type(agent), _NOBODY).get(name)
            return getattr(agent, name)(*rest, **named) if watch is None else watch(agent, *rest, **named)

        def choose(*arguments: Any, **named: Any) -> Callable[..., Any]:
            return text

        # numba takes the parameter names of an overload from the signature of the function that chooses it
        choose.__signature__ = signature  # type: ignore[attr-defined]
        # not strict: the comparison of the two signatures reads code objects and would see only *arguments
        overload(ask, strict=False)(choose)
        register_jitable(text)
        text.dialect = ask.dialect = "behaviour"  # type: ignore[attr-defined]
        asked = cast(Behaviour, ask)
        asked.text, asked.kind = text, kind
        BEHAVIOURS[kind][name] = asked
        TEXTS.append(text)
        return asked

    return mark


def overridden(agent_class: type, kind: str, stock_class: type) -> tuple[str, ...]:
    """Names of the behaviours of ``kind`` that ``agent_class`` answers otherwise than ``stock_class``, sorted."""
    return tuple(
        name
        for name in sorted(BEHAVIOURS.get(kind, {}))
        if getattr(agent_class, name, None) is not getattr(stock_class, name, None)
    )
