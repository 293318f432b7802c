"""Registered bands of prices in ``xiandao explain``: what 100 million CNY of an instrument may buy, and why."""

from collections.abc import Iterator
from typing import Any

from sim.app.cli.clauses import Line
from sim.app.cli.session import Session
from sim.inputs.evidence.price_bands import PriceBand, bands_of, load_price_bands
from sim.inputs.plan import Plan
from sim.language import band_words
from sim.language.numbers import MINUS, significant, unit_price


def band_lines(action: Any, plan: Plan, session: Session) -> Iterator[Line]:
    """One line for each registered row of each instrument of the action."""
    bands = load_price_bands()
    for instrument in plan.instruments:
        if instrument.action == action.id:
            heading = session.say("explain.band", name=instrument.name[session.lang])
            for band in bands_of(bands, action.id, instrument.id):
                yield heading, _row(band, session)


def _row(band: PriceBand, session: Session) -> str:
    say = session.say
    sources = say("explain.band-sources", rows="; ".join(band.sources)) if band.sources else ""
    counted = band_words(band.counted, session.lang)
    if band.units is None:
        return say("explain.band-none", counted=counted, reason=band.reason, sources=sources)
    low, central, high = (significant(end).replace(MINUS, "-") for end in band.units)
    return say(
        "explain.band-row",
        counted=_staged(counted, band.stage, session),
        reason=band.reason,
        sources=sources,
        price=_price(band, session),
        units=say("explain.band-range", low=low, central=central, high=high),
        confidence=say(f"explain.band-{band.confidence}"),
    )


def _staged(counted: str, stage: str, session: Session) -> str:
    """What is counted, and by when."""
    begun = session.say("explain.band-begun")
    if counted == begun:
        return begun
    words = begun if stage == "begun" else session.say("explain.band-by", month=stage.rpartition("_")[2])
    return session.say("explain.band-staged", counted=counted, stage=words)


def _price(band: PriceBand, session: Session) -> str:
    """Low and high where they are known; nothing is counted by then, or may be, where there is no high end."""
    low, central, high = (None if price is None else unit_price(price, session.lang) for price in band.price)
    if high is None:
        return session.say("explain.band-more", low=low)
    if central is None:
        return session.say("explain.band-hardly", low=low, high=high)
    return session.say("explain.band-range", low=low, central=central, high=high)
