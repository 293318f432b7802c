"""From runs to probabilities: ``sim.forecast("reference", runs=1000, seed=1)``, see ``sim.forecast.run``.

The package and the function share one name: importing any submodule binds ``sim.forecast`` to this module, so the
module itself is callable, and ``sim.forecast(...)`` means the same before and after such an import.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any


class _CallableModule(ModuleType):
    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        from sim.forecast.run import forecast

        return forecast(*args, **kwargs)

    @property
    def __signature__(self) -> Any:
        import inspect

        from sim.forecast.run import forecast

        return inspect.signature(forecast)


sys.modules[__name__].__class__ = _CallableModule
