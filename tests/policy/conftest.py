"""Plans once a session, and scenario files written from text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.inputs.plan import Plan, load_plan

HEAD = """
[scenario]
id = "mine"
name = { zh = "我的", en = "Mine" }
description = { zh = "试", en = "a trial" }
"""


@pytest.fixture(scope="session")
def hangzhou() -> Plan:
    return load_plan("hangzhou")


@pytest.fixture(scope="session")
def template() -> Plan:
    return load_plan("template")


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Writes a scenario file: the common head, then ``body``."""

    def write(body: str, name: str = "mine", head: str = HEAD) -> Path:
        file = tmp_path / f"{name}.toml"
        file.write_text(head + body, encoding="utf-8")
        return file

    return write
