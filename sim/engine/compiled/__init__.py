"""The compiled ensemble: the same rules as the Mesa model over record arrays, many runs in threads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.engine.compiled.runs import Ensemble, simulate

__all__ = ["Ensemble", "simulate"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from sim.engine.compiled import runs

        return getattr(runs, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
