"""What is kept is read back as it was: every kind of value, and every fault of a file as one sentence."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.errors import InputError
from sim.kept.codec import decoded, encoded
from sim.kept.files import RESULT, kept, reopened
from sim.parameters import ParameterTable
from sim.policy import Scenario, load_scenario


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
    (tmp_path / RESULT).write_bytes(kept(own))
    again = reopened(tmp_path, Outer)
    assert again.inner == own.inner
    assert again.pair == own.pair
    assert dict(again.by_year) == {2026: math.inf, 2027: 0.0}
    assert again.ends.tobytes() == own.ends.tobytes()
    assert (again.day, again.content, again.anything) == (own.day, own.content, own.anything)
    assert again.scenario == own.scenario
    assert kept(again) == kept(own)


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
    before = kept(made()).decode()
    after = change(before)
    assert after != before
    (tmp_path / RESULT).write_text(after, encoding="utf-8")
    with pytest.raises(InputError, match=says):
        reopened(tmp_path, Outer)


def test_a_folder_without_one_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="keeps no result to draw"):
        reopened(tmp_path, Outer)
