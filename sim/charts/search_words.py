"""Lead sentences and captions of the pictures of a search."""

from __future__ import annotations

from sim.analyses.search.result import SearchResult
from sim.analyses.search.wording import gain_words, objective_name, value_words
from sim.language import text

_DIGEST = 12  # signs of a digest, as git shortens them


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
