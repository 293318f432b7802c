"""What a forecast assumes and what repeats it, as pairs of label and value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.charts.rows import target_record
from sim.forecast.probabilities import PERCENT_OF_NUMBER
from sim.language import parameter_meaning, text, texts

if TYPE_CHECKING:
    from sim.forecast.result import Forecast

Pairs = tuple[tuple[str, str], ...]
_SHORT = 12  # signs of a digest, as git shortens it


def assumptions(forecast: Forecast, lang: str) -> Pairs:
    """Budget, parameters, switches, rates without a count, and how the numbers are to be read."""
    origin = forecast.provenance
    pairs = [(text(f"report.{pot}", lang), _money(origin["budget"][pot], lang)) for pot in ("expenditure", "capital")]
    until = origin["data_until"]
    known = "forecast.parameters-prior" if until is None else "forecast.parameters-fitted"
    pairs.append((text("report.parameters", lang), text(known, lang, set=origin["fitted"], until=until)))
    pairs += [(_switch(name, lang), _value(name, value, lang)) for name, value in origin["switches"].items()]
    held = [
        text("forecast.placeholder", lang, target=target_record(forecast.plan, one)[0].name[lang],
             rows=", ".join(parameter_meaning(name, name, lang) for name in one.placeholders))
        for one in forecast.targets
        if one.placeholders
    ]  # fmt: skip
    if held:
        joined = text("forecast.placeholder-join", lang).join(held)
        pairs.append((text("report.placeholders", lang), text("forecast.placeholders", lang, list=joined)))
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
        (text("report.code", lang), origin["code"][:_SHORT]),
        (text("report.metrics", lang), origin["fingerprint"]["metrics"][:_SHORT]),
    ]
    files = text("forecast.placeholder-join", lang).join(
        f"{name} {digest[:_SHORT]}" for name, digest in sorted(origin["inputs"].items())
    )
    return (*pairs, (text("report.inputs", lang), files))


def _money(million: float, lang: str) -> str:
    return text("unit.money", lang, yi=f"{million / 100:,.2f}", million=f"{million:,.0f}")


def _switch(name: str, lang: str) -> str:
    if name == "transfers_between_pots":
        return text("report.transfers", lang)
    return texts(lang).get(f"switch.{name}", name)


def _value(name: str, value: Any, lang: str) -> str:
    if isinstance(value, bool):
        return text("switch.on" if value else "switch.off", lang)
    return texts(lang).get(f"switch.{name}-{value}", str(value))
