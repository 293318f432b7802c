"""Every fault of the table is one InputError that names file, parameter and value."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.errors import InputError
from sim.inputs.evidence import Evidence
from sim.inputs.parameters import load_parameters
from sim.inputs.parameters.load import COLUMNS

HEADER = ",".join(COLUMNS)


def row(
    name: str = "speed",
    unit: str = "ratio",
    central: str = "1",
    distribution: str = "normal(mu=1;sd=1)",
    source: str = "judgement",
    effect: str = "",
    null_value: str = "",
    meaning: str = "speed of review",
) -> str:
    return ",".join((name, unit, central, distribution, source, effect, null_value, meaning))


BAD_ROWS = {
    "no name": (row(name=""), "the name is missing"),
    "bad name": (row(name="Speed of review"), "not a parameter name"),
    "bad profile": (row(name="speed[]"), "not a parameter name"),
    "no unit": (row(unit=""), "the unit is missing"),
    "no central": (row(central=""), "the central is missing"),
    "no distribution": (row(distribution=""), "the distribution is missing"),
    "no source": (row(source=""), "the source is missing"),
    "no meaning": (row(meaning=""), "the meaning is missing"),
    "malformed central": (row(central="1.2.3"), "not a finite number"),
    "central nan": (row(central="nan"), "not a finite number"),
    "central inf": (row(central="inf"), "not a finite number"),
    "central in other digits": (row(central="１"), "not a finite number"),
    "unknown source": (row(source="priors:exit_hazard_cn_yr1"), "did you mean 'priors:exit_hazard_cn_year1'"),
    "no such kind of source": (row(source="a hunch"), "neither evidence nor begins with 'judgement'"),
    "source like judgement": (row(source="judgements of friends"), "neither evidence nor"),
    "one source of two unknown": (
        row(source="rules:hte_min_age; rules:hte_max_age"),
        "did you mean 'rules:hte_min_age'",
    ),
    "withheld source": (row(source="priors:vc_deal_mean_all"), "withheld"),
    "source without a figure": (row(source="rules:hte_high_tech_revenue_share"), "no figure"),
    "unknown effect": (row(effect="singel", null_value="1"), "did you mean 'single'"),
    "effect without null": (row(effect="meta"), "needs its null_value"),
    "null without effect": (row(null_value="1"), "without an effect"),
    "malformed null": (row(effect="meta", null_value="one"), "not a finite number"),
    "single without discount": (row(effect="single", null_value="1"), "action_effect_discount: the row is missing"),
    "discount is an effect": (
        row(name="action_effect_discount", effect="meta", null_value="1"),
        "cannot be an effect",
    ),
}

BAD_DISTRIBUTIONS = {
    "normal": "not a distribution",
    "normal(mu=1;sd=1": "not a distribution",
    "norml(mu=1;sd=1)": "did you mean 'normal'",
    "triangular(low=0;high=2)": "unknown distribution",
    "normal(mean=1;sd=1)": "unknown keyword of 'normal'",
    "lognormal(median=1;sigm=1)": "did you mean 'sigma'",
    "normal(mu=1)": "'sd' of 'normal' is missing",
    "normal(mu=1;sd=1;sd=2)": "'sd' of 'normal' is given twice",
    "normal(1;2)": "takes keywords",
    "normal()": "takes keywords",
    "normal(mu=1;sd=1;)": "takes keywords",
    "normal(mu=1;sd=0)": "'sd' of 'normal' must be above 0",
    "normal(mu=1;sd=-1)": "'sd' of 'normal' must be above 0",
    "normal(mu=1;sd=nan)": "not a finite number",
    "normal(mu=;sd=1)": "not a finite number",
    "normal(mu=1e999;sd=1)": "not a finite number",
    "lognormal(median=0;sigma=1)": "'median' of 'lognormal' must be above 0",
    "beta(a=-1;b=2)": "'a' of 'beta' must be above 0",
    "gamma(shape=1;scale=0)": "'scale' of 'gamma' must be above 0",
    "uniform(low=2;high=1)": "low of 'uniform' must be below high",
    "uniform(low=1;high=1)": "low of 'uniform' must be below high",
    "normal(mu=1;sd=1;low=2;high=1)": "low of 'normal' must be below high",
    "normal(mu=1;sd=1;low=40)": "less than 1e-06 of 'normal' lies between its bounds",
    "twopiece_normal(mode=1;sd_left=1)": "'sd_right' of 'twopiece_normal' is missing",
    "fixed()": "not a finite number",
    "fixed(2)": "lies outside the distribution",
    "fixed(1;low=0)": "not a finite number",
    "beta(a=2;b=2)": "lies outside the distribution",
    "lognormal(median=0.1;sigma=1;high=0.5)": "outside the distribution.*allowed: 0 to 0.5",
    "spike(at=1;mass=1;then=normal(mu=0;sd=1))": "mass of spike must lie between 0 and 1",
    "spike(at=1;mass=0.5)": "'then' of 'spike' is missing",
    "spike(at=1;mass=0.5;then=fixed(2))": "must have a density",
    "spike(at=1;mass=0.5;then=spike(at=0;mass=0.5;then=normal(mu=0;sd=1)))": "must have a density",
    "spike(at=1;mass=0.5;then=normal(mu=0))": "'sd' of 'normal' is missing",
}


@pytest.mark.parametrize("fault", BAD_ROWS)
def test_a_bad_row(load, fault: str) -> None:
    text, message = BAD_ROWS[fault]
    with pytest.raises(InputError, match=message) as caught:
        load(text)
    assert "parameters.csv" in str(caught.value)


@pytest.mark.parametrize("text", BAD_DISTRIBUTIONS)
def test_a_bad_distribution(load, text: str) -> None:
    with pytest.raises(InputError, match=BAD_DISTRIBUTIONS[text]) as caught:
        load(row(distribution=text))
    assert "parameters.csv" in str(caught.value)
    assert "speed" in str(caught.value)


def test_the_same_parameter_twice(load) -> None:
    with pytest.raises(InputError, match="speed: the parameter appears twice"):
        load(row(), row())


def test_headers(load) -> None:
    with pytest.raises(InputError, match="did you mean 'distribution'"):
        load(row(), header=HEADER.replace("distribution", "distribtion"))
    with pytest.raises(InputError, match="effect: the column is missing"):
        load(row(), header=HEADER.replace("effect,", ""))
    assert load(row() + ",a note", header=HEADER + ",note")["speed"].note == "a note"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b"  \n\n", "the file is empty"),
        (HEADER.encode() + b"\n", "the table has no rows"),
        (HEADER.encode() + b"\nspeed,ratio\n", "2 cells where the header has 8"),
        (HEADER.encode("utf-16"), "not UTF-8"),
        ("名称".encode("gbk"), "not UTF-8"),
    ],
)
def test_a_bad_file(tmp_path: Path, evidence: Evidence, content: bytes, message: str) -> None:
    path = tmp_path / "parameters.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=message):
        load_parameters(path, evidence)


def test_a_missing_file_and_a_folder(tmp_path: Path, evidence: Evidence) -> None:
    with pytest.raises(InputError, match="does not exist"):
        load_parameters(tmp_path / "nothing.csv", evidence)
    with pytest.raises(InputError, match="cannot be read"):
        load_parameters(tmp_path, evidence)


def test_a_byte_order_mark_is_no_fault(tmp_path: Path, evidence: Evidence, rows) -> None:
    path = tmp_path / "parameters.csv"
    path.write_bytes(b"\xef\xbb\xbf" + "\n".join((HEADER, *rows)).encode())
    assert len(load_parameters(path, evidence)) == len(rows)
