"""Titles, lead sentences, captions and axis labels in the pictures of a sweep."""

from collections.abc import Sequence

from sim.analyses.sweep.measures import ATTAINMENT, EXPECTED_MET, Measures
from sim.analyses.sweep.results import SweepResults
from sim.analyses.sweep.views import action_names, factor_words, measure_words
from sim.charts.sweep_axes import Axis
from sim.language import text

_DIGEST = 12  # signs of a digest, as git shortens them


def factor_label(results: SweepResults, path: str, lang: str) -> str:
    """The factor in words, with its unit, as a heading."""
    words = factor_words(path, action_names(results.plan, lang), lang)
    return words if words == path else words[:1].upper() + words[1:]


def measure_label(measures: Measures, name: str, lang: str) -> str:
    """The measure in words, with its unit, as a heading."""
    words = measure_words(measures, name, lang)
    return words[:1].upper() + words[1:]


def scale(name: str) -> float:
    """What a measure is multiplied by to be printed: per cent, or a number of targets."""
    return 1.0 if name == EXPECTED_MET else 100.0


def title(results: SweepResults, lang: str) -> str:
    """The name of the sweep."""
    return str(results.manifest["name"][lang])


def lead(results: SweepResults, lang: str) -> list[str]:
    """The finished share of an unfinished sweep; nothing for a finished one."""
    layout = results.layout
    done = sum(len(layout.runs_of(unit)) for unit in results.units_done)
    if done == layout.runs:
        return []
    percent = f"{100 * done / layout.runs:.0f}"
    return [text("sweep.unfinished", lang, there=f"{done:,}", runs=f"{layout.runs:,}", percent=percent)]


def notes(results: SweepResults, measures: Measures, key: str, axes: Sequence[Axis], name: str, lang: str) -> list[str]:
    """The caption block: what the picture shows (wording ``key``), what was averaged over or binned, the runs.

    ``axes``: the factors drawn; ``name``: the measure, empty for all targets.
    """
    shown = [axis.path for axis in axes]
    others = [factor_label(results, path, lang) for path in results.paths if path not in shown]
    binned = [factor_label(results, axis.path, lang) for axis in axes if axis.binned]
    comma = text("sweep.and", lang)
    first = [text(key, lang)]
    if name == ATTAINMENT:
        first.append(text("sweep.chart-attainment", lang))
    if any(name in ("", target.id) for target in measures.declared):
        first.append(text("sweep.chart-declared", lang))
    if measures.by_point:
        first.append(text("sweep.chart-by-point", lang))
    if others:
        first.append(text("sweep.chart-averaged", lang, factors=comma.join(others)))
    if binned:
        first.append(text("sweep.chart-binned", lang, factors=comma.join(binned)))
    if measures.left_out:
        names = comma.join(target.name[lang] for target in measures.left_out)
        first.append(text("sweep.chart-left-out", lang, targets=names))
    layout = results.layout
    run = text("sweep.chart-run", lang, points=f"{layout.points:,}", draws=f"{layout.draws:,}",
               replicates=layout.replicates, seed=results.manifest["seed"])  # fmt: skip
    digest = results.sha256
    if digest is not None:
        run += text("sweep.chart-digest", lang, digest=digest[:_DIGEST])
    if results.digests is None:
        run += text("sweep.chart-unchecked", lang)
    return ["".join(first), run, results.origin(lang).line(lang)]
