"""The registered priors of the revision: their files stand as disclosed, can be read, and cite rows that exist."""

from __future__ import annotations

import csv
import hashlib
import re
from pathlib import Path

import pytest

from sim.analyses.vintage.content import disclosures
from sim.inputs.evidence import load_evidence
from sim.inputs.parameters.grammar import parse_distribution
from sim.shipped import data_path

FOLDER = data_path("calibration/revision")
FILES = sorted(path for path in FOLDER.rglob("*") if path.is_file())
REFERENCE = re.compile(r"(?:series|priors|rules|policy|plans|outside):[\w+/-]*\w")
WORDS = ("kept", "kept here", "removed")


def registered() -> dict[str, str]:
    """The last digest that the disclosures name for each file."""
    pattern = re.compile(r"calibration/revision/(\S+) sha256 ([0-9a-f]{64})")
    return dict(match.groups() for row in disclosures() if (match := pattern.search(row["what"])))


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((FOLDER / name).open(encoding="utf-8", newline="")))


def test_every_file_stands_as_it_was_registered() -> None:
    """A file that changes needs a new row in ``calibration/disclosures.csv`` with its digest, the day, and why."""
    found = {path.relative_to(FOLDER).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in FILES}
    assert found == registered()


@pytest.mark.parametrize(("file", "column"), [("drivers.csv", "new_law"), ("parameters.csv", "distribution")])
def test_every_new_law_can_be_read(file: str, column: str) -> None:
    laws = [row[column] for row in rows(file) if row[column] and row[column] not in WORDS]
    assert len(laws) > 30
    for law in laws:
        parse_distribution(law)


def test_the_two_tables_give_a_parameter_one_law() -> None:
    laws = {row["row"]: row["new_law"] for row in rows("drivers.csv")}
    shared = [row for row in rows("parameters.csv") if row["name"] in laws]
    assert shared
    for row in shared:
        assert laws[row["name"]] == (row["distribution"] or row["action"]), row["name"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_cited_row_exists(path: Path) -> None:
    evidence = load_evidence()
    for reference in REFERENCE.findall(path.read_text(encoding="utf-8")):
        assert evidence.has(reference), reference


def test_every_metric_has_one_id_and_both_languages() -> None:
    metrics = rows("metrics.csv")
    assert len({row["id"] for row in metrics}) == len(metrics) == 15
    assert all(row["meaning_en"] and re.search(r"[\u4e00-\u9fff]", row["meaning_zh"]) for row in metrics)
