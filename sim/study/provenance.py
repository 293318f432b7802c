"""Provenance of a result: versions, the machine's arithmetic, and digests of inputs and numbers.

No time stamps, paths, or numbers of threads: the same inputs on the same numeric platform give the same bytes.
"""

import hashlib
import json
import math
import platform
import struct
from functools import cache
from importlib import metadata
from typing import Any

import numpy as np

from sim.results.files import sha256
from sim.shipped import PACKAGE
from sim.version import __version__

# Inputs of the fixed math calls: where the libraries of different machines are known to differ in the last bit.
_POINTS = tuple((k + 0.5) / 64.0 for k in range(256))
_CALLS = (math.exp, math.log, math.log1p, math.expm1, math.sqrt, math.tanh, math.atan, math.erf, math.erfc)
_VECTOR_CALLS = (np.exp, np.log, np.log1p, np.expm1, np.sqrt, np.tanh)


@cache
def numeric_fingerprint() -> str:
    """Digest of fixed math calls, by the C library and by NumPy's vector code: equal where results can be compared."""
    digest = hashlib.sha256()
    for call in _CALLS:
        digest.update(struct.pack(f"<{len(_POINTS)}d", *(call(x) for x in _POINTS)))
    for vector_call in _VECTOR_CALLS:
        digest.update(vector_call(np.array(_POINTS)).astype("<f8").tobytes())
    return digest.hexdigest()


@cache
def code_digest() -> str:
    """Digest of the program's own sources: a run is resumed only by the code that began it."""
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*.py")):
        digest.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def versions() -> dict[str, str]:
    """Versions of the program, of Python and of the libraries that touch a number."""
    libraries = {name: metadata.version(name) for name in ("numpy", "numba", "scipy")}
    return {"sim": __version__, "python": platform.python_version(), **libraries}


def machine() -> dict[str, str]:
    """Operating system, processor and C library."""
    return {"system": platform.system(), "machine": platform.machine(), "libc": "-".join(platform.libc_ver())}


def digest_of(value: Any) -> str:
    """Digest of a JSON value, independent of the order of keys."""
    return sha256(canonical(value))


def canonical(value: Any) -> bytes:
    """A JSON value as bytes: sorted keys, one way to write each number. Raises ValueError for nan and inf."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def array_digest(*arrays: np.ndarray) -> str:
    """Digest of arrays: type, shape and bytes."""
    digest = hashlib.sha256()
    for array in arrays:
        plain = np.ascontiguousarray(array)
        digest.update(f"{plain.dtype.str}{plain.shape}".encode() + plain.tobytes())
    return digest.hexdigest()
