"""A dialect file with one planted rule, and its faults."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

HEADER = """
from __future__ import annotations

import math

import numpy as np

from sim.model.decisions import ENTRY, EXIT, LEAVING
from sim.model.dialect import behaviour, rule
from sim.model.draws import normal, uniform, uniform2
from sim.shipped import data_path
from sim.model.tables.codes import SEEDED, SERIES_A

LOCAL_SIZE = 1
"""


@pytest.fixture
def plant(tmp_path: Path) -> Callable[..., Path]:
    """Write a dialect file of the given text, below the usual imports, and return its path."""

    def write(text: str, name: str = "planted") -> Path:
        path = tmp_path / f"{name}.py"
        path.write_text(HEADER + textwrap.dedent(text), encoding="utf-8")
        return path

    return write
