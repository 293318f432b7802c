"""Pictures of results with matplotlib, which is imported when the first one is drawn.

from sim.charts.kinds import kind_figure, save_figure
from sim.charts.sheet import dots_figure, forecast_figure
from sim.charts import forecast_figure, save_figure
save_figure(forecast_figure(forecast, "zh", baseline), "forecast.png")
"""

from typing import Any

_PLACES = {"dots_figure": "sheet", "forecast_figure": "sheet", "kind_figure": "kinds", "save_figure": "kinds"}
__all__ = ["dots_figure", "forecast_figure", "kind_figure", "save_figure"]


def __getattr__(name: str) -> Any:
    if name in _PLACES:
        from importlib import import_module

        return getattr(import_module(f"sim.charts.{_PLACES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
