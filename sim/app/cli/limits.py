"""``--fail-under``: lowest probabilities that the caller accepts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sim.app.cli.named_types import OfPlan, plan_of
from sim.app.cli.option_types import Value
from sim.app.cli.session import Session
from sim.errors import InputError, Text


@dataclass(frozen=True)
class Limit:
    """``target``: an id or name, or None for all targets of classes A and B together; ``typed``: as it was written, at
    ``key`` of ``file``."""

    target: str | None
    probability: float
    typed: str
    file: str | None
    key: str | None


class AtLeast(Value):
    """A limit in the form P or TARGET=P."""

    def read(self, typed: str, file: str | None, key: str | None) -> Limit:
        name, equals, number = typed.rpartition("=")
        try:
            probability = float(number)
        except ValueError:
            probability = -1.0
        if not 0 <= probability <= 1 or (equals and not name):
            allowed = Text("P, TARGET=P; 0 <= P <= 1")
            raise InputError("not a probability", file=file, key=key, value=typed, allowed=allowed)
        return Limit(name or None, probability, typed, file, key)

    def written(self, value: Limit) -> str:
        return value.typed


def known(limits: Iterable[Limit], scenario: str) -> tuple[Limit, ...]:
    """The limits with the ids of their targets. Raises InputError for a target that the scenario's plan lacks."""
    target = OfPlan("target")
    return tuple(
        limit
        if limit.target is None
        else replace(limit, target=target.ids(plan_of(scenario), [limit.target], limit.file, limit.key)[0])
        for limit in limits
    )


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
