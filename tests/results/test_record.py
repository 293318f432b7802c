"""What is kept is read back as it was: every kind of value, and every fault of a file as one sentence."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.errors import InputError
from sim.inputs.parameters import ParameterTable
from sim.inputs.policy import Scenario, load_scenario
from sim.results.codec import decoded, encoded
from sim.results.record import RESULT, record_bytes, reopened


@dataclass(frozen=True)
class Inner:
    name: str
    share: float | None


@dataclass(frozen=True, eq=False)
class Outer:
    inner: tuple[Inner, ...]
    pair: tuple[int, bool]
    by_year: Mapping[int, float]
    ends: np.ndarray
    day: date
    content: bytes
    scenario: Scenario
    parameters: ParameterTable
    anything: Any


def made() -> Outer:
    numbers = np.array([[0.1, math.nan], [1e-300, -math.inf]])
    return Outer(
        inner=(Inner("一", 1.0 / 3.0), Inner("two", None)),
        pair=(3, True),
        by_year={2026: math.inf, 2027: -0.0},
        ends=numbers,
        day=date(2026, 11, 24),
        content=b"\x00\xff",
        scenario=load_scenario("reference"),
        parameters=ParameterTable(()),
        anything={"a": [1, None, "x"]},
    )


def test_every_value_comes_back_as_it_was(tmp_path: Path) -> None:
    own = made()
    (tmp_path / RESULT).write_bytes(record_bytes(own))
    again = reopened(tmp_path, Outer)
    assert again.inner == own.inner
    assert again.pair == own.pair
    assert dict(again.by_year) == {2026: math.inf, 2027: 0.0}
    assert again.ends.tobytes() == own.ends.tobytes()
    assert (again.day, again.content, again.anything) == (own.day, own.content, own.anything)
    assert again.scenario == own.scenario
    assert record_bytes(again) == record_bytes(own)


@pytest.mark.parametrize("values", [np.float32([1.5]), np.array([True, False]), np.zeros((0, 3)), np.array(3, ">i4")])
def test_arrays_keep_type_and_shape(values: np.ndarray) -> None:
    again = decoded(json.loads(json.dumps(encoded(values))), np.ndarray)
    assert again.shape == values.shape
    assert again.dtype == values.dtype.newbyteorder("<")
    np.testing.assert_array_equal(again, values)
    again[...] = 0  # writable


def test_what_no_hint_could_bring_back_is_refused() -> None:
    with pytest.raises(TypeError, match="set cannot be kept"):
        encoded({"a": {1, 2}})


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda text: "", "damaged"),
        (lambda text: "[]", "damaged"),
        (lambda text: text.replace('"pair":[3,true]', '"pair":[3]'), "damaged"),
        (lambda text: text.replace('"pair":[3,true]', '"pair":"ab"'), "damaged"),
        (lambda text: text.replace('"pair":[3,true]', '"pair":["3",true]'), "damaged"),
        (lambda text: text.replace('"day":"2026-11-24"', '"day":"soon"'), "damaged"),
        (lambda text: text.replace('"shape":[2,2]', '"shape":[2,3]'), "damaged"),
        (lambda text: text.replace('"inner"', '"outer"'), "damaged"),
        (lambda text: text.replace('"schema_version":"1"', '"schema_version":"0"'), "another version"),
        (lambda text: text.replace('"kind":"Outer"', '"kind":"Inner"'), "another version or command"),
    ],
)
def test_a_damaged_file_is_one_sentence(tmp_path: Path, change: Any, says: str) -> None:
    before = record_bytes(made()).decode()
    after = change(before)
    assert after != before
    (tmp_path / RESULT).write_text(after, encoding="utf-8")
    with pytest.raises(InputError, match=says):
        reopened(tmp_path, Outer)


@dataclass(frozen=True)
class Earlier:
    first: int


@dataclass(frozen=True)
class Later:
    first: int
    second: str = "usual"
    third: tuple[int, ...] = field(default_factory=tuple)
    passing: float = field(default=0.5, metadata={"saved": False})


def test_a_field_that_an_earlier_version_did_not_have_takes_its_default() -> None:
    assert decoded(encoded(Earlier(3)), Later) == Later(3)
    with pytest.raises(KeyError):
        decoded({"second": "x"}, Later)


def test_a_field_that_is_not_to_be_saved_is_left_out() -> None:
    written = encoded(Later(3, "x", (1,), passing=0.7))
    assert set(written) == {"first", "second", "third"}
    assert decoded(written, Later) == Later(3, "x", (1,))


def test_an_added_field_without_a_default_is_damage_not_a_guess(tmp_path: Path) -> None:
    @dataclass(frozen=True)
    class Earlier:
        first: int
        second: int

    (tmp_path / RESULT).write_bytes(record_bytes(globals()["Earlier"](3)))
    with pytest.raises(InputError, match="another version of the program"):
        reopened(tmp_path, Earlier)
