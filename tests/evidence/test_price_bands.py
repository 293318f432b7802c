"""The table of price bands is read whole, and refused in one sentence where it is broken."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from sim.errors import InputError
from sim.inputs.evidence.price_bands import COLUMNS, FILE, bands_of, load_price_bands
from sim.language import LANGUAGES, band_words
from sim.language.refusals import translated
from sim.language.terms import chinese
from sim.shipped import data_path


def rows() -> list[dict[str, str]]:
    return list(csv.DictReader(data_path(FILE).open(encoding="utf-8", newline="")))


def written(path: Path, changed: dict[str, str], id: str = "projects-city/by_month_24") -> Path:
    """The shipped table with some cells of one row changed."""
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, COLUMNS)
    writer.writeheader()
    writer.writerows({**row, **changed} if row["id"] == id else row for row in rows())
    path.write_text(file.getvalue(), encoding="utf-8")
    return path


def test_every_row_is_read() -> None:
    bands = load_price_bands()
    assert [band.id for band in bands] == [row["id"] for row in rows()]
    grants = {band.id: band for band in bands_of(bands, "key-technology", "project-grants")}
    band = grants["projects-city/by_month_24"]
    assert band.units == (5.8, 14.0, 44.0)
    assert band.price == (2.3, 6.9, 17.0)
    assert band.delivery == (0.8, 0.87, 1.0)
    assert band.metrics == ("projects_launched",)
    assert "priors:project_contract_months" in band.sources
    assert grants["consortia-project-grants/all"].units is None
    assert bands_of(bands, "cooperation", "project-grants") == ()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"units_low": "44"}, "projects-city/by_month_24: a band needs a low, a central and a high number of units"),
        ({"units_central": ""}, "projects-city/by_month_24: a band needs a low, a central and a high number of units"),
        ({"units_low": "five"}, "projects-city/by_month_24 units_low: not a finite number"),
        ({"price_low": "nan"}, "projects-city/by_month_24 price_low: not a finite number"),
        ({"stage": "by_month_42"}, "projects-city/by_month_24 stage: not one of the allowed words"),
        ({"band": "maybe"}, "projects-city/by_month_24 band: not one of the allowed words"),
        ({"kind": "lent"}, "projects-city/by_month_24 kind: not one of the allowed words"),
        ({"confidence": "high"}, "projects-city/by_month_24 confidence: not one of the allowed words"),
        ({"metric": "projects_launchd"}, "projects-city/by_month_24 metric: unknown metric"),
        ({"id": "projects-city/begun"}, "projects-city/begun: this id stands twice"),
        ({"band": "none"}, "projects-city/by_month_24: a row without a band has a reason and no units"),
    ],
)
def test_a_broken_row_is_refused_in_a_sentence_of_both_languages(
    tmp_path: Path, changed: dict[str, str], sentence: str
) -> None:
    file = written(tmp_path / "bands.csv", changed)
    with pytest.raises(InputError) as refusal:
        load_price_bands(file)
    assert str(refusal.value).startswith(f"{file}: {sentence}")
    assert translated(refusal.value.problem, "zh") != str(refusal.value.problem)


def test_a_table_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the file does not exist"):
        load_price_bands(tmp_path / "none.csv")
    (tmp_path / "short.csv").write_text("id,instrument\na,b\n", encoding="utf-8")
    with pytest.raises(InputError, match="action: the column is missing"):
        load_price_bands(tmp_path / "short.csv")


def test_what_a_band_counts_has_chinese_and_none_is_left_over() -> None:
    counted = {band.counted for band in load_price_bands()}
    assert set(chinese("evidence")["counted"]) == counted
    assert all(band_words(words, "zh") != words for words in counted)
    assert {band_words("of my own", lang) for lang in LANGUAGES} == {"of my own"}
