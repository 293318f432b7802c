"""``xiandao forecast``: a long command with vintages, and probability limits (``--fail-under``) for its exit code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sim.app.cli.faults import input_sentence
from sim.app.cli.long_command import LongCommand
from sim.app.cli.named_types import OfPlan, plan_of
from sim.app.cli.option_types import Value
from sim.app.cli.progress import Report
from sim.app.cli.request import Request
from sim.app.cli.session import Session
from sim.app.cli.streams import BELOW, INTERNAL, SUCCESS, note
from sim.errors import InputError, Text

if TYPE_CHECKING:
    from sim.analyses.forecast.result import Forecast


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


def known_limits(limits: Iterable[Limit], scenario: str) -> tuple[Limit, ...]:
    """The limits with the ids of their targets. Raises InputError for a target that the scenario's plan lacks."""
    target = OfPlan("target")
    return tuple(
        limit
        if limit.target is None
        else replace(limit, target=target.ids(plan_of(scenario), [limit.target], limit.file, limit.key)[0])
        for limit in limits
    )


def missed_limits(limits: Iterable[Limit], result: Any, session: Session) -> list[str]:
    """One sentence for every limit above the forecast probability."""
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


class ForecastCommand(LongCommand):
    """``xiandao forecast``."""

    def check(self, request: Request) -> None:
        """Refuse limits on targets that the plan does not have, before the run."""
        request.values["fail_under"] = known_limits(request.values["fail_under"], request.values["scenario"])

    def extra(self, request: Request, report: Report) -> dict[str, Any]:
        """Progress that also remembers how far it came, for what is said on Ctrl-C."""

        def reported(done: int, total: int) -> None:
            request.values["made"] = done, total
            report(done, total)

        return {**super().extra(request, report), "progress": reported}

    def stopped(self, request: Request, stop: KeyboardInterrupt) -> int:
        """Say how many runs are kept; the line that goes on names the fitted set, for another may be current then."""
        result = getattr(stop, "result", None)
        if result is None:
            note(request.say("forecast.interrupted-empty"))
        else:
            done, total = request.values.get("made", (result.runs, request.values["runs"]))
            note(request.say("forecast.interrupted", done=done, total=total, folder=request.folder))
            if request.values["fitted"] is None:
                request.values["fitted"] = result.provenance["fitted"]
        return self.resumed(request)

    def finish(self, request: Request, result: Forecast) -> int:
        """Write a vintage where one is wanted, and check the probability limits; the exit code."""
        if not request.quiet:
            self.tell(request, result)
        if request.values["vintage"] and not _vintage_kept(result, request):
            return INTERNAL
        code = self.count_failures(request, result)
        missed = missed_limits(request.values["fail_under"], result, request.session)
        for sentence in missed:
            note(sentence)
        return code or (BELOW if missed else SUCCESS)


def _vintage_kept(result: Forecast, request: Request) -> bool:
    """Write the vintage and tell where; False where the disk refused, which one sentence says."""
    from sim.analyses.vintage import write_vintage
    from sim.results.files import StorageError

    try:
        folder = write_vintage(result)
    except StorageError as fault:
        note(request.say("error.input", sentence=input_sentence(fault, request.session)))
        return False
    if not request.quiet:
        note(request.say("forecast.vintage", path=folder))
    return True
