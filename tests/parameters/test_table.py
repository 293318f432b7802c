"""The table as the rest of the program uses it."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from sim.errors import InputError
from sim.inputs.parameters import ParameterTable


def test_names_columns_and_central_values(table: ParameterTable) -> None:
    assert table.names[0] == "exit_first_year"
    assert table["speed"].unit == "ratio"
    assert table.column("speed") == table.index["speed"] == len(table) - 1
    assert table.central().dtype == np.float64
    assert table.central()[table.index["certificate_years"]] == 3.0
    assert np.all(np.isfinite(table.logpdf(table.central()[None, :])))


def test_profiles(table: ParameterTable) -> None:
    rows = table.profile_rows("growth")
    assert list(rows) == ["general-ai", "frontier"]
    assert [table.names[column] for column in rows.values()] == ["growth[general-ai]", "growth[frontier]"]
    with pytest.raises(InputError, match="did you mean 'growth'"):
        table.profile_rows("grwth")


def test_an_unknown_name(table: ParameterTable) -> None:
    with pytest.raises(InputError, match="did you mean 'grant_gain'"):
        table["grant_gains"]


def test_there_and_back(table: ParameterTable) -> None:
    theta = table.draw(5, 200)
    u = table.to_unit(theta)
    assert np.all((u >= 0) & (u <= 1))
    np.testing.assert_allclose(table.from_unit(u), theta, rtol=1e-9, atol=1e-12)


def test_logpdf_is_a_sum_and_falls_outside(table: ParameterTable) -> None:
    theta = table.draw(5, 3)
    by_hand = sum(row.law.logpdf(theta[:, column]) for column, row in enumerate(table))
    np.testing.assert_allclose(table.logpdf(theta), by_hand)
    theta[1, table.column("speed")] = 9.0
    assert list(np.isneginf(table.logpdf(theta))) == [False, True, False]


@pytest.mark.parametrize("shape", [(3,), (3, 2), (1, 2, 3)])
def test_a_wrong_shape(table: ParameterTable, shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="expected an array"):
        table.from_unit(np.full(shape, 0.5))


def test_what_is_judged(table: ParameterTable, load) -> None:
    assert table["growth[frontier]"].judged
    assert not table["exit_first_year"].judged  # a figure that was read
    assert table["grant_gain"].judged  # only its sign was read
    assert not table["speed"].placeholder
    row = "share_in_fields,share,0.11,beta(a=2.546;b=18.74),priors:hte_future_share,,,share of certifications"
    assert load(row)["share_in_fields"].placeholder


def test_several_sources(load) -> None:
    row = "award,million CNY,0.2,fixed(0.2),rules:hte_award_first; policy:hnte-first-recognition-award-max,,,award"
    assert not load(row)["award"].judged


def test_nothing_heavy_is_imported() -> None:
    code = (
        "import sys; from sim.inputs.parameters import load_parameters, ParameterTable;"
        "from sim.inputs.evidence import load_evidence; load_evidence();"
        "print([name for name in ('scipy.special', 'pandas', 'numba', 'mesa', 'matplotlib') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_drawing_needs_no_scipy_stats(load, rows, tmp_path) -> None:
    path = tmp_path / "parameters.csv"
    load(*rows)
    code = (
        "import sys; from sim.inputs.parameters import load_parameters;"
        f"load_parameters({str(path)!r}).draw(1, 3);"
        "print('scipy.stats' in sys.modules, 'pandas' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False False"
