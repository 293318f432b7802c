"""Run-time checks of overridden behaviours: an unusable answer or state ends the run and names the behaviour."""

import math
import numbers
from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Any

from sim.engine.agents.answers import AnswerError, declared_answer, is_finite
from sim.errors import Text
from sim.model.dialect import WATCHES
from sim.model.tables.records import KINDS


def watch(kind: str, agent: type, stock: type, behaviours: tuple[str, ...]) -> None:
    """From now on every answer of ``agent`` to ``behaviours``, which it overrides, is examined."""
    WATCHES[agent] = {name: _watched(kind, agent, name, getattr(stock, name)) for name in behaviours}


def _watched(kind: str, agent: type, name: str, method: Callable[..., Any]) -> Callable[..., Any]:
    answer, state = declared_answer(method), _state(kind)
    key, title = f"agents.{kind}", f"{agent.__name__}.{name}"

    def ask(subject: Any, *rest: Any, **named: Any) -> Any:
        try:
            given = getattr(subject, name)(*rest, **named)
        except (ArithmeticError, ValueError) as error:
            problem = Text("the behaviour {title!r} broke off: {kind}", title=title, kind=type(error).__name__)
            raise AnswerError(problem, key=key, value=str(error) or None) from error
        if not answer.fits(given):
            problem = Text("the behaviour {title!r} gave an answer that no rule can use", title=title)
            raise AnswerError(problem, key=key, value=_shown(given), allowed=answer.words)
        fault = None if state.is_usable(subject) else state.unusable(subject)
        if fault is not None:
            problem = Text("the behaviour {title!r} left a state that no rule can use: {field}", title=title,
                           field=fault[0])  # fmt: skip
            raise AnswerError(problem, key=key, value=_shown(fault[1]))
        return answer.plain(given)

    return ask


class _State:
    """The numbers that an agent of one kind is made of."""

    def __init__(self, kind: str) -> None:
        scalars = [field for field in KINDS[kind] if not field.length]
        self._floats = [field.name for field in scalars if field.type is float]
        self._whole = [field.name for field in scalars if field.type is int]
        self._lists = [field.name for field in KINDS[kind] if field.length]
        self._floats_of, self._whole_of = attrgetter(*self._floats), attrgetter(*self._whole)

    def is_usable(self, agent: Any) -> bool:
        """Whether all numbers are finite, at the price of one sum; False may be a false alarm, True is sure."""
        try:
            total = sum(self._floats_of(agent)) + sum(sum(getattr(agent, name)) for name in self._lists)
            return math.isfinite(total) and type(sum(self._whole_of(agent))) is int
        except (TypeError, OverflowError):
            return False

    def unusable(self, agent: Any) -> tuple[str, Any] | None:
        """(field, value) of the first that is no finite number, or no whole one where the field counts."""
        values = [(name, getattr(agent, name), numbers.Real) for name in self._floats]
        values += [(name, getattr(agent, name), numbers.Integral) for name in self._whole]
        values += [(name, value, numbers.Real) for name in self._lists for value in getattr(agent, name)]
        wrong = (
            (name, value) for name, value, number in values if not (isinstance(value, number) and is_finite(value))
        )
        return next(wrong, None)


_state = cache(_State)


def _shown(value: Any) -> Any:
    """A found value as it may stand in one sentence."""
    if type(value) is int and not is_finite(value):
        return "a very large number"
    return value if type(value) in (int, float, bool) else "None" if value is None else type(value).__name__
