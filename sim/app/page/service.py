"""Simulation service behind the pages: a shared baseline, one engine used in turns, cancellation of unwanted runs."""

import contextlib
import json
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from threading import Event, Lock, Thread
from time import perf_counter
from typing import Any

from sim.analyses.forecast.assessment import assess
from sim.app.page.posted import page_token, posted_scenario
from sim.app.page.presets import Presets
from sim.app.page.record import RunRecord, StoppedError
from sim.app.page.stages import estimate_stage, result_stage
from sim.inputs.policy import Scenario, allocation
from sim.shipped import data_path
from sim.study.command_line import command_line
from sim.study.design import Design, forecast_runs
from sim.study.engine import engine_of
from sim.study.inputs import Inputs, gather
from sim.study.provenance import digest_of

RUNS = 1000
SEED = 1
MOST_AT_ONCE = 4
#: Runs after which a page hears of its scenario: soon for the first estimate, then seldom enough to cost nothing.
STEPS = (8, 24, 56, 100)
_STEP = 100
_BACKGROUND = 20
_KEPT = 6  # finished scenarios kept in memory, some 20 MB each
_SHIPPED = "results/reference/forecast.json"


class BusyError(Exception):
    """More pages ask at once than the engine serves."""


class Service:
    """Simulates posted scenarios in stages. Thread-safe; ``close`` ends every run.

    ``runs``: an even number each scenario is refined to; ``simulate``: the engine, the compiled one when None;
    ``cache``: folder in which the baseline's runs outlive the server, None for nowhere. Raises InputError.
    """

    def __init__(
        self,
        scenario: str | Path = "reference",
        *,
        runs: int = RUNS,
        seed: int = SEED,
        fitted: str | None = None,
        threads: int | None = None,
        simulate: Callable[..., Any] | None = None,
        cache: Path | None = None,
    ) -> None:
        self.inputs: Inputs = gather(scenario, fitted=fitted)
        self.presets = Presets(self.inputs.plan, self.inputs.scenario)
        self.seed, self._cache, self._threads = seed, cache, threads
        self._named, self._fitted = str(scenario), fitted
        self._simulate = engine_of(simulate)
        self.design: Design = forecast_runs(self.inputs, runs, seed).drawn()
        self.baseline = self._record(self.inputs)
        self.baseline.load(cache)
        self.shipped: Mapping[str, Any] | None = self._shipped_forecast()
        self._engine, self._books = Lock(), Lock()
        self._running: dict[str, Event] = {}
        self._finished: OrderedDict[str, RunRecord] = OrderedDict()
        self._closed, self._idle = Event(), Event()
        self._idle.set()
        self._background_stop = Event()
        self._background = Thread(target=self._fill_baseline, name="baseline", daemon=True)

    def start(self) -> None:
        """Begin the baseline's runs; they wait whenever a page asks."""
        self._background.start()

    def close(self) -> None:
        """End every run; returns when the engine is still."""
        self._closed.set()
        self._background_stop.set()
        self._idle.set()
        with self._books:
            for stop in self._running.values():
                stop.set()
        if self._background.is_alive():
            self._background.join()

    def begin(self, posted: Mapping[str, Any]) -> tuple[Scenario, str, str, Event]:
        """Check what a page posts and end its older run: scenario, preset, mark of the page, and its own stop.

        Raises InputError and BusyError.
        """
        page = page_token(posted)
        scenario = posted_scenario(posted, self.presets)
        with self._books:
            if page in self._running:
                self._running[page].set()
            elif len(self._running) >= MOST_AT_ONCE:
                raise BusyError
            stop = self._running[page] = Event()
            self._idle.clear()
            self._background_stop.set()
        return scenario, str(posted["preset"]), page, stop

    def end(self, page: str, stop: Event) -> None:
        """The page's run is over, or nobody listens any more."""
        stop.set()
        with self._books:
            if self._running.get(page) is stop:
                del self._running[page]
            if not self._running:
                self._idle.set()

    def stages(self, scenario: Scenario, preset: str, stop: Event) -> Iterator[dict[str, Any]]:
        """The stages of a scenario, the forecast last; an estimate with the ``seconds`` that it waited for the engine
        and that the engine took. Raises StoppedError, and RuntimeError where no run finished."""
        record = self._record_of(scenario)
        until = [step for step in STEPS if step < len(self.design)]
        until += range(_STEP * (until[-1] // _STEP + 1) if until else len(self.design), len(self.design), _STEP)
        for step in [*until, len(self.design)]:
            if step <= record.made and step < len(self.design):
                continue
            queued = perf_counter()
            with self._turn(stop):
                began = perf_counter()
                self.baseline.grow(step, stop)
                record.grow(step, stop)
                spent = {"waited": began - queued, "engine": perf_counter() - began}
            if step < len(self.design):
                yield estimate_stage(record, self.baseline, len(self.design), self.shipped) | {"seconds": spent}
        self._keep(scenario, record)
        yield result_stage(record, self.baseline, self.seed, self._repeating(scenario, preset))

    def forecast_of(self, scenario: Scenario) -> Any:
        """The forecast of a scenario whose runs are all made, for pictures; None where they are not."""
        record = self._record_of(scenario)
        shipped = self.presets.shipped.get(scenario.id) == scenario  # a file that was opened may bear any id
        command = self._repeating(scenario, scenario.id if shipped else "")
        return assess(record.inputs, record.runs(), self.seed, command=command) if record.complete else None

    def _repeating(self, scenario: Scenario, preset: str) -> str:
        """The command line that repeats a forecast: the page's baseline as it was named, a shipped scenario by its
        name, any other by the file that the page saves."""
        if scenario is self.inputs.scenario:
            name = self._named
        else:
            known = scenario.id == preset and preset in self.presets.shipped
            name = preset if known else f"{scenario.id}.toml"
        fitted = None if self.inputs.fitted is None else self._fitted or self.inputs.fitted.name
        options = {"runs": len(self.design), "seed": self.seed, "prior": fitted is None, "fitted": fitted}
        return command_line("forecast", [name], options)

    @contextlib.contextmanager
    def _turn(self, stop: Event) -> Iterator[None]:
        """The engine for a piece of work: one at a time, and not at all for who has been stopped."""
        while not self._engine.acquire(timeout=0.05):
            if stop.is_set():
                raise StoppedError
        try:
            if stop.is_set() or self._closed.is_set():
                raise StoppedError
            yield
        finally:
            self._engine.release()

    def _record(self, inputs: Inputs) -> RunRecord:
        return RunRecord(inputs, self.design, self._simulate, self._threads)

    def _record_of(self, scenario: Scenario) -> RunRecord:
        if scenario is self.inputs.scenario:
            return self.baseline
        with self._books:
            record = self._finished.get(_key(scenario))
        if record is not None:
            return record
        return self._record(replace(self.inputs, scenario=scenario, allocation=allocation(scenario, self.inputs.plan)))

    def _keep(self, scenario: Scenario, record: RunRecord) -> None:
        if record is self.baseline:
            return
        with self._books:
            self._finished[_key(scenario)] = record
            self._finished.move_to_end(_key(scenario))
            while len(self._finished) > _KEPT:
                self._finished.popitem(last=False)

    def _fill_baseline(self) -> None:
        while not self.baseline.complete and not self._closed.is_set():
            self._idle.wait()
            self._background_stop.clear()
            if self._closed.is_set() or not self._idle.is_set():
                continue
            with contextlib.suppress(StoppedError), self._turn(self._background_stop):
                self.baseline.grow(self.baseline.made + _BACKGROUND, self._background_stop)
        if self.baseline.complete:
            self.baseline.save(self._cache)

    def _shipped_forecast(self) -> Mapping[str, Any] | None:
        """The forecast that comes with the program, where it is one of the page's baseline on the same inputs."""
        path = data_path(_SHIPPED)
        try:
            shipped = json.loads(path.read_text(encoding="utf-8"))
            same = shipped["provenance"]["inputs"] == self.inputs.digests
        except (OSError, ValueError, KeyError):
            return None
        return shipped if same else None


def _key(scenario: Scenario) -> str:
    return digest_of(scenario.model_dump(mode="json"))
