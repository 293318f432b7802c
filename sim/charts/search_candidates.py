"""What the pictures of a search share: candidates drawn, gain smoothed over near ones, lead sentences and captions."""

from typing import Any

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from numpy.typing import NDArray

from sim.analyses.search.result import SearchResult
from sim.analyses.search.views import gain_words, objective_name, value_words
from sim.charts.figure import ChartFigure
from sim.charts.palette import INK, MUTED, RULE
from sim.charts.style import SMALL
from sim.charts.sweep_heat import shade
from sim.errors import InputError
from sim.language import text
from sim.language.numbers import fixed

Floats = NDArray[np.float64]

NEAREST = 25  # candidates behind a colour: one alone has a few runs, which is noise
PALEST = 0.18  # of the colour, at the lowest gain: a small mark must still be seen
_ROWS = 200  # compared with all others at a time
_LEVELS = 5
_DIGEST = 12  # signs of a digest, as git shortens them


def require_candidates(result: SearchResult) -> None:
    """Raise InputError for a search that tried nothing beside the scenario."""
    if not np.isfinite(result.trace.tried_gain).any():
        raise InputError("the search kept no candidates to draw", key="KIND")


def spread_over(number: int, most: int) -> NDArray[np.int64]:
    """int64[at most ``most``]: places of ``number`` things, evenly from the first to the last."""
    return np.unique(np.linspace(0, number - 1, min(number, most)).astype(np.int64))


def smoothed(places: Floats, gains: Floats, chosen: NDArray[np.int64]) -> Floats:
    """float64[len(asked)]: mean gain over the ``NEAREST`` rows of ``places`` float64[C, d] to each row asked for."""
    nearest = min(NEAREST, len(places))
    means = np.empty(len(chosen))
    for start in range(0, len(chosen), _ROWS):
        rows = chosen[start : start + _ROWS]
        apart = ((places[rows, None, :] - places[None, :, :]) ** 2).sum(axis=2)
        near = np.argpartition(apart, nearest - 1, axis=1)[:, :nearest]
        means[start : start + _ROWS] = gains[near].mean(axis=1)
    return means


def gain_label(result: SearchResult, lang: str) -> str:
    """What the colour is, with its unit."""
    objective = result.objectives[0]
    words = text("search.axis-gain", lang, objective=objective_name(objective, lang))
    return words + (text("search.axis-points", lang) if objective.in_per_cent else "")


def gain_scale(result: SearchResult) -> float:
    """What a gain is multiplied by to be printed."""
    return 100.0 if result.objectives[0].in_per_cent else 1.0


def colour_key(figure: ChartFigure, x: float, y: float, gains: Floats, scale: float) -> None:
    """Swatches from the highest gain to the lowest, one below the other from ``x``, ``y`` inches, with numbers."""
    for k, value in enumerate(np.linspace(gains.max(), gains.min(), _LEVELS)):
        words = fixed(scale * float(value), 2)
        figure.key_line(x, y + 0.24 * k, [(Patch(facecolor=shade(float(value), gains, PALEST), edgecolor=RULE), words)])


def reference_marks() -> tuple[dict[str, Any], dict[str, Any]]:
    """How the scenario and the winner are marked: told apart by shape and by lightness."""
    scenario = {"marker": "D", "color": "white", "markeredgecolor": INK, "markersize": 8, "markeredgewidth": 1.4}
    winner = {"marker": "*", "color": INK, "markeredgecolor": "white", "markersize": 15, "markeredgewidth": 0.8}
    return scenario, winner


def reference_key(figure: ChartFigure, x: float, y: float, lang: str) -> None:
    """The two marks with their meaning, one below the other."""
    for k, (mark, key) in enumerate(zip(reference_marks(), ("scenario", "winner"), strict=True)):
        line = Line2D([], [], linestyle="none", **mark)
        figure.key_line(x, y + 0.26 * k, [(line, text(f"search.key-{key}", lang))])


def small_heading(figure: ChartFigure, x: float, y: float, words: list[str]) -> float:
    """Lines of a heading in the muted small size; the height that they take."""
    figure.write_lines(x, y + 0.19 / 2, words, 0.19, size=SMALL, colour=MUTED)
    return 0.19 * len(words)


def lead(result: SearchResult, lang: str) -> list[str]:
    """One sentence an objective: its value under the scenario and under the winner, and the gain."""
    lines = []
    for objective, worth in zip(result.objectives, result.worths, strict=True):
        values = {
            "scenario": result.scenario.name[lang],
            "objective": objective_name(objective, lang),
            "before": value_words(objective, worth.scenario.value, lang),
            "after": value_words(objective, worth.winner.value, lang),
            "gain": gain_words(objective, worth.gain, lang),
        }
        lines.append(text("search.chart-lead", lang, **values))
    if not result.worth.gain.shown:
        lines.append(text("search.no-gain", lang))
    return lines


def notes(result: SearchResult, lang: str, key: str) -> list[str]:
    """The caption block: what this picture shows (wording ``key``), the runs, and on what the effect of money rests."""
    run = text("search.chart-run", lang, searched=result.searched, runs=result.estimate_runs, seed=result.seed)
    digest = text("search.chart-digest", lang, digest=result.digest[:_DIGEST])
    return [text(key, lang), run + digest, text("search.rests-on", lang), text("search.legend", lang),
            result.origin(lang).line(lang)]  # fmt: skip
