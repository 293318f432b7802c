"""The same inputs give the same bytes: any number of threads, any order, another process, more room."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import numpy as np
import pytest

from sim.engine.compiled import runs, simulate
from sim.engine.compiled.rosters import Room
from sim.inputs.parameters import load_parameters

RUNS = 24
SCRIPT = """
import hashlib, numpy as np
from sim.engine.compiled import simulate
from sim.inputs.parameters import load_parameters
theta = np.repeat(load_parameters().draw(9, {n} // 2), 2, axis=0)
made = simulate(theta, None, np.column_stack([np.full({n}, 4), np.arange({n})]), scenario="template", threads=1)
print(hashlib.sha256(made.metrics.tobytes() + made.money.tobytes()).hexdigest())
"""


def inputs():
    theta = np.repeat(load_parameters().draw(9, RUNS // 2), 2, axis=0)
    return theta, np.column_stack([np.full(RUNS, 4), np.arange(RUNS)])


def made(**options):
    theta, seeds = inputs()
    return simulate(theta, None, seeds, scenario="template", **options)


def fingerprint(ensemble):
    return hashlib.sha256(ensemble.metrics.tobytes() + ensemble.money.tobytes()).hexdigest()


@pytest.mark.parametrize("threads", [2, 5])
def test_any_number_of_threads(threads):
    assert fingerprint(made(threads=threads)) == fingerprint(made(threads=1))


def test_any_chunking(monkeypatch):
    expected = fingerprint(made())
    for size in (1, 3, 7, 1000):
        monkeypatch.setattr(runs, "_CHUNK", size)
        assert fingerprint(made()) == expected


def test_any_order_of_rows():
    theta, seeds = inputs()
    order = np.random.default_rng(1).permutation(RUNS)
    shuffled = simulate(theta[order], None, seeds[order], scenario="template")
    assert (shuffled.metrics == made().metrics[order]).all()


def test_another_process():
    result = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(n=RUNS)], capture_output=True, text=True, timeout=300, check=True
    )
    assert result.stdout.strip() == fingerprint(made())


def test_a_full_list_is_redone_with_more_room(monkeypatch):
    expected = made()
    monkeypatch.setattr(runs, "room_for", lambda worlds, months: Room(192, 20, 20, 20, 20))
    redone = made()
    assert (redone.status == runs.DONE).all()
    assert fingerprint(redone) == fingerprint(expected)


def test_a_run_that_is_no_number_is_marked_and_the_others_kept():
    theta, seeds = inputs()
    broken = theta.copy()
    broken[4, load_parameters().column("revenue_sd")] = 1e6
    result = simulate(broken, None, seeds, scenario="template")
    assert result.status[4] in (runs.FAILED, runs.FULL, runs.DONE)
    others = np.arange(RUNS) != 4
    assert (result.metrics[others] == made().metrics[others]).all()


@pytest.mark.parametrize("row", [[[1, 2, 3]], "short theta", "nan"])
def test_shapes_that_do_not_match_are_refused(row):
    theta, seeds = inputs()
    if row == "short theta":
        theta = theta[:, :-1]
    elif row == "nan":
        theta[0, 0] = np.nan
    else:
        seeds = row
    with pytest.raises(ValueError, match=r"theta|seeds|finite"):
        simulate(theta, None, seeds, scenario="template")
