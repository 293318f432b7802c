"""How well the model would have forecast the city's past: ``sim.backtest(origins=(2019, 2020), runs=4000)``.

Scored against baselines that carry their own past errors; see ``sim.backtest.run``. The package and the function share
one name, so the module itself is callable, as ``sim.forecast`` is.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any


class _CallableModule(ModuleType):
    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        from sim.backtest.run import backtest

        return backtest(*args, **kwargs)

    @property
    def __signature__(self) -> Any:
        import inspect

        from sim.backtest.run import backtest

        return inspect.signature(backtest)


sys.modules[__name__].__class__ = _CallableModule
