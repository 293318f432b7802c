"""Keyed draws: same for the same key, whatever else is in the table and however they are cut."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from scipy import stats

from sim.errors import InputError
from sim.inputs.parameters.keyed import name_word, uniforms, word

# SplitMix64 as published: seed 0, and seed 1234567 of the reference test vectors.
KNOWN = {
    0: (0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F),
    1234567: (6457827717110365317, 3203168211198807973, 9817491932198370423),
}


@pytest.mark.parametrize("seed", KNOWN)
def test_published_words(seed: int) -> None:
    words = word(np.array([seed], np.uint64), np.arange(3, dtype=np.uint64))
    assert tuple(int(value) for value in words) == KNOWN[seed]


def test_same_words_as_the_compiled_draws() -> None:
    from sim.model.draws import splitmix64

    for key in (0, 1, 2**63 - 1):
        mine = word(np.array([key], np.uint64), np.arange(5, dtype=np.uint64))
        assert [int(value) for value in mine] == [int(splitmix64(key, counter)) for counter in range(5)]


def test_the_key_of_a_name_is_its_sha256() -> None:
    assert name_word("abc") == 0xBA7816BF8F01CFEA  # FIPS 180-2, first vector


def test_adding_moving_and_dropping_rows_changes_no_other_column(load, rows) -> None:
    whole = load(*rows)
    draws = whole.draw(7, 50)
    changed = load("new_number,ratio,1,normal(mu=1;sd=1),judgement,,,new", *reversed(rows[1:]))
    again = changed.draw(7, 50)
    for name in changed.names:
        if name != "new_number":
            np.testing.assert_array_equal(again[:, changed.index[name]], draws[:, whole.index[name]])


def test_any_chunking_gives_the_same_bytes(table) -> None:
    whole = table.draw(3, 100)
    parts = [table.draw(3, size, first=first) for first, size in ((0, 1), (1, 36), (37, 63))]
    assert np.concatenate(parts).tobytes() == whole.tobytes()


def test_another_process_draws_the_same_numbers() -> None:
    here = uniforms(11, 5, 4, ("a", "b[general-ai]"))
    code = "from sim.inputs.parameters.keyed import uniforms; "
    code += "print(uniforms(11, 5, 4, ('a', 'b[general-ai]')).tobytes().hex())"
    there = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert there.stdout.strip() == here.tobytes().hex()


def test_seeds_draws_and_names_are_not_interchangeable() -> None:
    numbers = [uniforms(seed, 0, 200, ("a", "b", "c")).ravel() for seed in range(5)]
    everything = np.concatenate(numbers)
    assert len(np.unique(everything)) == everything.size
    assert np.all((everything > 0) & (everything < 1))


def test_uniform_and_independent() -> None:
    """Each check fails by chance for one fixed seed in a million; the seed was not chosen."""
    u = uniforms(2025, 0, 4000, tuple(f"p{number}" for number in range(25)))
    assert stats.kstest(u.ravel(), "uniform").pvalue > 1e-6
    off_diagonal = np.corrcoef(u, rowvar=False)[np.triu_indices(25, 1)]
    assert np.abs(off_diagonal).max() < 5.5 / np.sqrt(4000)
    serial = [np.corrcoef(column[:-1], column[1:])[0, 1] for column in u.T]
    assert np.abs(serial).max() < 5.5 / np.sqrt(4000)


def test_draws_follow_the_distribution(table) -> None:
    theta = table.draw(1, 4000)
    assert theta.shape == (4000, len(table))
    spread = theta.std(axis=0)
    error = np.abs(theta.mean(axis=0) - table.mean())
    assert np.all(error <= 5 * spread / np.sqrt(4000))
    assert np.mean(theta[:, table.column("award_response")] == 1.0) == pytest.approx(0.4, abs=0.04)
    np.testing.assert_array_equal(theta[:, table.column("certificate_years")], 3.0)


def test_no_draws_at_all(table) -> None:
    assert table.draw(1, 0).shape == (0, len(table))


@pytest.mark.parametrize("seed", [-1, 2**63, 1.5, "1", True])
def test_bad_seeds(table, seed: object) -> None:
    with pytest.raises(InputError, match="whole number"):
        table.draw(seed, 10)
    with pytest.raises(InputError, match="whole number"):
        table.draw(1, 10, first=seed)
