"""The city that the tests of this room look into."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def cities():
    """The module ``tests/patterns/cities.py``, loaded once for all rooms."""
    if "tests_cities" not in sys.modules:
        path = Path(__file__).parents[1] / "patterns" / "cities.py"
        spec = importlib.util.spec_from_file_location("tests_cities", path)
        sys.modules["tests_cities"] = module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    return sys.modules["tests_cities"]
