"""Picture of a sweep: the kind that fits its factors, with checks of what is requested."""

from sim.analyses.sweep.measures import EXPECTED_MET, Measures, measures_of
from sim.analyses.sweep.results import SweepResults
from sim.charts import sweep_heat, sweep_lines, sweep_parallel
from sim.charts.figure import ChartFigure
from sim.charts.sweep_words import Axis, axis_of
from sim.errors import InputError, check_name, unknown_name
from sim.language import language

KINDS = ("auto", "heat", "lines", "parallel", "multiples")
_MOST_LEVELS = 100_000  # of a factor in parallel coordinates: each level stands for itself


def sweep_figure(
    results: SweepResults,
    kind: str = "auto",
    *,
    x: str | None = None,
    y: str | None = None,
    measure: str | None = None,
    lang: str | None = None,
) -> ChartFigure:
    """Draw the finished part of a sweep. ``x``, ``y``: factors, the first that vary when None; ``measure``: a target's
    id or name, "expected_met" (the usual) or "attainment". Factors not drawn are averaged over; the caption says so.

    "lines" and "multiples" draw one line for each of at most five levels of ``y`` where it is given. "auto": lines over
    the one factor that varies, a heat map over two, parallel coordinates over more. Raises InputError.
    """
    check_name("unknown kind of picture", kind, KINDS, key="kind")
    tongue = language(lang)
    measures = measures_of(results)
    if not results.units_done:
        raise InputError("holds no results yet", file=results.folder)
    if not measures.names:
        raise InputError("no target's metric was kept", file=results.folder, key="outputs.metrics")
    name = _measure(measures, measure)
    varying = [path for path in results.paths if results.points[path].nunique() > 1] or list(results.paths)
    for key, path in (("x", x), ("y", y)):
        if path is not None and path not in results.paths:
            raise unknown_name("unknown factor", path, results.paths, key=key)
    if x is not None and x == y:
        raise InputError("must be another factor than x", key="y", value=y)
    chosen = _kind(kind, x, y, varying)
    across = x or next(path for path in [*varying, *results.paths] if path != y)
    if chosen == "parallel":
        return _parallel(results, measures, varying, name, tongue)
    if chosen == "heat":
        return _heat(results, measures, (across, y), varying, name, tongue)
    return _lines(results, measures, (across, y), chosen, name, tongue)


def _kind(kind: str, x: str | None, y: str | None, varying: list[str]) -> str:
    if kind != "auto":
        return kind
    if x is not None or y is not None:
        return "heat" if x is not None and y is not None else "lines"
    return {1: "lines", 2: "heat"}.get(len(varying), "parallel")


def _measure(measures: Measures, measure: str | None) -> str:
    if measure is None:
        return EXPECTED_MET if EXPECTED_MET in measures.names else measures.names[0]
    return measures.names[measures.place(measure)]


def _heat(
    results: SweepResults, measures: Measures, factors: tuple[str, str | None], varying: list[str], name: str, lang: str
) -> ChartFigure:
    x, y = factors
    others = [path for path in [*varying, *results.paths] if path != x]
    if not others:
        raise InputError("a heat map needs two factors", key="kind", value="heat", allowed="lines, multiples")
    axes = tuple(axis_of(results, path, sweep_heat.MOST_LEVELS, sweep_heat.BINS) for path in (x, y or others[0]))
    return sweep_heat.heat_figure(results, measures, (axes[0], axes[1]), name, lang)


def _lines(
    results: SweepResults, measures: Measures, factors: tuple[str, str | None], kind: str, name: str, lang: str
) -> ChartFigure:
    x, y = factors
    axis = axis_of(results, x, sweep_lines.MOST_LEVELS, sweep_lines.BINS)
    family = None if y is None else axis_of(results, y, sweep_lines.MOST_LINES, sweep_lines.MOST_LINES)
    if kind == "multiples":
        return sweep_lines.multiples_figure(results, measures, axis, family, lang)
    return sweep_lines.lines_figure(results, measures, axis, family, name, lang)


def _parallel(results: SweepResults, measures: Measures, varying: list[str], name: str, lang: str) -> ChartFigure:
    axes: tuple[Axis, ...] = tuple(
        axis_of(results, path, _MOST_LEVELS, 1) for path in varying[: sweep_parallel.MOST_FACTORS]
    )
    return sweep_parallel.parallel_figure(results, measures, axes, name, lang)
