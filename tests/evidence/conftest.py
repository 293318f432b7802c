"""A copy of the shipped evidence that a test may spoil."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.inputs.evidence import Evidence, load_evidence
from sim.shipped import data_path


@pytest.fixture(scope="session")
def evidence() -> Evidence:
    return load_evidence()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    target = tmp_path / "evidence"
    shutil.copytree(data_path("calibration/evidence"), target)
    return target


@pytest.fixture
def spoil(folder: Path) -> Callable[[str, str, str, str], None]:
    """Set one cell: ``spoil(file, id, column, text)``."""

    def change(file: str, id: str, column: str, text: str) -> None:
        path = folder / file
        with path.open(encoding="utf-8", newline="") as stream:
            reader = csv.DictReader(stream)
            columns, rows = list(reader.fieldnames or ()), list(reader)
        [row] = [row for row in rows if row["id"] == id]
        row[column] = text
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, columns)
            writer.writeheader()
            writer.writerows(rows)

    return change
