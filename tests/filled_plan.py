"""Documents of the template city with as many entries as wanted, for the limits of a plan and of a scenario."""

from __future__ import annotations

import copy
import itertools
import tomllib
from typing import Any

from sim.shipped import data_path


def plan_document(**entries: int) -> dict[str, Any]:
    """The template plan with so many ``actions``, ``instruments``, ``fields``, ``districts`` zones of either table ...

    What is added repeats the template's own entries under new ids; the shares of each action's instruments sum to 1.
    """
    file = data_path("scenarios/plans") / "template.toml"
    document = tomllib.loads(file.read_text(encoding="utf-8"))
    for table, number in entries.items():
        document[table] = _repeated(document[table], number)
        if table in ("provincial_zones", "named_zone_candidates"):
            _place_apart(document[table], document)
        if table == "nested_goals":
            for added, goal in enumerate(document[table]):
                goal["number"] = 1.0 + added / number
    for extra in (one for one in document["actions"] if one["id"].startswith("added")):
        if "instruments" not in entries:
            document["instruments"].append({"id": f"of-{extra['id']}"})
    if {"actions", "instruments"} & set(entries):
        _share_out(document["instruments"], document["actions"])
    return document


def _share_out(instruments: list[dict[str, Any]], actions: list[dict[str, Any]]) -> None:
    """The last instrument is the capital action's; all others are open calls of the other actions in turn."""
    capital = next(action["id"] for action in actions if action["pot"] == "capital")
    spending = itertools.cycle(action["id"] for action in actions if action["pot"] != "capital")
    call = dict(next(one for one in instruments if one.get("delivery") == "open-call"))
    fund = dict(next(one for one in instruments if one.get("delivery") == "capital"))
    for one, action in zip(instruments[:-1], spending, strict=False):
        one.update(copy.deepcopy({**call, "id": one["id"], "action": action, "fund_stage": ""}))
    instruments[-1] = copy.deepcopy({**fund, "action": capital, "id": "last"})
    for one in instruments:
        one["share"] = 1.0 / sum(other["action"] == one["action"] for other in instruments)


def _place_apart(zones: list[dict[str, Any]], document: dict[str, Any]) -> None:
    """Each zone at a field and districts of its own."""
    fields, districts = ([row["id"] for row in document[table]] for table in ("fields", "districts"))
    places = [*itertools.combinations(districts, 1), *itertools.combinations(districts, 2)]
    for zone, (field, place) in zip(zones, itertools.product(fields, places), strict=False):
        zone.update(field=field, districts=list(place))


def _repeated(rows: list[dict[str, Any]], number: int) -> list[dict[str, Any]]:
    """The first ``number`` of the rows, over and over; a row of the capital pot is not repeated."""
    more = [row for row in rows if row.get("pot") != "capital"]
    found = copy.deepcopy(rows[:number])
    for added in range(number - len(found)):
        row = copy.deepcopy(more[added % len(more)])
        found.append({**row, "id": f"added-{added}"} if "id" in row else row)
    return found


def review(month: int, giver: str = "start-ups", taker: str = "key-technology") -> dict[str, Any]:
    """A review of the template city that always fires."""
    return {"metric": "firms", "at_least": 1.0, "month": month, "from": giver, "to": taker, "part": 0.05}
