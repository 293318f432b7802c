"""A forecast from its name: the same bytes for the same inputs, failures left out, interruptions resumed."""

import numpy as np
import pytest

from sim.engine.compiled.kernel import DONE as ENSEMBLE_DONE
from sim.errors import InputError
from sim.study import runs as runs_module
from sim.study.provenance import canonical
from sim.study.record import DONE, Interrupted


def test_same_inputs_same_bytes(small):
    assert canonical(small().to_json()) == canonical(small().to_json())
    assert canonical(small(seed=2).to_json()) != canonical(small().to_json())


def test_chunks_do_not_show(small, monkeypatch):
    whole = small(runs=31)
    monkeypatch.setattr(runs_module, "CHUNK", 7)
    chunked = small(runs=31)
    assert np.array_equal(whole.metrics, chunked.metrics)
    assert canonical(whole.to_json()) == canonical(chunked.to_json())


def test_replicates_share_a_draw_and_not_their_noise(small, toy):
    seen = []

    def watching(theta, totals, seeds, **rest):
        seen.append((theta, seeds))
        return toy(theta, totals, seeds, **rest)

    result = small(runs=7, simulate=watching)
    theta, seeds = seen[0]
    assert np.array_equal(theta[0], theta[1])
    assert not np.array_equal(theta[1], theta[2])
    assert len({tuple(pair) for pair in seeds}) == 7
    assert list(result.draw) == [0, 0, 1, 1, 2, 2, 3]


def test_more_runs_begin_with_the_same_ones(small):
    assert np.array_equal(small(runs=20).metrics, small(runs=40).metrics[:20])


def test_failed_runs_are_counted_and_left_out(small, toy):
    def failing(*arguments, **rest):
        made = toy(*arguments, fail=(0, 5), **rest)
        made.metrics[made.status != 1] = np.nan
        return made

    clean, result = small(runs=40), small(runs=40, simulate=failing)
    assert (result.runs, result.runs_failed) == (40, 2)
    assert result.to_json()["provenance"]["runs_done"] == 38
    kept = np.delete(np.arange(40), (0, 5))
    expected = clean.metrics[kept, -1, 0].mean()
    assert result.metrics[result.done, -1, 0].mean() == expected


def test_no_finished_run_is_no_result(small, toy):
    def broken(*arguments, **rest):
        return toy(*arguments, fail=range(10), **rest)

    with pytest.raises(RuntimeError, match="none of the 10 runs"):
        small(runs=10, simulate=broken)


def test_done_means_the_same_here_and_in_the_ensemble():
    assert DONE == ENSEMBLE_DONE


@pytest.mark.parametrize("bad", [0, 1, -5, 2.5, True, "10", None, 10**9])
def test_a_number_of_runs_that_makes_no_sense(small, bad):
    with pytest.raises(InputError, match="runs"):
        small(runs=bad)


@pytest.mark.parametrize("bad", [-1, 2**63, 1.0, False, "1"])
def test_a_seed_that_makes_no_sense(small, bad):
    with pytest.raises(InputError, match="seed"):
        small(seed=bad)


def test_levels(small, toy):
    with pytest.raises(InputError, match="unknown budget level"):
        small(level="medium")
    with pytest.raises(InputError, match="no budget levels"):
        small(level="high")


def test_a_level_changes_the_money(toy):
    from sim.analyses.forecast.run import forecast

    low, high = (forecast("reference", runs=4, level=level, simulate=toy, fitted="prior") for level in ("low", "high"))
    total = {name: sum(row["allocated"] for row in made.money.values()) for name, made in (("l", low), ("h", high))}
    assert total["h"] == pytest.approx(13000.0)
    assert total["l"] == pytest.approx(3000.0)
    assert "level='low', fitted='prior'" in low.provenance["command"]


def test_progress_rises_to_the_end(small, monkeypatch):
    monkeypatch.setattr(runs_module, "CHUNK", 10)
    steps = []
    small(runs=25, progress=lambda done, total: steps.append((done, total)))
    assert steps == sorted(steps)
    assert steps[-1] == (25, 25)


@pytest.fixture
def interrupting(toy, monkeypatch):
    """A simulate that is interrupted in its third chunk of ten runs, once."""
    monkeypatch.setattr(runs_module, "CHUNK", 10)
    calls = []

    def simulate(theta, totals, seeds, **rest):
        calls.append(int(seeds[0, 1]))
        if len(calls) == 3:
            raise KeyboardInterrupt
        return toy(theta, totals, seeds, **rest)

    simulate.calls = calls
    return simulate


def test_an_interruption_carries_what_was_finished(small, interrupting):
    with pytest.raises(Interrupted) as stop:
        small(runs=50, simulate=interrupting)
    assert stop.value.result.runs == 20
    assert isinstance(stop.value, KeyboardInterrupt)
    assert np.array_equal(stop.value.result.metrics, small(runs=20).metrics)


def test_an_interruption_before_anything_carries_nothing(small):
    def stopped(*_, **__):
        raise KeyboardInterrupt

    with pytest.raises(Interrupted) as stop:
        small(simulate=stopped)
    assert stop.value.result is None


def test_an_interrupted_forecast_goes_on_where_it_stopped(small, interrupting, tmp_path):
    with pytest.raises(Interrupted):
        small(runs=50, simulate=interrupting, out=tmp_path)
    resumed = small(runs=50, simulate=interrupting, out=tmp_path)
    assert interrupting.calls == [0, 10, 20, 20, 30, 40]
    assert canonical(resumed.to_json()) == canonical(small(runs=50).to_json())
    assert not (tmp_path / ".unfinished").exists()


def test_other_inputs_do_not_meet_the_kept_chunks(small, interrupting, tmp_path):
    with pytest.raises(Interrupted):
        small(runs=50, simulate=interrupting, out=tmp_path)
    other = small(runs=50, seed=2, simulate=interrupting, out=tmp_path)
    assert interrupting.calls[3:] == [0, 10, 20, 30, 40]
    assert canonical(other.to_json()) == canonical(small(runs=50, seed=2).to_json())


def test_a_damaged_chunk_is_run_again(small, interrupting, tmp_path):
    with pytest.raises(Interrupted):
        small(runs=50, simulate=interrupting, out=tmp_path)
    kept = sorted((tmp_path / ".unfinished").iterdir())
    assert len(kept) == 2
    kept[0].write_bytes(kept[0].read_bytes()[:-20])
    kept[1].write_bytes(b"")
    resumed = small(runs=50, simulate=interrupting, out=tmp_path)
    assert interrupting.calls[3:] == [0, 10, 20, 30, 40]
    assert canonical(resumed.to_json()) == canonical(small(runs=50).to_json())
