"""The registered bands of prices: they stand as disclosed, cite what exists, and cover every instrument."""

from __future__ import annotations

import csv
import hashlib
import re

import pytest

from sim.analyses.vintage.content import disclosures
from sim.inputs.evidence import load_evidence
from sim.inputs.plan import load_plan
from sim.model.tables.metrics import METRIC_INDEX
from sim.shipped import data_path

FILES = ("price_bands.csv", "price_bands.md", "response_signs.csv")
REFERENCE = re.compile(r"(?:series|priors|rules|policy|plans|outside):[\w+/-]*\w")
STAGES = ("begun", "by_month_24", "by_month_60", "all")


def rows() -> list[dict[str, str]]:
    return list(csv.DictReader(data_path("calibration/price_bands.csv").open(encoding="utf-8", newline="")))


@pytest.mark.parametrize("name", FILES)
def test_bands_and_signs_stand_as_they_were_registered(name: str) -> None:
    """A slip of arithmetic is mended only with a new row in ``calibration/disclosures.csv``: its digest, and why."""
    pattern = re.compile(rf"calibration/{re.escape(name)} sha256 ([0-9a-f]{{64}})")
    named = [match.group(1) for row in disclosures() if (match := pattern.search(row["what"]))]
    assert hashlib.sha256(data_path(f"calibration/{name}").read_bytes()).hexdigest() == named[-1]


def test_every_instrument_of_the_plan_has_a_row() -> None:
    assert {instrument.id for instrument in load_plan().instruments} <= {row["instrument"] for row in rows()}


def test_a_band_is_ordered_and_its_units_are_those_of_its_price() -> None:
    assert len({row["id"] for row in rows()}) == len(rows()) > 100
    for row in rows():
        assert row["stage"] in STAGES, row["id"]
        if row["band"] == "none":
            assert row["reason"], row["id"]
            assert not row["units_high"], row["id"]
            continue
        low, centre, high = (float(row[f"units_{end}"]) for end in ("low", "central", "high"))
        assert low < centre < high, row["id"]
        for price, units in (("low", high), ("central", centre), ("high", low)):
            if row[f"price_{price}"] and units > 0.0:
                # either was rounded to two figures
                assert float(row[f"price_{price}"]) * units == pytest.approx(100.0, rel=0.1), row["id"]


def test_what_is_counted_later_is_a_part_of_what_is_begun() -> None:
    for row in rows():
        if row["delivery_share"]:
            low, centre, high = (float(row[f"delivery_{name}"]) for name in ("low", "share", "high"))
            assert 0.0 <= low <= centre <= high <= 1.0, row["id"]
            assert row["delivery_arithmetic"], row["id"]


def test_every_cited_row_and_metric_exists() -> None:
    evidence = load_evidence()
    for row in rows():
        for column in ("source", "delivery_arithmetic", "reason"):
            for reference in REFERENCE.findall(row[column]):
                assert evidence.has(reference), (row["id"], reference)
        for metric in filter(None, re.split("; ?", row["metric"])):
            assert metric in METRIC_INDEX, (row["id"], metric)
