"""Return types that the stock agent classes declare for behaviours, and the check of the answers of overrides."""

import math
import numbers
from collections.abc import Callable
from dataclasses import dataclass
from types import NoneType
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import numpy as np

from sim.errors import InputError, Text


@dataclass(frozen=True)
class Range:
    """The numbers from ``least`` to ``most``, both included."""

    least: float
    most: float


#: Chances and hazards that the rules compare with one draw.
Probability = Annotated[float, Range(0.0, 1.0)]
#: Amounts of money, and chances whose factors may carry them beyond 1, which is certain.
NotNegative = Annotated[float, Range(0.0, math.inf)]

_EVERY_NUMBER = Range(-math.inf, math.inf)


_WORDS = {float: Text("a finite number"), int: Text("a whole number"), bool: Text("True or False"),
          NoneType: Text("no answer")}  # fmt: skip


class AnswerError(InputError):
    """An overridden behaviour gave an answer, or left a state, with which the run cannot go on."""


@dataclass(frozen=True)
class Answer:
    """The answer that a behaviour must give: ``type`` float, int, bool or None; ``range`` of a number."""

    type: type
    range: Range = _EVERY_NUMBER

    @property
    def words(self) -> Text:
        """The allowed answers as a phrase."""
        if self.type is float and self.range.most < math.inf:
            return Text("a number from {least:g} to {most:g}", least=self.range.least, most=self.range.most)
        if self.type is float and self.range.least > -math.inf:
            return Text("a finite number not below {least:g}", least=self.range.least)
        return _WORDS[self.type]

    def fits(self, given: Any) -> bool:
        """Whether rules can use ``given``; numbers of NumPy are as good as Python's own."""
        if self.type is NoneType:
            return given is None
        if self.type is bool:
            return isinstance(given, bool | np.bool_)
        number = numbers.Integral if self.type is int else numbers.Real
        if isinstance(given, bool) or not isinstance(given, number):
            return False
        return is_finite(given) and self.range.least <= float(given) <= self.range.most

    def plain(self, given: Any) -> Any:
        """An answer that fits as the Python value that rules expect."""
        return None if given is None else self.type(given)


def is_finite(number: Any) -> bool:
    """Whether a number is finite; a whole number too large for a float counts as none."""
    try:
        return math.isfinite(number)
    except OverflowError:
        return False


def declared_answer(method: Callable[..., Any]) -> Answer:
    """The answer that a method of a stock class declares as its return type."""
    hint = get_type_hints(method, include_extras=True)["return"]
    if get_origin(hint) is Annotated:
        kind, bounds = get_args(hint)
        return Answer(kind, bounds)
    return Answer(hint)
