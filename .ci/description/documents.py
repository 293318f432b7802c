"""Documents with generated blocks, and the function that makes each block."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from description import model_tables, parameter_tables, plan_tables
from description.blocks import Maker, rewrite
from description.layout import PACKAGE

TABLES = PACKAGE / "model"

DOCUMENTS: tuple[Path, ...] = (
    PACKAGE / "README.md",
    TABLES / "state.md",
    TABLES / "metrics.md",
    TABLES / "decisions.md",
    TABLES / "parameters.md",
    TABLES / "clauses.md",
)

MAKERS: Mapping[str, Maker] = {
    "wings": model_tables.wing_table,
    "phases": model_tables.phase_table,
    "behaviours": model_tables.behaviour_table,
    "actions": plan_tables.action_table,
    "instruments": plan_tables.instrument_table,
    "named": plan_tables.named_table,
    "safeguards": plan_tables.safeguard_table,
    "channels": plan_tables.channel_table,
    "switches": plan_tables.switch_table,
    "sources": parameter_tables.source_counts,
    "agents": model_tables.agent_fields,
    "government": model_tables.government_fields,
    "world": model_tables.world_fields,
    "idle": model_tables.idle_fields,
    "metrics": model_tables.metric_table,
    "decisions": model_tables.decision_table,
    "parameters": parameter_tables.parameter_table,
}


def stale() -> dict[Path, str]:
    """Documents whose made blocks no longer fit the code, each with its text as it should be."""
    outdated = {}
    for path in DOCUMENTS:
        text = path.read_text(encoding="utf-8")
        fresh = rewrite(text, MAKERS)
        if fresh != text:
            outdated[path] = fresh
    return outdated
