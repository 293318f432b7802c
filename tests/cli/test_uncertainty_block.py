"""The block of the answer that says what the uncertainty is made of."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from .conftest import Forecast, target

SPLIT = SimpleNamespace(parameter=0.61, chance=0.2, definition=0.15, structure=0.04)
DRIVERS = tuple(
    SimpleNamespace(parameter=name, correlation=sign, share=0.2)
    for name, sign in (("founding_rate", 0.5), ("exit_year_3", -0.4), ("ip_rate", 0.3), ("labs", 0.2))
)


def explained(runs: int, **changes: object) -> Forecast:
    made = Forecast(runs, seed=1)
    one = target("high-tech-firms", "A", variance=SPLIT, drivers=DRIVERS, fit_error=0.012, **changes)
    made.targets = (one, target("leaders", "C", variance=SPLIT))
    return made


def test_shares_drivers_and_the_fit_are_said(xiandao, forecast) -> None:
    made = explained(4)
    made.provenance = {"fitted": "2026-11-24-ea386603", "data_until": "2026-11-24"}
    forecast.made = made
    said = " ".join(xiandao("forecast", "--runs", "4", "-q", "--lang", "en").out.split())
    assert "61 20 15 4 1.2 +founding_rate, -exit_year_3, +ip_rate" in said
    assert "labs" not in said  # three are enough for a line
    assert "fitted set 2026-11-24-ea386603, to what was published by 2026-11-24" in said
    assert said.count("61 20 15 4") == 1  # class C is not split: its number is the outside view


def test_placeholders_are_named_and_the_prior_is_said(xiandao, forecast) -> None:
    forecast.made = explained(4, placeholders=("priors:hte_future_share",))
    said = " ".join(xiandao("forecast", "--runs", "4", "-q", "--lang", "en").out.split())
    assert "the shipped parameters do not use them: High-tech firms (priors:hte_future_share)." in said
    assert "Parameters: prior" in said


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_declared_pool_has_a_column_of_its_own(xiandao, forecast, lang: str) -> None:
    made = explained(4, pooled=0.46)
    made.pool = 0.3
    forecast.made = made
    said = xiandao("forecast", "--runs", "4", "--pool", "0.3", "-q", "--lang", lang).out
    assert "46" in said
    assert ("pool 0.3" if lang == "en" else "合并0.3") in said


def test_what_was_not_made_is_a_dash(xiandao, forecast) -> None:
    made = explained(4)
    made.targets = (target("high-tech-firms", "A", variance=SimpleNamespace(**{**vars(SPLIT), "structure": None})),)
    forecast.made = made
    said = " ".join(xiandao("forecast", "--runs", "4", "-q", "--lang", "en").out.split())
    assert "61 20 15 – – –" in said
