"""The one loop over runs: cut anywhere, kept, found again by all that a run depends on, and counted."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sim.errors import InputError
from sim.model.tables.metrics import METRICS
from sim.results.files import StorageError
from sim.study import runs as loop
from sim.study.chunks import Chunks
from sim.study.design import Design, forecast_runs, seeds_of
from sim.study.engine import compiled, engine_of
from sim.study.inputs import Inputs, gather
from sim.study.record import Interrupted
from sim.study.repeating import Given
from sim.study.runs import KeptChunks, ends, run
from sim.study.study import Study


@pytest.fixture(scope="module")
def inputs() -> Inputs:
    return gather("template")


@pytest.fixture(autouse=True)
def short_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "CHUNK", 4)


class Toy:
    """Answers with the run's number, its money and its first parameter; ``made``: run numbers, in the order made."""

    def __init__(self, stop_at: int | None = None) -> None:
        self.made: list[int] = []
        self.stop_at = stop_at

    def __call__(self, theta: Any, totals: Any, seeds: Any, *, plan: Any, **_: Any) -> SimpleNamespace:
        if self.stop_at is not None and self.stop_at in seeds[:, 1]:
            raise KeyboardInterrupt
        self.made += seeds[:, 1].tolist()
        metrics = np.zeros((len(seeds), 2, len(METRICS)))
        money = np.broadcast_to(totals, (len(seeds), len(plan.actions)))
        metrics[:, 1, :3] = np.column_stack([seeds[:, 1], money[:, 0], theta[:, 0]])
        return SimpleNamespace(metrics=metrics, status=np.ones(len(seeds), np.int64))


def study_of(inputs: Inputs, toy: Toy, **course: Any) -> Study:
    return Study(Given((), [inputs], simulate=toy), **course)


def test_chunks_do_not_show_and_parameters_drawn_on_demand_are_those_drawn_at_once(inputs: Inputs) -> None:
    design = forecast_runs(inputs, 11, 5)
    assert [len(design.rows(rows)) for rows in design.cuts(4)] == [4, 4, 3]
    whole, cut = (study_of(inputs, Toy()).ends(one) for one in (design, design.drawn()))
    assert whole.tobytes() == cut.tobytes()
    np.testing.assert_array_equal(design.rows(slice(3, 8)).theta, design.theta[3:8])
    np.testing.assert_array_equal(design.theta[0], design.theta[1])
    assert not np.array_equal(design.theta[1], design.theta[2])


def test_money_stays_with_its_run(inputs: Inputs) -> None:
    totals = np.arange(11.0)[:, None] + np.zeros(len(inputs.plan.actions))
    found = study_of(inputs, Toy()).ends(forecast_runs(inputs, 11, 5).with_money(totals))
    np.testing.assert_array_equal(found[:, 1], np.arange(11.0))
    own = study_of(inputs, Toy()).ends(forecast_runs(inputs, 5, 5))
    assert set(own[:, 1]) == {inputs.allocation.totals[0]}


def test_an_interrupted_record_carries_what_was_finished_and_goes_on(inputs: Inputs, tmp_path: Path) -> None:
    design, toy = forecast_runs(inputs, 10, 5), Toy(stop_at=9)
    with pytest.raises(Interrupted) as stop:
        study_of(inputs, toy, out=tmp_path).months(design)
    assert stop.value.runs_made is not None
    assert len(stop.value.runs_made.status) == 8
    toy.stop_at = None
    again = study_of(inputs, toy, out=tmp_path).months(design)
    assert toy.made == list(range(10))
    assert again.metrics.tobytes() == study_of(inputs, Toy()).months(design).metrics.tobytes()


