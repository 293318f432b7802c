"""Notation of distributions in the parameter table: ``lognormal(median=0.35;sigma=0.28;high=1)``."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from sim.errors import InputError, Text, check_name, unknown_name
from sim.inputs.evidence.csv_file import number
from sim.inputs.parameters.composite import LEAST_MASS, Fixed, Spike, Truncated
from sim.inputs.parameters.continuous import Beta, Gamma, LogNormal, Normal, TwoPieceNormal, Uniform
from sim.inputs.parameters.distribution import Continuous, Distribution

_CALL = re.compile(r"\s*([A-Za-z_]\w*)\s*\((.*)\)\s*", re.DOTALL)


@dataclass(frozen=True)
class _Family:
    make: Callable[..., Continuous]
    keywords: tuple[str, ...]
    positive: tuple[str, ...]


_FAMILIES: dict[str, _Family] = {
    "normal": _Family(Normal, ("mu", "sd"), ("sd",)),
    "lognormal": _Family(LogNormal, ("median", "sigma"), ("median", "sigma")),
    "beta": _Family(Beta, ("a", "b"), ("a", "b")),
    "gamma": _Family(Gamma, ("shape", "scale"), ("shape", "scale")),
    "uniform": _Family(Uniform, ("low", "high"), ()),
    "twopiece_normal": _Family(TwoPieceNormal, ("mode", "sd_left", "sd_right"), ("sd_left", "sd_right")),
}
DISTRIBUTIONS: tuple[str, ...] = ("fixed", *_FAMILIES, "spike")


def parse_distribution(text: str, *, file: object = None, key: str | None = None) -> Distribution:
    """The distribution that ``text`` describes.

    ``fixed(x)``, ``normal(mu=;sd=)``, ``lognormal(median=;sigma=)``, ``beta(a=;b=)``, ``gamma(shape=;scale=)``,
    ``uniform(low=;high=)``, ``twopiece_normal(mode=;sd_left=;sd_right=)``, each but fixed and uniform also with the
    bounds ``low=`` and ``high=``; ``spike(at=;mass=;then=<one of them>)``.
    Raises InputError naming ``file`` and ``key``.
    """
    return _Reader(file, key).distribution(text)


@dataclass(frozen=True)
class _Reader:
    file: object
    key: str | None

    def fault(self, problem: str, value: object = None, allowed: str | None = None) -> InputError:
        return InputError(problem, file=self.file, key=self.key, value=value, allowed=allowed)

    def distribution(self, text: str) -> Distribution:
        match = _CALL.fullmatch(text)
        if match is None:
            raise self.fault("not a distribution", text, Text("a name and its numbers, such as normal(mu=0;sd=1)"))
        name, body = match.groups()
        if name == "fixed":
            return Fixed(self.number(body))
        if name == "spike":
            return self.spike(body)
        if name in _FAMILIES:
            return self.family(name, body)
        raise unknown_name("unknown distribution", name, DISTRIBUTIONS, file=self.file, key=self.key)

    def family(self, name: str, body: str) -> Continuous:
        family = _FAMILIES[name]
        bounds = tuple(bound for bound in ("low", "high") if bound not in family.keywords)
        given = {word: self.number(text) for word, text in self.keywords(name, body, family.keywords, bounds).items()}
        for word in family.positive:
            if given[word] <= 0.0:
                raise self.fault(Text("{word!r} of {name!r} must be above 0", word=word, name=name), given[word])
        low, high = given.get("low", -math.inf), given.get("high", math.inf)
        if not low < high:
            raise self.fault(Text("low of {name!r} must be below high", name=name),
                             Text("{low:g} and {high:g}", low=low, high=high))  # fmt: skip
        whole = family.make(**{word: given[word] for word in family.keywords})
        if not any(bound in given for bound in bounds):
            return whole
        cut = Truncated(whole, low, high)
        if cut.kept < LEAST_MASS:
            raise self.fault(Text("less than {mass:g} of {name!r} lies between its bounds", mass=LEAST_MASS, name=name),
                             Text("{low:g} and {high:g}", low=low, high=high))  # fmt: skip
        return cut

    def spike(self, body: str) -> Spike:
        given = self.keywords("spike", body, ("at", "mass", "then"), ())
        mass = self.number(given["mass"])
        if not 0.0 < mass < 1.0:
            raise self.fault("mass of spike must lie between 0 and 1", mass)
        then = self.distribution(given["then"])
        if not isinstance(then, Continuous):
            raise self.fault("the rest of a spike must have a density", given["then"], ", ".join(_FAMILIES))
        return Spike(self.number(given["at"]), mass, then)

    def keywords(self, name: str, body: str, required: tuple[str, ...], optional: tuple[str, ...]) -> dict[str, str]:
        given: dict[str, str] = {}
        wanted = "; ".join(f"{word}=" for word in required)
        for part in _split(body):
            word, equals, text = (piece.strip() for piece in part.partition("="))
            if not equals:
                raise self.fault(Text("{name!r} takes keywords", name=name), part.strip() or body, wanted)
            problem = Text("unknown keyword of {name!r}", name=name)
            check_name(problem, word, (*required, *optional), file=self.file, key=self.key)
            if word in given:
                raise self.fault(Text("{word!r} of {name!r} is given twice", word=word, name=name), body)
            given[word] = text
        for word in required:
            if word not in given:
                raise self.fault(Text("{word!r} of {name!r} is missing", word=word, name=name), body, wanted)
        return given

    def number(self, text: str) -> float:
        return number(text.strip(), file=self.file, key=self.key)


def _split(body: str) -> list[str]:
    """The parts of ``a=1;then=normal(mu=0;sd=1)`` between the semicolons that stand outside brackets."""
    parts, depth, start = [], 0, 0
    for index, letter in enumerate(body):
        depth += (letter == "(") - (letter == ")")
        if letter == ";" and depth == 0:
            parts.append(body[start:index])
            start = index + 1
    return [*parts, body[start:]]
