"""What all rooms share: a fixed environment and repeatable property tests."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# Pictures are drawn without a display; must stand before matplotlib is imported anywhere.
os.environ.setdefault("MPLBACKEND", "Agg")

# Simulations are slow and uneven, so no deadline; on CI the same examples every time.
settings.register_profile("xiandao", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("xiandao")


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting or language of the person who runs the tests leaks into them."""
    for name in [name for name in os.environ if name.startswith("XIANDAO_")]:
        monkeypatch.delenv(name)
    for name in ("LC_ALL", "LC_MESSAGES", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
