"""The two notations of the observation table."""

from __future__ import annotations

import numpy as np
import pytest

from sim.analyses.calibrate.expressions import parse_factor, parse_model
from sim.analyses.calibrate.history import Setting
from sim.errors import InputError
from sim.inputs.evidence import load_evidence

FIELDS = ("general-ai",)


def test_a_sum_of_products_is_what_it_says(setting: Setting) -> None:
    model = parse_model(
        "city_certified + renewals_counted_as_new * city_renewed", FIELDS, setting.table, file="f", key="k"
    )
    values = {
        "city_certified": np.array([10.0, 20.0]),
        "renewals_counted_as_new": np.array([0.5, 0.0]),
        "city_renewed": np.array([4.0, 8.0]),
    }
    assert model.value(values).tolist() == [12.0, 20.0]
    assert model.names == tuple(values)


@pytest.mark.parametrize("text", ["city_certifed", "field_firms:nowhere", "city_certified +", "2 * city_certified"])
def test_an_unknown_name_is_told_with_its_place(setting: Setting, text: str) -> None:
    with pytest.raises(InputError, match="f: k model: unknown metric or parameter"):
        parse_model(text, FIELDS, setting.table, file="f", key="k")


def test_factors_multiply_and_divide() -> None:
    evidence = load_evidence()
    value, rows = parse_factor("6 / 3", evidence, file="f", key="k")
    assert (value, rows) == (2.0, ())
    gdp = evidence.row("series:gdp/hangzhou/all/2021")
    assert parse_factor("series:gdp/hangzhou/all/2021 * 2", evidence, file="f", key="k") == (2 * gdp.number(), (gdp,))
    inverse, _ = parse_factor("1 / series:gdp/hangzhou/all/2021", evidence, file="f", key="k")
    assert inverse == pytest.approx(1 / gdp.number())


@pytest.mark.parametrize("text", ["", "x", "nan", "0", "-1", "series:gdp/hangzhou/all/1999"])
def test_a_bad_factor_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        parse_factor(text, load_evidence(), file="f", key="k")
