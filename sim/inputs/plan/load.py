"""Loading of a plan by name or path."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.inputs.plan.checks import faults_of
from sim.inputs.plan.document import locate, read
from sim.inputs.plan.faults import refuse, validated
from sim.inputs.plan.schema import Plan

FOLDER = "scenarios/plans"


def load(name_or_path: str | Path) -> Plan:
    """See ``sim.inputs.plan.load_plan``."""
    path = locate(name_or_path, FOLDER, "plan")
    return plan_from(read(path, "plan"), path)


def plan_from(document: Mapping[str, Any], file: object = None) -> Plan:
    """A checked plan from the content of a plan file; ``file`` names it in errors. Raises InputError."""
    plan = validated(Plan, document, file)
    refuse(faults_of(plan), file)
    return plan
