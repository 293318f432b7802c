"""A resolved scenario as a file of its own."""

import json
import re
from collections.abc import Mapping
from typing import Any

from sim.inputs.policy.schema import Scenario


def to_toml(scenario: Scenario) -> str:
    """See ``policy.scenario_toml``. Lines and levels are gone: the shares and amounts they came to are written."""
    content = scenario.model_dump(by_alias=True, exclude_none=True)
    document: dict[str, Any] = {
        "scenario": {key: content[key] for key in ("id", "name", "description", "plan")},
        "budget": {pot: content["budget"][pot] for pot in ("expenditure", "capital")},
    }
    for table in ("shares", "committed", "fields", "calendar", "targets", "switches"):
        document[table] = content[table]
    text = [_table(f"[{name}]", table) for name, table in document.items()]
    text += [_table("[[reviews]]", review) for review in content["reviews"]]
    return "\n".join(text)


def _table(heading: str, table: Mapping[str, Any]) -> str:
    return "".join([heading + "\n", *(f"{_key(name)} = {_value(value)}\n" for name, value in table.items())])


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _value(name)


def _value(value: Any) -> str:
    """A TOML value on one line; TOML writes text, truth and numbers as JSON does."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(name)} = {_value(inner)}" for name, inner in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
