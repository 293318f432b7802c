"""Register of pictures by type of result: what ``xiandao chart`` and every ``plot(kind=...)`` can draw; saving."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import InputError, LibraryText, Text, check_name
from sim.language import language
from sim.results.result import Result

if TYPE_CHECKING:
    from sim.charts.figure import ChartFigure

FORMATS = ("png", "svg", "pdf")


@dataclass(frozen=True)
class Kind:
    """One kind of picture. ``function``: ``module:name`` below ``sim.charts``, called with the result, ``lang``, what
    is ``fixed`` for the kind, and those of its ``options`` that were given."""

    function: str
    options: tuple[str, ...] = ()
    fixed: Mapping[str, Any] = field(default_factory=dict)

    def draw(self, result: Any, lang: str, **given: Any) -> ChartFigure:
        """The picture of ``result``."""
        module, _, name = self.function.partition(":")
        function: Callable[..., ChartFigure] = getattr(import_module(f"sim.charts.{module}"), name)
        return function(result, lang=lang, **self.fixed, **given)


_TARGET = ("target",)
_SWEPT = ("x", "y", "measure")

#: Type of a result -> its kinds of picture by name, the main one first.
RESULTS: Mapping[str, Mapping[str, Kind]] = {
    "Forecast": {
        "sheet": Kind("sheet:forecast_figure"),
        "dots": Kind("sheet:dots_figure"),
        "fan": Kind("metric_fan:metric_figure", ("target", "metric")),
        "quantiles": Kind("quantile_dots:quantile_figure", _TARGET),
        "drivers": Kind("drivers:drivers_figure", _TARGET),
        "fields": Kind("by_field:fields_figure"),
        "districts": Kind("districts:districts_figure", ("boundaries",)),
    },
    "Comparison": {
        "sheet": Kind("compare:comparison_figure"),
        "targets": Kind("compare:comparison_figure", fixed={"parts": ("targets",)}),
        "money": Kind("compare:comparison_figure", fixed={"parts": ("money",)}),
    },
    "MarginalValue": {
        "sheet": Kind("value:marginal_figure"),
        "gains": Kind("value:marginal_figure", fixed={"parts": ("gains",)}),
        "curves": Kind("value:marginal_figure", fixed={"parts": ("curves",)}),
    },
    "PriceList": {
        "page": Kind("prices:page_figure"),
        "actions": Kind("prices_by_action:actions_figure"),
        "instruments": Kind("prices:page_figure", fixed={"instruments": True}),
    },
    "ResponseTable": {"page": Kind("responses:responses_figure")},
    "SearchResult": {
        "money": Kind("search:money_figure"),
        "trace": Kind("search_trace:trace_figure"),
        "front": Kind("search_front:front_figure"),
        "ternary": Kind("search_ternary:ternary_figure", ("groups",)),
        "parallel": Kind("search_parallel:candidates_figure"),
    },
    "Sensitivity": {
        "tornado": Kind("sensitivity_tornado:first_tornado", _TARGET),
        "screening": Kind("sensitivity_screening:screening_figure"),
        "indices": Kind("sensitivity_indices:indices_figure"),
    },
    "Discovery": {"boxes": Kind("discover:first_boxes", _TARGET)},
    "SweepResults": {
        name: Kind("sweep:sweep_figure", _SWEPT, {"kind": name})
        for name in ("auto", "heat", "lines", "parallel", "multiples")
    },
    "Fit": {
        "prior-posterior": Kind("fit_parameters:prior_posterior_figure"),
        "contraction": Kind("fit_parameters:contraction_figure"),
        "pairs": Kind("fit_pairs:pairs_figure"),
        "predictive": Kind("fit_predictive:predictive_figure"),
        "gate": Kind("fit_gate:gate_figure"),
        "learning": Kind("fit_gate:learning_figure"),
    },
    "Vintage": {"promise": Kind("vintage:vintage_figure")},
    "Backtest": {
        "sheet": Kind("backtest:backtest_figure"),
        "scores": Kind("backtest:scores_figure"),
        "coverage": Kind("backtest:coverage_figure"),
        "ranks": Kind("backtest:ranks_figure"),
        "series": Kind("backtest:one_series", ("series",)),
    },
}
#: The kinds of a forecast.
KINDS = RESULTS["Forecast"]


def kinds_of(result: Any) -> Mapping[str, Kind]:
    """The kinds of picture that this type of result has.

    Raises InputError for a result that is not drawn, TypeError for what is no result.
    """
    for kind in type(result).__mro__:
        if kind.__name__ in RESULTS:
            return RESULTS[kind.__name__]
    if isinstance(result, Result):
        raise InputError("no picture is drawn of this result", value=f"xiandao {result.COMMAND}")
    raise TypeError(f"no pictures of a {type(result).__name__}")


def kind_figure(result: Any, kind: str | None, lang: str | None, **options: Any) -> ChartFigure:
    """Draw ``result`` as ``kind``, as its main one when None.

    ``options``, each left out where None: ``target``: one target alone; ``metric``: any column of the monthly record;
    ``boundaries``: a GeoJSON file of the districts; ``groups``: three groups of actions; ``series`` of a back-test;
    ``x``, ``y``, ``measure`` of a sweep. Raises InputError for an unknown name, for an option that the kind has not,
    and where the result did not keep what it shows.
    """
    kinds = kinds_of(result)
    chosen = next(iter(kinds)) if kind is None else kind
    check_name("unknown kind of picture", chosen, kinds, key="KIND")
    given = {name: value for name, value in options.items() if value is not None}
    for name in given:
        if name not in kinds[chosen].options:
            able = ", ".join(known for known, entry in kinds.items() if name in entry.options)
            raise InputError("this kind of picture has no such option", key=f"--{name}", value=chosen,
                             allowed=able or None)  # fmt: skip
    return kinds[chosen].draw(result, language(lang), **given)


def save_figure(figure: ChartFigure, path: str | Path) -> Path:
    """Write ``figure`` to ``path`` in the format of its suffix (PNG at 300 dpi) and return the path.

    No date is written, so equal figures give equal bytes. Raises InputError for another suffix or a place that cannot
    be written.
    """
    path = Path(path)
    kind = path.suffix.lower().removeprefix(".")
    if kind not in FORMATS:
        raise InputError("unknown picture format", file=path, value=path.suffix, allowed=".png, .svg, .pdf")
    try:
        figure.savefig(path, format=kind)
    except OSError as fault:
        raise InputError(Text("cannot be written: {reason}", reason=LibraryText(fault.strerror)), file=path) from None
    return path


def draw(result: Any, path: str | Path | None, lang: str | None, kind: str | None, **options: Any) -> ChartFigure:
    """The picture ``kind`` of any result (``sim.charts.kinds``), written to ``path`` where one is given.

    What every ``plot()`` of a result does. Raises InputError.
    """
    figure = kind_figure(result, kind, lang, **options)
    if path is not None:
        save_figure(figure, path)
    return figure
