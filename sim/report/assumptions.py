"""Assumptions and provenance of a forecast, as pairs of label and value."""

from typing import Any

from sim.analyses.forecast.result import Forecast
from sim.analyses.forecast.views import known, placeholders
from sim.language import text, texts
from sim.language.numbers import money
from sim.study.probabilities import PERCENT_OF_NUMBER

Pairs = tuple[tuple[str, str], ...]
_SHORT = 12  # signs of a digest, as git shortens it


def short_digest(digest: str) -> str:
    """A digest as it is shown."""
    return digest[:_SHORT]


def assumptions(forecast: Forecast, lang: str) -> Pairs:
    """Budget, parameters, switches, rates without a count, and how the numbers are to be read."""
    origin = forecast.provenance
    pairs = [(text(f"report.{pot}", lang), money(origin["budget"][pot], lang)) for pot in ("expenditure", "capital")]
    pairs.append((text("report.parameters", lang), known(forecast, lang)))
    pairs += [(_switch(name, lang), _value(name, value, lang)) for name, value in origin["switches"].items()]
    if held := placeholders(forecast, lang):
        pairs.append((text("report.placeholders", lang), held))
    marks = text("report.about", lang, percent=PERCENT_OF_NUMBER["about"])
    return (*pairs, (text("report.how-to-read", lang), f"{text('forecast.legend', lang)} {marks}"))


def provenance(forecast: Forecast, lang: str) -> Pairs:
    """The command that repeats the forecast, runs, versions and digests."""
    origin = forecast.provenance
    runs = text("report.runs-made", lang, runs=forecast.runs, draws=origin["draws"], failed=forecast.runs_failed,
                seed=forecast.seed)  # fmt: skip
    programs = ", ".join(f"{name} {version}" for name, version in origin["versions"].items())
    pairs = [
        (text("report.command", lang), origin["command"]),
        (text("report.runs", lang), runs),
        (text("report.plan", lang), forecast.plan.header.name[lang]),
        (text("report.versions", lang), programs),
        (text("report.code", lang), short_digest(origin["code"])),
        (text("report.metrics", lang), short_digest(origin["fingerprint"]["metrics"])),
    ]
    files = text("forecast.placeholder-join", lang).join(
        f"{name} {short_digest(digest)}" for name, digest in sorted(origin["inputs"].items())
    )
    return (*pairs, (text("report.inputs", lang), files))


def _switch(name: str, lang: str) -> str:
    if name == "transfers_between_pots":
        return text("report.transfers", lang)
    return texts(lang).get(f"switch.{name}", name)


def _value(name: str, value: Any, lang: str) -> str:
    if isinstance(value, bool):
        return text("switch.on" if value else "switch.off", lang)
    return texts(lang).get(f"switch.{name}-{value}", str(value))
