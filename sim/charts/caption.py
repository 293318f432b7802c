"""Caption block and metadata of a picture: scenario, runs, what the marks show, versions."""

from typing import Any

from sim.language import text
from sim.results.origin import fitted_name, set_words
from sim.study.probabilities import PERCENT_OF_NUMBER


def caption(forecast: Any, lang: str, baseline: Any = None) -> list[str]:
    """The paragraphs of the caption block, unwrapped. No date: the same forecast gives the same bytes."""
    marks = text("chart.marks", lang, percent=PERCENT_OF_NUMBER["about"])
    return caption_of(forecast, lang, [marks], baseline)


def caption_of(forecast: Any, lang: str, shows: list[str], baseline: Any = None) -> list[str]:
    """The caption block of another picture: ``shows`` says what its marks hold."""
    error = max((target.mc_error for target in forecast.targets if target.mc_error is not None), default=0.0)
    name = forecast.scenario.name[lang]
    run = text("chart.run", lang, scenario=name, id=forecast.scenario.id, runs=forecast.runs, seed=forecast.seed,
               error=f"{100 * error:.1f}")  # fmt: skip
    parts = [run]
    if forecast.runs_failed:
        parts.append(text("chart.failed", lang, failed=forecast.runs_failed))
    if baseline is not None:
        scenario = baseline.scenario
        parts.append(text("chart.against", lang, scenario=scenario.name[lang], id=scenario.id))
    return [text("chart.conditional", lang), *shows, text("chart.mark", lang).join(parts), versions(forecast, lang)]


def versions(forecast: Any, lang: str) -> str:
    """Version of the program and digests of what went in, shortened to twelve signs as git does."""
    origin = forecast.provenance
    digests = {name.partition(".")[0]: digest[:12] for name, digest in origin["inputs"].items()}
    return text("chart.versions", lang, version=origin["versions"]["sim"], code=origin["code"][:12],
                set=set_words(fitted_name(origin), lang), **digests)  # fmt: skip


def record(title: str, paragraphs: list[str], forecast: Any) -> dict[str, str]:
    """Metadata of the saved picture: ``title``, ``description`` and what the forecast rests on."""
    origin = forecast.origin("en")
    return {"title": title, "description": "\n".join(paragraphs), "source": origin.command, **origin.record()}
