"""The JSON object keeps the published schema: names, order, types, finite numbers."""

import json
import math
from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from sim.results.frame import plain

Probability = float


class Target(BaseModel):
    model_config = ConfigDict(strict=True, extra="allow")
    id: str
    class_: Literal["A", "B", "C"] = Field(alias="class")
    reading: str
    threshold: float
    at_start: float
    expected: float
    q05: float
    q50: float
    q95: float
    probability: float = Field(gt=0, lt=1)
    mc_error: float | None = Field(gt=0)
    low: float | None = Field(gt=0, lt=1)
    high: float | None = Field(gt=0, lt=1)
    earned_probability: float | None = Field(gt=0, lt=1)
    word: Literal["very likely", "likely", "about as likely as not", "unlikely", "very unlikely"]
    confidence: Literal["medium", "low", "very low"]
    break_even: dict | None
    outside_view: float | None
    placeholders: list[str]
    readings: dict[str, float]


class Joint(BaseModel):
    model_config = ConfigDict(strict=True, extra="allow")
    all_met: float = Field(gt=0, lt=1)
    expected_met: float = Field(ge=0)


class Structure(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")
    runs: int
    differences: dict[str, dict[str, dict[str, float]]]


class Document(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")
    schema_version: Literal["1"]
    scenario: str
    runs: int
    seed: int
    targets: list[Target]
    joint: Joint
    provenance: dict
    runs_failed: int
    money: dict[str, dict[str, float]]
    pool: float | None
    structure: Structure | None
    earned_gap: dict[str, dict[str, float]]


def names(model):
    return [field.alias or name for name, field in model.model_fields.items()]


def test_the_schema(city):
    document = json.loads(json.dumps(city.to_json(), allow_nan=False))
    read = Document.model_validate(document)
    assert list(document) == names(Document)
    for target in document["targets"]:
        assert list(target)[: len(names(Target))] == names(Target)
    assert list(document["joint"])[:2] == ["all_met", "expected_met"]
    assert len(read.targets) == 12
    assert (document["scenario"], document["runs"], document["seed"]) == ("reference", 240, 3)


def test_what_stands_in_it_agrees_with_itself(city):
    document = city.to_json()
    together = [target for target in document["targets"] if target["class"] in "AB"]
    assert document["joint"]["targets"] == [target["id"] for target in together]
    raw = sum(document["joint"]["pairs"][k][k] for k in range(len(together)))
    assert document["joint"]["expected_met"] == pytest.approx(raw, rel=1e-5)
    for target in document["targets"]:
        assert target["q05"] <= target["q50"] <= target["q95"]
        assert target["reading"] in target["readings"]
        if target["class"] == "C":
            assert target["probability"] == target["outside_view"]
            assert target["mc_error"] is None
        else:
            assert target["low"] <= target["probability"] <= target["high"]
            assert target["readings"][target["reading"]] == target["probability"]
    for action in document["money"].values():
        assert action["released"] == pytest.approx(action["spent"] + action["unspent"], rel=1e-4)


def test_only_plain_finite_values_pass():
    assert plain({"a": (1.23456789, None, True)}) == {"a": [1.23457, None, True]}
    for bad in (math.nan, math.inf):
        with pytest.raises(ValueError, match="cannot stand"):
            plain([bad])
    with pytest.raises(TypeError):
        plain({"a": {1, 2}})


def test_the_table_says_the_same_in_both_languages(city):
    chinese, english = city.table("zh"), city.table("en")
    assert list(chinese.columns) == list(english.columns)
    assert chinese["probability"].equals(english["probability"])
    assert (chinese["name"] != english["name"]).all()
    assert list(english["word"]) == [target.word for target in city.targets]
