"""Scenarios that a page may start from: shipped ones of the plan, and opened files."""

import re
import tomllib
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from sim.errors import InputError, LibraryText, Text, unknown_name
from sim.inputs.plan import Plan
from sim.inputs.policy import Scenario, allocation, load_scenario, scenario_from
from sim.study.provenance import digest_of

#: Shipped scenarios in the order of the page's list. Not ``funds-first``, which mixes the pots, and not the stress case
#: ``even-all``, which spreads even what is committed; the latter can be opened as a file.
SHIPPED = (
    *("reference", "low", "high", "even", "research-first", "start-ups-first", "zones-first", "scenarios-first"),
    *("adaptive", "no-plan"),
)
OPENED = "opened-"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_MOST_OPENED = 32


class Presets:
    """Name -> scenario: ``shipped`` with the page's baseline first, and the last files that were opened.

    Shipped scenarios are those of Hangzhou's plan; a page of another plan starts with its baseline alone. Raises
    InputError for a baseline that mixes the pots.
    """

    def __init__(self, plan: Plan, baseline: Scenario) -> None:
        self.plan = plan
        names = SHIPPED if plan.id == load_scenario(SHIPPED[0]).plan else ()
        self.shipped = {baseline.id: apart(baseline)}
        for name in names:
            if name != baseline.id:
                self.shipped[name] = load_scenario(name, plan)
        self._opened: OrderedDict[str, Scenario] = OrderedDict()

    def get(self, name: str) -> Scenario:
        """The scenario of a name. Raises InputError."""
        scenario = self.shipped.get(name) or self._opened.get(name)
        if scenario is None:
            raise unknown_name("unknown preset", name, self.shipped, key="preset")
        return scenario

    def open(self, text: str) -> str:
        """Keep the scenario of a TOML text and return its name here. Raises InputError.

        A scenario or plan that the text builds on is a shipped one by name: no path comes from a page.
        """
        scenario = apart(scenario_from(_document(text), self.plan))
        allocation(scenario, self.plan)
        name = OPENED + digest_of(scenario.model_dump(mode="json"))[:8]
        self._opened[name] = scenario
        while len(self._opened) > _MOST_OPENED:
            self._opened.popitem(last=False)
        return name


def _document(text: str) -> Mapping[str, Any]:
    try:
        written = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as fault:
        raise InputError(Text("not valid TOML: {reason}", reason=LibraryText(str(fault)[:200]))) from None
    header = written.get("scenario")
    for key in ("based_on", "plan"):
        name = header.get(key, "") if isinstance(header, dict) else ""
        if name and not (isinstance(name, str) and _NAME.fullmatch(name)):
            raise InputError("only a shipped name may stand here", key=f"scenario.{key}", value=str(name)[:80])
    return written


def apart(scenario: Scenario) -> Scenario:
    """The scenario itself. Raises InputError where money may move between its two pots."""
    if scenario.switches.transfers_between_pots:
        raise InputError("the page keeps the two pots apart", key="switches.transfers_between_pots", value=True)
    return scenario


def action_money(scenario: Scenario, plan: Plan) -> dict[str, float]:
    """Action -> million CNY for the plan's period."""
    totals = allocation(scenario, plan).totals
    return {action.id: float(totals[index]) for index, action in enumerate(plan.actions)}


def floors(scenario: Scenario) -> dict[str, float]:
    """Action -> committed million CNY, which no reallocation may touch."""
    return {action: share * scenario.budget.expenditure for action, share in scenario.committed.items()}
