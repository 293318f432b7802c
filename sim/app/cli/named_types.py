"""Option types that name a record (scenario, sweep, target, action, fitted set) by id or by its name."""

from collections.abc import Iterable, Mapping
from typing import Any

import click
from click.shell_completion import CompletionItem

from sim.app.cli.option_types import Location, Value
from sim.errors import InputError
from sim.inputs.plan import load_plan
from sim.inputs.plan.document import shipped_name, shipped_titles
from sim.inputs.plan.names import id_of, names_of
from sim.inputs.policy import load_scenario
from sim.shipped import data_path

REFERENCE = "reference"


class Shipped(Value):
    """A shipped document of ``folder`` by its id or name, which becomes its id, or the path of a file."""

    def __init__(self, what: str, folder: str) -> None:
        super().__init__()
        self._what, self._folder = what, folder

    def read(self, typed: str, file: str | None, key: str | None) -> str:
        return shipped_name(typed, self._folder, self._what, file=file, key=key) or typed

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        named = _offered(ctx, shipped_titles(self._folder, self._what), incomplete)
        return named or [CompletionItem(incomplete, type="file")]


class OfPlan(Value):
    """A record of the scenario's plan, of ``kind`` "target" or "action", by its id or name.

    ``at_once``: it becomes an id before the library sees it.
    """

    def __init__(self, kind: str, *, at_once: bool = True) -> None:
        super().__init__()
        self.kind, self.at_once = kind, at_once

    def ids(self, plan: Any, typed: Iterable[str], file: str | None, key: str | None) -> tuple[str, ...]:
        """The ids of what was ``typed``, once the plan is known. Raises InputError."""
        names = names_of(getattr(plan, f"{self.kind}s"))
        return tuple(id_of(self.kind, word, names, file=file, key=key) for word in typed)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        return _offered(ctx, _records(ctx, f"{self.kind}s"), incomplete)


class Transfer(Value):
    """A move of money FROM:TO:AMOUNT; FROM and TO are completed."""

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        before, colon, last = incomplete.rpartition(":")
        actions = {} if ":" in before else _records(ctx, "actions")
        return [CompletionItem(f"{before}{colon}{offer.value}:", help=offer.help)
                for offer in _offered(ctx, actions, last)]  # fmt: skip


class FittedSetType(Location):
    """A fitted set by name or folder."""

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        names = ["prior", *(path.name for path in data_path("calibration/fitted").iterdir() if path.is_dir())]
        known = [CompletionItem(name) for name in names if name.startswith(incomplete)]
        return known or super().shell_complete(ctx, param, incomplete)


class Topic(Value):
    """A topic of ``xiandao explain``: an action, a target, a field or a district of the plan."""

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        kinds = (_records(ctx, kind) for kind in ("actions", "targets", "fields", "districts"))
        return _offered(ctx, {id: name for kind in kinds for id, name in kind.items()}, incomplete)


def plan_of(scenario: str | None) -> Any:
    """The plan of a scenario, the usual one for None. Raises InputError."""
    return load_plan(load_scenario(scenario or REFERENCE).plan)


def _records(ctx: click.Context, kind: str) -> dict[str, Any]:
    """Id -> name of the records of the plan whose scenario stands on the line; nothing where it cannot be read."""
    asks = {"scenario", "scenarios"} & {str(parameter.name) for parameter in ctx.command.params}
    named = [*ctx.args, *(ctx.params.get("scenarios") or ()), ctx.params.get("scenario")]  # a line cut short has args
    try:
        return names_of(getattr(plan_of(named[0] if asks else None), kind))
    except InputError:
        return {}


def _offered(ctx: click.Context, names: Mapping[str, Any], incomplete: str) -> list[CompletionItem]:
    """Ids with their names beside them; the names themselves once a name has been begun."""
    labels = {id: name[ctx.obj.lang] for id, name in names.items()}
    ids = [CompletionItem(id, help=name) for id, name in labels.items() if id.startswith(incomplete)]
    return ids or [CompletionItem(name, help=id) for id, name in labels.items() if name.startswith(incomplete)]
