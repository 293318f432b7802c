"""The pictures of a forecast by name: what ``xiandao chart`` and ``Forecast.plot(kind=...)`` can draw."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from sim.charts.by_field import fields_figure
from sim.charts.districts import districts_figure
from sim.charts.drivers import drivers_figure
from sim.charts.metric_fan import metric_figure
from sim.charts.quantile_dots import quantile_figure
from sim.charts.sheet import dots_figure, forecast_figure
from sim.errors import InputError, unknown_name
from sim.language import language

if TYPE_CHECKING:
    from sim.charts.figure import ChartFigure

#: kind -> what draws it from a forecast (a ``Forecast``, or one read back with ``sim.forecast.reopen``).
KINDS: Mapping[str, Callable[..., ChartFigure]] = {
    "sheet": forecast_figure,
    "dots": dots_figure,
    "fan": metric_figure,
    "quantiles": quantile_figure,
    "drivers": drivers_figure,
    "fields": fields_figure,
    "districts": districts_figure,
}
_OPTIONS = {"fan": ("target", "metric"), "quantiles": ("target",), "drivers": ("target",)}


def kind_figure(
    forecast: Any, kind: str, lang: str, *, target: str | None = None, metric: str | None = None
) -> ChartFigure:
    """Draw ``forecast`` as ``kind``. ``target``: one target alone; ``metric``: any column of the monthly record.

    Raises InputError for an unknown name, for an option that the kind has not, and where the runs did not keep what it
    shows.
    """
    if kind not in KINDS:
        raise unknown_name("kind of picture", kind, KINDS, key="KIND")
    given = {name: value for name, value in (("target", target), ("metric", metric)) if value is not None}
    for name in given:
        if name not in _OPTIONS.get(kind, ()):
            able = ", ".join(known for known, options in _OPTIONS.items() if name in options)
            raise InputError("this kind of picture has no such option", key=f"--{name}", value=kind, allowed=able)
    return KINDS[kind](forecast, language(lang), **given)
