"""The course of one analysis: inputs, runs, progress, provenance and the saved result."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from sim.inputs.parameters import ParameterTable
from sim.inputs.plan import Plan
from sim.inputs.policy import Scenario
from sim.study.chunks import Chunks
from sim.study.design import Design, Floats
from sim.study.engine import engine_of
from sim.study.inputs import PRIOR, Inputs, gather
from sim.study.provenance import code_digest, numeric_fingerprint, versions
from sim.study.record import Progress, Runs
from sim.study.repeating import Given, Repeating, repeating
from sim.study.runs import Arrays, Keep, ends, kept_chunks, months, part_of, run, runs_of

Result = TypeVar("Result", bound=Any)


class Study:
    """``inputs``: of the first scenario, ``sides``: of all; ``total``: runs that the progress counts to.

    ``progress(done, total)`` goes on from one call to the next. ``out``: folder where finished chunks are kept on the
    way, and where the result is saved at the end with its pictures in ``lang``.
    """

    def __init__(
        self,
        given: Given,
        *,
        total: int = 0,
        threads: int | None = None,
        progress: Progress | None = None,
        out: str | Path | None = None,
        lang: str | None = None,
    ) -> None:
        self.sides, self.inputs, self.total = given.sides, given.sides[0], total
        self._given, self._engine, self.threads = given, engine_of(given.simulate), threads
        self._progress, self._done = progress, 0
        self._out, self._lang = out, lang
        self._chunks = None if out is None else Chunks(Path(out))

    @classmethod
    def of(
        cls,
        *scenarios: str | Path | Scenario,
        plan: str | Path | Plan | None,
        level: str | None,
        parameters: str | Path | ParameterTable | None,
        fitted: str | Path | None,
        simulate: Callable[..., Any] | None,
        **course: Any,
    ) -> Study:
        """A study of scenarios, given as in ``sim.forecast``; ``course``: threads, progress, out, lang.

        Raises InputError.
        """
        sides = [gather(scenario, plan, level, parameters, fitted) for scenario in scenarios]
        return cls(Given(scenarios, sides, plan, level, parameters, fitted, simulate), **course)

    def months(self, design: Design, inputs: Inputs | None = None, length: int | None = None) -> Runs:
        """The whole record of the runs of ``design``, under ``inputs`` where they are not the first scenario's.

        ``length``: months, where the runs go on after the plan's end. Raises Interrupted on Ctrl-C.
        """
        return runs_of(self.run(design, months, inputs, length=length, progress=self.part(len(design))))

    def ends(self, design: Design, inputs: Inputs | None = None) -> Floats:
        """The plan's last month in the runs, float64[n, M] in the order of ``tables.metrics``, nan where a run failed.

        Raises Interrupted on Ctrl-C.
        """
        return self.run(design, ends, inputs, progress=self.part(len(design)))["ends"]

    def run(
        self,
        design: Design,
        keep: Keep,
        inputs: Inputs | None = None,
        *,
        length: int | None = None,
        threads: int | None = None,
        progress: Progress | None = None,
    ) -> Arrays:
        """Arrays that ``keep`` takes from the runs; ``progress``: of these runs alone. Raises Interrupted on Ctrl-C."""
        under, threads = inputs or self.inputs, threads or self.threads
        chunks = kept_chunks(self._chunks, under, keep, length)
        options = {} if length is None else {"months": length}
        return run(under, design, self._engine, keep, chunks, threads=threads, progress=progress, **options)

    def part(self, runs: int) -> Progress | None:
        """Progress of the next ``runs`` runs in the whole; to be asked for once, also where they need not be made."""
        before, self._done = self._done, self._done + runs
        return part_of(self._progress, before, self.total)

    def repeating(
        self, name: str, options: Mapping[str, Any], sides: slice = slice(None), files: Sequence[str] | None = None
    ) -> Repeating:
        """How to repeat ``sim.NAME`` of some of the sides; ``files``: names of their saved copies."""
        given = replace(self._given, scenarios=self._given.scenarios[sides], sides=self._given.sides[sides])
        numbered = ["scenario", *(f"scenario-{number}" for number in range(2, len(given.sides) + 1))]
        return repeating(given, name, options, files or numbered)

    @property
    def fitted(self) -> str:
        """Name of the posterior that parameters are drawn from, or "prior"."""
        return PRIOR if self.inputs.fitted is None else self.inputs.fitted.name

    def provenance(self, names: str, **others: Any) -> dict[str, Any]:
        """Provenance of a result by name, in the order of ``names``; ``others``: values of further names."""
        inputs = self.inputs
        known = {
            "inputs": inputs.digests,
            "plan": inputs.plan.id,
            "fitted": self.fitted,
            "code": code_digest(),
            "versions": versions(),
            "fingerprint": numeric_fingerprint(),
            **others,
        }
        return {name: known[name] for name in names.split()}

    def finished(self, result: Result) -> Result:
        """The result, saved where there is a folder for it; its chunks are then forgotten. Raises StorageError."""
        if self._progress is not None and self._done < self.total:
            self._progress(self.total, self.total)
        if self._out is not None and self._chunks is not None:
            result.save(self._out, charts=True, lang=self._lang)
            self._chunks.clear()
        return result