def changed(name: str, inputs: Inputs, design: Design) -> tuple[Inputs, Design]:
    """The same runs with one thing changed that they depend on."""
    changes = {
        "seed": (inputs, forecast_runs(inputs, 4, 6)),
        "drawn-seed": (inputs, Design(forecast_runs(inputs, 4, 6).values, design.seeds)),
        "values": (inputs, design.with_column(0, 0.5)),
        "money": (inputs, design.with_money(2.0 * inputs.allocation.totals)),
        "switch": (inputs.under(leniency=True), design),
        "place": (inputs, forecast_runs(inputs, 8, 5).rows(slice(4, 8))),
    }
    return changes[name]


@pytest.mark.parametrize("name", ["seed", "drawn-seed", "values", "money", "switch", "place"])
def test_a_kept_chunk_is_found_by_all_that_it_depends_on(name: str, inputs: Inputs, tmp_path: Path) -> None:
    toy, design = Toy(), forecast_runs(inputs, 4, 5)
    study = study_of(inputs, toy, out=tmp_path)
    study.ends(design)
    study.ends(design)
    assert len(toy.made) == 4
    other, runs = changed(name, inputs, design)
    study.ends(runs, other)
    assert len(toy.made) == 8
    study.months(design)  # another part of the same runs is kept
    assert len(toy.made) == 12


@pytest.mark.parametrize("what", ["code_digest", "versions", "numeric_fingerprint"])
def test_other_code_versions_or_arithmetic_find_nothing(
    what: str, inputs: Inputs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    toy, design = Toy(), forecast_runs(inputs, 4, 5)
    study_of(inputs, toy, out=tmp_path).ends(design)
    monkeypatch.setattr(loop, what, lambda: "other")
    study_of(inputs, toy, out=tmp_path).ends(design)
    assert len(toy.made) == 8


def test_a_disk_that_refuses_costs_the_chance_to_resume_or_ends_strict_work(
    inputs: Inputs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise StorageError("the disk is full", file=tmp_path)

    monkeypatch.setattr(Chunks, "put", refuse)
    design = forecast_runs(inputs, 11, 5)
    with pytest.warns(RuntimeWarning, match="could not be resumed") as told:
        assert len(study_of(inputs, Toy(), out=tmp_path).ends(design)) == 11
    assert len(told) == 1
    with pytest.raises(StorageError):
        run(inputs, design, engine_of(Toy()), ends, KeptChunks(Chunks(tmp_path), "", strict=True))


def test_progress_goes_on_from_part_to_part_and_ends_at_the_total(inputs: Inputs) -> None:
    seen: list[tuple[int, int]] = []
    study = study_of(inputs, Toy(), total=20, progress=lambda done, total: seen.append((done, total)))
    study.ends(forecast_runs(inputs, 6, 5))
    study.part(3)  # known already: counted, not run
    study.months(forecast_runs(inputs, 4, 5))
    assert seen == [(4, 20), (6, 20), (13, 20)]
    study.finished(SimpleNamespace())  # type: ignore[type-var]
    assert seen[-1] == (20, 20)


def test_the_compiled_engine_takes_the_policy_as_it_was_allocated(
    inputs: Inputs, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same bytes as the public call, which allocates for itself, and no second allocation."""
    from sim.engine.compiled import simulate
    from sim.inputs.policy import money

    theta, seeds = inputs.draws(1, 0, 3), seeds_of(1, np.arange(3))
    own = simulate(theta, None, seeds, scenario=inputs.scenario, plan=inputs.plan, parameters=inputs.parameters)

    def allocate(*_: Any) -> None:
        raise AssertionError("allocated again")

    monkeypatch.setattr(money, "allocate", allocate)
    made = compiled(inputs, Design(theta, seeds))
    assert made.metrics.tobytes() == own.metrics.tobytes()
    assert made.money.tobytes() == own.money.tobytes()


@pytest.mark.parametrize("engine", [..., "compiled", 3])
def test_what_cannot_be_called_is_no_engine(engine: Any) -> None:
    with pytest.raises(InputError, match="not an engine"):
        engine_of(engine)
