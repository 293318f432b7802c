"""Amounts of money as people type them: read where they can mean one thing, refused as they were typed otherwise."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.errors import InputError
from sim.inputs.policy.amounts import parse_amount

#: The table that the page's parser is held to as well: tests/page/test_amounts.py.
CASES = json.loads(Path(__file__).with_name("amounts.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("typed", "per_unit", "million"), CASES["read"])
def test_an_amount_is_read_as_people_type_it(typed: str, per_unit: float, million: float) -> None:
    assert parse_amount(typed, "--budget", per_unit).million == pytest.approx(million, rel=1e-12)


@pytest.mark.parametrize("typed", CASES["comma"])
def test_a_comma_that_sets_off_no_thousands_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match="comma") as caught:
        parse_amount(typed, "--budget")
    assert (caught.value.key, caught.value.value) == ("--budget", typed)


@pytest.mark.parametrize("typed", [*CASES["number"], "9" * 5000])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match="not an amount of money") as caught:
        parse_amount(typed, "--budget")
    assert "comma" not in str(caught.value)
