"""Import of the optional libraries of the extra ``data``."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from sim.errors import InputError, Text

EXTRA = "data"


def required(name: str, why: str) -> Any:
    """A library by name. Raises InputError that says how to install it."""
    try:
        return import_module(name)
    except ImportError:
        raise InputError(Text("needs a library: {library}", library=name.partition(".")[0]), key=why,
                         allowed=f'pip install "xiandao[{EXTRA}]"') from None  # fmt: skip
