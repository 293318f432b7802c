"""Names in a scenario, in Chinese or English, as the ids that they stand for."""

from collections.abc import Mapping
from typing import Any, TypeVar

from sim.errors import InputError
from sim.inputs.plan.names import Wording, id_of, ids_of, names_of
from sim.inputs.plan.schema import Plan
from sim.inputs.policy.checks import ALL, QUARTERS
from sim.inputs.policy.schema import Review, Scenario, ScenarioFile, TargetChoice
from sim.language import LANGUAGES
from sim.model.tables.metrics import METRICS

Entry = TypeVar("Entry", Scenario, ScenarioFile)


def in_ids(entry: Entry, plan: Plan, file: object) -> Entry:
    """``entry`` with ids where it names actions, fields, targets, their readings or metrics.

    Raises InputError for a name that nothing has, and for two that mean the same.
    """
    actions, fields = names_of(plan.actions), names_of(plan.fields)
    changes: dict[str, Any] = {
        name: _keyed("action", getattr(entry, name), actions, file, name)
        for name in ("shares", "committed", "movable")
        if name in type(entry).model_fields and getattr(entry, name) is not None
    }
    weights = _keyed("action", entry.fields, _with(ALL, actions), file, "fields")
    changes["fields"] = {id: _keyed("field", row, fields, file, f"fields.{id}") for id, row in weights.items()}
    changes["calendar"] = _keyed("action", entry.calendar, _with(QUARTERS, actions), file, "calendar")
    targets = _keyed("target", entry.targets, names_of(plan.targets), file, "targets")
    changes["targets"] = {id: _choice(choice, plan, id, file) for id, choice in targets.items()}
    changes["lines"] = tuple(
        line.model_copy(
            update={"action": id_of("action", line.action, actions, file=file, key=f"lines[{number}].action")}
        )
        for number, line in enumerate(entry.lines, start=1)
    )
    if entry.reviews is not None:
        rules = enumerate(entry.reviews, start=1)
        changes["reviews"] = tuple(_review(review, plan, f"reviews[{number}]", file) for number, review in rules)
    return entry.model_copy(update=changes)


def _keyed(what: str, table: Mapping[str, Any], names: Mapping[str, Wording], file: object, key: str) -> dict[str, Any]:
    return {id: table[written] for id, written in ids_of(what, table, names, file=file, key=key).items()}


def _choice(choice: TargetChoice, plan: Plan, target: str, file: object) -> TargetChoice:
    if choice.reading is None:
        return choice
    names = names_of(plan.targets[plan.target_index[target]].readings)
    reading = id_of("reading", choice.reading, names, file=file, key=f"targets.{target}.reading")
    return choice.model_copy(update={"reading": reading})


def _review(review: Review, plan: Plan, key: str, file: object) -> Review:
    actions = names_of(plan.actions)
    ends = {
        "from_": id_of("action", review.from_, actions, file=file, key=f"{key}.from"),
        "to": id_of("action", review.to, actions, file=file, key=f"{key}.to"),
    }
    return review.model_copy(update={**ends, "metric": _count(review.metric, plan, f"{key}.metric", file)})


def _count(written: str, plan: Plan, key: str, file: object) -> str:
    """The id of a target or metric; a name that both have is the target's."""
    targets = names_of(plan.targets)
    metrics = {metric.id: {lang: metric.words(lang) for lang in LANGUAGES} for metric in METRICS}
    try:
        return written if written in metrics else id_of("target", written, targets)
    except InputError:
        return id_of("target or metric", written, {**targets, **metrics}, file=file, key=key)


def _with(word: str, names: Mapping[str, Wording]) -> dict[str, Wording]:
    """``names`` and a word that stands for itself."""
    return {word: dict.fromkeys(LANGUAGES, word), **names}
