"""``--fail-under``: the probabilities a caller insists on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sim.cli.session import Session
from sim.errors import InputError, unknown_name


@dataclass(frozen=True)
class Limit:
    """``target``: an id, or None for all targets of classes A and B together."""

    target: str | None
    probability: float


def parsed(wishes: Iterable[str], scenario: str) -> list[Limit]:
    """The limits in ``P`` or ``TARGET=P``. Raises InputError for no probability or a target that the plan lacks.

    Told before the run, so the scenario and its plan are read here when a target is named.
    """
    limits = [_parsed(wish) for wish in wishes]
    if any(limit.target for limit in limits):
        from sim.plan import load_plan
        from sim.policy import load_scenario

        names = [target.id for target in load_plan(load_scenario(scenario).plan).targets]
        for limit in limits:
            if limit.target is not None and limit.target not in names:
                raise unknown_name("target", limit.target, names, key="--fail-under")
    return limits


def _parsed(wish: str) -> Limit:
    name, equals, number = wish.rpartition("=")
    try:
        probability = float(number)
    except ValueError:
        probability = -1.0
    if not 0 <= probability <= 1 or (equals and not name):
        allowed = "P, TARGET=P; 0 <= P <= 1"
        raise InputError("not a probability", key="--fail-under", value=wish, allowed=allowed)
    return Limit(name or None, probability)


def missed(limits: Iterable[Limit], result: Any, session: Session) -> list[str]:
    """One sentence for every limit that the forecast stays below."""
    document = result.to_json()
    reached = {target["id"]: target["probability"] for target in document["targets"]}
    names = {target.id: target.name[session.lang] for target in result.plan.targets}
    sentences = []
    for limit in limits:
        probability = document["joint"]["all_met"] if limit.target is None else reached[limit.target]
        if probability < limit.probability:
            what = session.say("forecast.all-met") if limit.target is None else names[limit.target]
            values = {"probability": f"{probability:.3f}", "limit": f"{limit.probability:g}"}
            sentences.append(session.say("forecast.below", what=what, **values))
    return sentences
