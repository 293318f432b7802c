"""Uniform numbers addressed by seed, draw and parameter name.

The SplitMix64 words of ``sim.model.draws``, written for whole columns: a forecast draws its parameters before anything
is compiled. A test holds the two to the same words.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.errors import InputError

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)
_CELL = 2.0**-52  # centres of 2**52 cells: with one bit more the last centre would round to 1
_LARGEST = 2**63 - 1

Words = NDArray[np.uint64]


def word(key: Words, counter: Words) -> Words:
    """Output ``counter`` (from 0) of SplitMix64 seeded with ``key``; arrays broadcast, arithmetic modulo 2**64."""
    z = key + _GOLDEN * (counter + np.uint64(1))
    z = (z ^ (z >> np.uint64(30))) * _MIX_1
    z = (z ^ (z >> np.uint64(27))) * _MIX_2
    return z ^ (z >> np.uint64(31))


def name_word(name: str) -> int:
    """First 64 bits of the SHA-256 of the name: the same on every machine and in every process."""
    return int.from_bytes(hashlib.sha256(name.encode("utf-8")).digest()[:8], "big")


def uniforms(seed: int, first: int, draws: int, names: Sequence[str]) -> NDArray[np.float64]:
    """Uniform numbers in (0, 1), float64[draws, names], for draws ``first`` to ``first + draws - 1``.

    Each depends on seed, number of the draw and name alone: neither other names nor the chunking change it.
    Raises InputError for a seed, ``first`` or ``draws`` that is not a whole number from 0 to 2**63 - 1.
    """
    for key, value in (("seed", seed), ("first", first), ("draws", draws)):
        if type(value) is bool or not hasattr(value, "__index__") or not 0 <= value <= _LARGEST:
            raise InputError("must be a whole number from 0 to 2**63 - 1", key=key, value=value)
    # Arrays of one element: numpy wraps arrays silently and warns about scalars.
    root = word(np.zeros(1, np.uint64), np.array([seed], np.uint64))
    rows = word(root, np.uint64(first) + np.arange(draws, dtype=np.uint64))
    words = word(rows[:, None], np.array([name_word(name) for name in names], np.uint64)[None, :])
    return ((words >> np.uint64(12)).astype(np.float64) + 0.5) * _CELL
