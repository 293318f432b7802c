"""The toy city of this room, and the shipped setting."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from sim.analyses.calibrate.history import Setting, load_setting


@pytest.fixture(scope="session")
def toy() -> ModuleType:
    name = "backtest_toy"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name("toy.py"))
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


@pytest.fixture(scope="session")
def shipped() -> Setting:
    return load_setting()
