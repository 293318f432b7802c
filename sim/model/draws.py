"""Keyed random numbers: who draws, for which decision, in which month; never in which order.

The generator is SplitMix64 (Steele, Lea and Flood 2014) used as a counter-based hash: word ``i`` of stream ``key`` is
the ``i``-th output of SplitMix64 seeded with ``key``. Keys, identities and decisions are mixed one after another, never
added to each other, so that no two of them can meet. Keys are kept below 2**63 so that Python and the compiled code
pass the same integer type. Every function is compiled on first use and callable from Python.
"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numba import njit, types

_U = np.uint64
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)
_POSITIVE = np.uint64(0x7FFFFFFFFFFFFFFF)
_SCALE = 1.0 / 4503599627370496.0  # 2**-52: the centre of 2**52 cells, so neither 0 nor 1 is ever drawn


def _compiled(function: Callable[..., Any]) -> Any:
    """Compile ``function`` on first use, and once for all the constants that callers pass as arguments.

    By itself numba compiles a function again for each constant: 280 times for the decisions of the rules, a third of
    what the whole model takes.
    """
    made: Any = njit(function)
    stock = made.get_call_template

    def get_call_template(args: tuple[Any, ...], kws: dict[str, Any]) -> Any:
        plain = {name: types.unliteral(one) for name, one in kws.items()}
        return stock(tuple(map(types.unliteral, args)), plain)

    made.get_call_template = get_call_template
    return made


@_compiled
def _word(key, counter):
    z = key + _GOLDEN * (_U(counter) + _U(1))
    z = (z ^ (z >> _U(30))) * _MIX_1
    z = (z ^ (z >> _U(27))) * _MIX_2
    return z ^ (z >> _U(31))


@_compiled
def _unit(word):
    return (np.float64(word >> _U(12)) + 0.5) * _SCALE


@_compiled
def splitmix64(seed, counter):
    """Output ``counter`` (from 0) of SplitMix64 seeded with ``seed``, as uint64: the published sequence."""
    return _word(_U(seed), counter)


@_compiled
def stream(seed, run, month):
    """Key of one month of one run (int64, not negative)."""
    return np.int64(_word(_word(_word(_U(0), seed), run), month) & _POSITIVE)


@_compiled
def uniform(key, who, what):
    """Uniform number in (0, 1) of ``who`` for decision ``what`` under ``key`` (all int64)."""
    return _unit(_word(_word(_U(key), who), what))


@_compiled
def uniform2(key, who, whom, what):
    """Uniform number in (0, 1) of a pair, or of the ``whom``-th repeat of ``who``'s decision."""
    return _unit(_word(_word(_word(_U(key), who), whom), what))


@_compiled
def normal_quantile(u):
    """Standard normal quantile (Wichura 1988, algorithm AS 241, about 16 digits)."""
    q = u - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        top = (
            (
                (
                    (
                        ((2509.0809287301226727 * r + 33430.575583588128105) * r + 67265.770927008700853) * r
                        + 45921.953931549871457
                    )
                    * r
                    + 13731.693765509461125
                )
                * r
                + 1971.5909503065514427
            )
            * r
            + 133.14166789178437745
        ) * r + 3.387132872796366608
        low = (
            (
                (
                    (
                        ((5226.495278852545925 * r + 28729.085735721942674) * r + 39307.89580009271061) * r
                        + 21213.794301586595867
                    )
                    * r
                    + 5394.1960214247511077
                )
                * r
                + 687.1870074920579083
            )
            * r
            + 42.313330701600911252
        ) * r + 1.0
        return q * top / low
    r = u if q < 0.0 else 1.0 - u
    r = math.sqrt(-math.log(r))
    if r <= 5.0:
        r -= 1.6
        top = (
            (
                (
                    (
                        ((7.7454501427834140764e-4 * r + 0.0227238449892691845833) * r + 0.24178072517745061177) * r
                        + 1.27045825245236838258
                    )
                    * r
                    + 3.64784832476320460504
                )
                * r
                + 5.7694972214606914055
            )
            * r
            + 4.6303378461565452959
        ) * r + 1.42343711074968357734
        low = (
            (
                (
                    (
                        ((1.05075007164441684324e-9 * r + 5.475938084995344946e-4) * r + 0.0151986665636164571966) * r
                        + 0.14810397642748007459
                    )
                    * r
                    + 0.68976733498510000455
                )
                * r
                + 1.6763848301838038494
            )
            * r
            + 2.05319162663775882187
        ) * r + 1.0
    else:
        r -= 5.0
        top = (
            (
                (
                    (
                        ((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 0.0012426609473880784386) * r
                        + 0.026532189526576123093
                    )
                    * r
                    + 0.29656057182850489123
                )
                * r
                + 1.7848265399172913358
            )
            * r
            + 5.4637849111641143699
        ) * r + 6.6579046435011037772
        low = (
            (
                (
                    (
                        ((2.04426310338993978564e-15 * r + 1.4215117583164458887e-7) * r + 1.8463183175100546818e-5) * r
                        + 7.868691311456132591e-4
                    )
                    * r
                    + 0.0148753612908506148525
                )
                * r
                + 0.13692988092273580531
            )
            * r
            + 0.59983220655588793769
        ) * r + 1.0
    return -top / low if q < 0.0 else top / low


@_compiled
def normal(key, who, what):
    """Standard normal number of ``who`` for decision ``what``."""
    return normal_quantile(_unit(_word(_word(_U(key), who), what)))


@_compiled
def laplace_quantile(u):
    """Quantile of the standard Laplace distribution (scale 1)."""
    if u < 0.5:
        return math.log(2.0 * u)
    return -math.log(2.0 * (1.0 - u))


@_compiled
def poisson_quantile(rate, u):
    """Number of events of a Poisson law with mean ``rate`` at quantile ``u``: more rate adds events, removes none."""
    if rate <= 0.0:
        return 0
    if rate > 500.0:
        return max(0, math.floor(rate + math.sqrt(rate) * normal_quantile(u) + 0.5))
    mass = math.exp(-rate)
    total = mass
    count = 0
    while u > total and count < 2000:
        count += 1
        mass *= rate / count
        total += mass
    return count
