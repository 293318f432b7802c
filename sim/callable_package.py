"""A package that is also a function: ``sim.forecast`` the room and ``sim.forecast(...)`` the call share one name.

Importing any submodule binds the package's name to its module; the module itself is callable, so that the name means
the same before and after such an import.
"""

from __future__ import annotations

import inspect
import sys
from importlib import import_module
from types import ModuleType
from typing import Any


def make_callable(package: str) -> None:
    """Let ``sim.NAME(...)`` be ``sim.NAME.run.NAME(...)``; ``package`` is ``__name__`` of the package's module."""
    name = package.rpartition(".")[2]

    class CallablePackage(ModuleType):
        def __call__(self, *args: Any, **kwargs: Any) -> Any:
            return getattr(import_module(f"{package}.run"), name)(*args, **kwargs)

        @property
        def __signature__(self) -> Any:
            return inspect.signature(getattr(import_module(f"{package}.run"), name))

    sys.modules[package].__class__ = CallablePackage
