"""All stages that a service gives for what a page posts."""

from __future__ import annotations

from typing import Any


def stages_of(service: Any, posted: dict) -> list[dict]:
    scenario, preset, page, stop = service.begin(posted)
    try:
        return list(service.stages(scenario, preset, stop))
    finally:
        service.end(page, stop)
