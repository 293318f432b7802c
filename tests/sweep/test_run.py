"""Sweeps of the invented city: the same bytes however they run, nothing run twice, nothing mixed up."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import threading
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from sim.analyses.sweep.experiment import load_experiment
from sim.analyses.sweep.results import open_results
from sim.analyses.sweep.run import SweepInterrupted, sweep
from sim.analyses.sweep.store import SweepFolder
from sim.engine.compiled import simulate
from sim.errors import InputError
from sim.model.tables.metrics import METRIC_INDEX
from sim.results.files import StorageError
from tests.sweep.parts import small_units

TINY = {
    "sweep": {
        "id": "small",
        "name": {"zh": "小", "en": "Small"},
        "scenario": "template",
        "fitted": "prior",
        "draws": 10,
        "replicates": 2,
    },
    "factors": [
        {"path": "shares.pilot-zones", "values": [0.0, 0.1, 0.2]},
        {"path": "parameters.founding_rate", "values": [0.1, 0.3]},
    ],
    "outputs": {"metrics": ["firms", "scenarios_listed"], "fields": True, "districts": True},
}


def bytes_of(folder: Path) -> dict[str, str]:
    """Digest of every unit file."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("units/*/*.npy"))}


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A finished sweep of 120 runs in five units."""
    with small_units():
        return sweep(TINY, tmp_path_factory.mktemp("sweeps") / "whole", executor="threads", workers=1)


def test_every_run_is_what_the_engine_gives(whole):
    """Run 71 of the flat order: point 3, draw 5, its second replicate."""
    experiment = load_experiment(TINY)
    inputs, layout = experiment.inputs, experiment.layout
    point, draw, replicate = 3, 5, 1
    run = point * layout.runs_a_point + draw * 2 + replicate
    assert experiment.points[point] == (0.1, 0.3)
    theta = inputs.draws(1, draw, 1)
    theta[0, inputs.parameters.column("founding_rate")] = 0.3
    scenario = experiment.scenario((("shares.pilot-zones", 0.1),))
    made = simulate(theta, None, [[1, draw * 2 + replicate]], scenario=scenario, plan=inputs.plan)
    unit, row = divmod(run, layout.unit_runs)
    values = whole.unit(unit)[row]
    assert values[0] == 1.0
    assert values[1] == made.metrics[0, -1, METRIC_INDEX["firms"]]
    assert values[2] == made.metrics[0, -1, METRIC_INDEX["scenarios_listed"]]
    fields = len(inputs.plan.fields)
    np.testing.assert_array_equal(values[3 : 3 + fields], made.field_firms[0, -1])
    np.testing.assert_array_equal(values[3 + fields :], made.district_firms[0, -1])


def test_the_same_draws_and_noise_at_every_point(whole):
    """Points that differ only in money share their first month: common random numbers."""
    document = {**TINY, "factors": TINY["factors"][:1], "outputs": {"record": "months", "metrics": ["spent"]}}
    result = sweep(document, whole.folder.parent / "common", executor="threads")
    rows = np.concatenate([block for _, block in result.blocks()])[:, 1:].reshape(3, 20, 24)
    np.testing.assert_array_equal(rows[0, :, 0], rows[2, :, 0])
    assert (rows[0, :, -1] != rows[2, :, -1]).any()


@pytest.mark.parametrize(
    ("executor", "workers"), [("threads", 2), pytest.param("processes", 1, marks=pytest.mark.slow), ("processes", 2)]
)
def test_the_same_bytes_on_every_executor(whole, tmp_path, executor, workers):
    made = sweep(TINY, tmp_path / "other", executor=executor, workers=workers)
    assert bytes_of(made.folder) == bytes_of(whole.folder)
    assert made.sha256 == whole.sha256
    assert made.finished


def test_nothing_is_run_twice(whole, monkeypatch):
    monkeypatch.setattr("sim.analyses.sweep.run.executor_of", lambda *_: pytest.fail("there is nothing to run"))
    assert sweep(TINY, whole.folder, executor="threads").sha256 == whole.sha256


def test_a_lost_unit_is_made_again(whole, tmp_path):
    sweep(TINY, tmp_path, executor="threads")
    folder = SweepFolder(tmp_path)
    folder.path(1).unlink()
    (tmp_path / "units" / "00000" / "note.npy").write_bytes(b"not mine")
    part = open_results(tmp_path)
    assert part.units_done == (0, 2, 3, 4)
    assert not part.finished
    assert part.sha256 is None
    assert sweep(TINY, tmp_path, executor="threads").sha256 == whole.sha256


def test_an_interrupt_keeps_the_units_in_flight_and_goes_on(whole, tmp_path):
    def stop(done, units):
        if done == 2:
            os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(SweepInterrupted) as interrupt:
        sweep(TINY, tmp_path, executor="threads", workers=1, progress=stop)
    assert 2 <= interrupt.value.done < interrupt.value.units == 5
    assert len(bytes_of(tmp_path)) == interrupt.value.done
    assert sweep(TINY, tmp_path, executor="threads").sha256 == whole.sha256


def test_changed_inputs_are_refused_by_name_and_new_sets_the_old_aside(tmp_path):
    sweep(TINY, tmp_path, executor="threads")
    other = {**TINY, "sweep": {**TINY["sweep"], "seed": 2}}
    with pytest.raises(InputError, match="holds another sweep; what differs: sweep file; "):
        sweep(other, tmp_path, executor="threads")
    richer = {**TINY, "factors": [*TINY["factors"][:1], {"path": "parameters.founding_rate", "values": [0.1, 0.4]}]}
    with pytest.raises(InputError, match="what differs: sweep file, points"):
        sweep(richer, tmp_path, executor="threads")
    old = bytes_of(tmp_path)
    sweep(other, tmp_path, executor="threads", new=True)
    assert bytes_of(tmp_path / "superseded-1") == old != bytes_of(tmp_path)


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"code": "0" * 64}, "code"),
        ({"fingerprints": ["0" * 64]}, "numeric platform"),
        ({"versions": {"numba": "0.0"}}, "numba"),
    ],
)
def test_other_code_or_another_platform_is_refused_by_name(whole, tmp_path, changes, name):
    """A folder as other code, another platform or other libraries would have begun it."""
    manifest = {**whole.manifest, **changes}
    manifest["versions"] = {**whole.manifest["versions"], **changes.get("versions", {})}
    SweepFolder(tmp_path).write_inputs(manifest, load_experiment(TINY).files())
    with pytest.raises(InputError, match=f"what differs: {name};"):
        sweep(TINY, tmp_path, executor="threads")


@pytest.mark.parametrize("fault", ["code", "platform"])
def test_a_worker_that_does_not_belong_is_refused(tmp_path, monkeypatch, fault):
    name = "code_digest" if fault == "code" else "numeric_fingerprint"
    monkeypatch.setattr(f"sim.analyses.sweep.work.{name}", lambda: "other")
    with pytest.raises(InputError, match=r"a worker (runs other code|has another numeric platform)"):
        sweep(TINY, tmp_path, executor="threads")
    assert bytes_of(tmp_path) == {}


def test_a_mixed_sweep_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr("sim.analyses.sweep.work.numeric_fingerprint", lambda: "other")
    made = sweep(TINY, tmp_path, executor="threads", mixed=True)
    manifest = json.loads((made.folder / "manifest.json").read_bytes())
    assert manifest["mixed"] is True
    assert manifest["fingerprints"][1:] == ["other"]


def test_two_sweeps_into_one_folder_at_once(tmp_path):
    """The second is refused while the first runs, and welcome after it."""
    begun, go = threading.Event(), threading.Event()

    def wait_there(done, units):
        begun.set()
        go.wait(30)

    first = threading.Thread(
        target=sweep, args=(TINY, tmp_path), kwargs={"executor": "threads", "progress": wait_there}
    )
    first.start()
    try:
        assert begun.wait(30)
        with pytest.raises(InputError, match="another sweep is writing into this folder"):
            sweep(TINY, tmp_path, executor="threads")
    finally:
        go.set()
        first.join()
    assert sweep(TINY, tmp_path, executor="threads").finished


def test_a_full_disk_keeps_what_is_there(whole, tmp_path, monkeypatch):
    from sim.analyses.sweep import store

    kept = []

    def refusing(path, content, write=store.write_whole):
        if path.suffix == ".npy":
            if len(kept) == 2:
                raise StorageError("the disk is full", file=path)
            kept.append(path)
        write(path, content)

    with monkeypatch.context() as full:
        full.setattr(store, "write_whole", refusing)
        with pytest.raises(StorageError, match="the disk is full"):
            sweep(TINY, tmp_path, executor="threads")
    assert len(bytes_of(tmp_path)) == 2
    assert sweep(TINY, tmp_path, executor="threads").sha256 == whole.sha256


def test_a_folder_that_is_no_sweep_is_left_alone(tmp_path):
    (tmp_path / "manifest.json").write_text("[]", encoding="utf-8")
    with pytest.raises(InputError, match="not the manifest of a sweep"):
        sweep(TINY, tmp_path, executor="threads")
    (tmp_path / "manifest.json").unlink()
    (tmp_path / "units" / "00000").mkdir(parents=True)
    (tmp_path / "units" / "00000" / "00000000.npy").write_bytes(b"")
    with pytest.raises(InputError, match="holds units without a manifest"):
        sweep(TINY, tmp_path, executor="threads")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"sweep": {**TINY["sweep"], "draws": 10**6, "replicates": 1000}, "factors": [
            {"path": "shares.pilot-zones", "values": [k / 10_000 for k in range(1000)]}]},
         "too many runs.*allowed: at most 1,000,000,000"),
        ({"sweep": {**TINY["sweep"], "draws": 10**9}}, "draws: must not be above 1,000,000"),
        ({"sweep": {**TINY["sweep"], "draws": -1}}, "draws: must not be below 1"),
        ({"sweep": {**TINY["sweep"], "id": "../../etc"}}, "id: must be lower-case letters"),
        ({"sweep": {**TINY["sweep"], "scenario": "templat"}}, "unknown scenario.*did you mean 'template'"),
        ({"factors": [{"path": "shares.pilot-zones", "values": [float("nan")]}]}, "factors"),
        ({"factors": [{"path": "shares.pilot-zones", "values": [0.1, 0.9]}]},
         r"point 2 \(shares.pilot-zones = 0.9\).*the shares sum to more than 1"),
        ({"factors": [{"path": "parameters.founding_rate", "values": [-0.1]}]},
         "point 1: founding_rate: outside the values that the parameter can take"),
        ({"factors": [{"path": "parameters.founding_rate", "values": ["a", 0.1]}]},
         r"point 1: parameters.founding_rate: must be a number \(found 'a'\)"),
        ({"factors": [{"path": "parameters.founding_rate", "values": [True, 0.1]}]},
         r"point 1: parameters.founding_rate: must be a number \(found True\)"),
        ({"factors": [{"path": "parameters.founding_rate", "values": [0.1, 1e5]}]},
         r"point 2: founding_rate: outside the values.*100000.*allowed: 0 to 4\.0"),
        ({"factors": [{"path": "parameters.founding_rate", "values": [1e300]}]},
         r"factors\[1\].values\[1\]: must not be above 1,000,000,000,000 \(found 1e\+300\)$"),
        ({"factors": [{"path": "move.start-ups.pilot-zones", "values": [False]}]},
         r"move.start-ups.pilot-zones: must be a number \(found False\)"),
        ({"factors": [{"path": "shares.pilot-zones", "values": [float("nan"), 0.1]}]},
         r"factors\[1\].values\[1\]: must be a finite number"),
        ({"factors": [{"path": "shares.pilot-zones", "values": [date(2025, 1, 1)]}]},
         r"factors\[1\].values\[1\]: must be a number, text in quotes, true or false"),
        ({"factors": [{"path": "scenario", "values": ["a\u001bb"]}]},
         r"factors\[1\].values\[1\]: must be one line without control characters"),
        ({"factors": [{"path": "shares.pilot-zones", "values": [0.1, 0.1]}]},
         r"factors\[shares.pilot-zones\].values: a level stands twice \(found 0.1\)"),
        ({"factors": [{"path": "shares.pilot-zones", "values": [0.1, 0.2], "steps": 3}]},
         "values and a range exclude each other"),
        ({"factors": [{"path": "shares.pilot-zones", "values": [0.1, 0.2], "scale": "log"}]},
         "values and a range exclude each other"),
        ({"design": {"kind": "sobol", "points": 4}, "factors": [
            {"path": "shares.pilot-zones", "low": 0.1, "high": 0.2, "steps": 3}]}, "only a grid takes steps"),
        ({"factors": [{"path": "parameters.arrival_age", "steps": 3}]}, "point 2: the same as point 1"),
        ({"factors": []}, "factors: must have at least 1"),
        ({"outputs": {"metrics": ["firm"]}}, "unknown metric.*did you mean 'firms'"),
        ({"outputs": {"metrics": ["firms", "firms"]}}, "a metric stands twice"),
        ({"outputs": {"month": True}}, "outputs.month: unknown key"),
    ],
)  # fmt: skip
def test_a_hostile_sweep_is_refused_before_any_work(tmp_path, monkeypatch, changes, sentence):
    monkeypatch.setattr("sim.analyses.sweep.run.executor_of", lambda *_: pytest.fail("work began"))
    with pytest.raises(InputError, match=sentence) as refusal:
        sweep({**TINY, **changes}, tmp_path / "never", executor="threads")
    assert "\n" not in str(refusal.value)
    assert not (tmp_path / "never").exists()


@pytest.mark.parametrize(
    ("factors", "sentence"),
    [
        ('[[factors]]\npath = "share.talent"\nvalues = [0.1]', "share.talent: unknown factor.*did you mean 'shares'"),
        (2 * '[[factors]]\npath = "shares.start-ups"\nvalues = [0.1]\n', "the factor stands twice"),
        ('[[factors]]\npath = "shares.start-ups"', "needs values or a range"),
    ],
)
def test_a_refusal_of_a_sweep_file_names_the_file(tmp_path, factors, sentence):
    file = tmp_path / "mine.toml"
    head = '[sweep]\nid = "a"\nname = { zh = "甲", en = "A" }\nscenario = "template"\n'
    file.write_text(head + factors, encoding="utf-8")
    with pytest.raises(InputError, match=sentence) as refusal:
        load_experiment(file)
    assert refusal.value.file == str(file)


@pytest.mark.parametrize("kind", ["thread", "dask", "dask:", "dask:ADDRESS", "", "processes "])
def test_an_unknown_executor_is_refused(tmp_path, kind):
    with pytest.raises(InputError, match="executor: unknown executor"):
        sweep(TINY, tmp_path / "never", executor=kind)
    assert not (tmp_path / "never").exists()
