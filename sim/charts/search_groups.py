"""The three groups of actions at the corners of a ternary plot: programmes, or groups that the user names."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.analyses.search.result import SearchResult
from sim.errors import InputError
from sim.inputs.plan.names import id_of
from sim.language import LANGUAGES, text

_CORNERS = 3


@dataclass(frozen=True)
class Group:
    """``actions`` by id, at ``places`` in the plan's order; ``name`` by language."""

    actions: tuple[str, ...]
    places: tuple[int, ...]
    name: dict[str, str]


def groups_of(result: SearchResult, requested: str | None) -> tuple[Group, ...]:
    """Three groups: those ``requested`` ("a,b+c,d", each a programme or an action paid from expenditure), or the three
    programmes whose money differs most between candidates. Raises InputError."""
    programmes = {programme.id: _programme(result, programme.id) for programme in result.plan.programmes}
    known = {id: group for id, group in programmes.items() if group.actions}
    if requested is None:
        if len(known) < _CORNERS:
            raise InputError("the plan has fewer than three programmes with expenditure", key="--groups")
        spread = {id: float(np.std(result.trace.tried[:, group.places].sum(axis=1))) for id, group in known.items()}
        chosen = sorted(known, key=lambda id: -spread[id])[:_CORNERS]
        return tuple(known[id] for id in known if id in chosen)
    words = [part.strip() for part in requested.split(",")]
    if len(words) != _CORNERS:
        raise InputError("needs three groups, separated by commas", key="--groups", value=requested)
    known |= {row.action: _actions(result, (row.action,)) for row in result.money}
    groups = tuple(_joined(result, word, known) for word in words)
    every = [id for group in groups for id in group.actions]
    twice = next((id for id in every if every.count(id) > 1), None)
    if twice is not None:
        raise InputError("stands in more than one group", key="--groups", value=twice)
    return groups


def _programme(result: SearchResult, id: str) -> Group:
    """The actions of a programme that expenditure pays, under the programme's own name."""
    paid = {row.action for row in result.money}
    actions = tuple(action.id for action in result.plan.actions if action.programme == id and action.id in paid)
    programme = next(each for each in result.plan.programmes if each.id == id)
    return Group(actions, _actions(result, actions).places, {lang: programme.name[lang] for lang in LANGUAGES})


def _joined(result: SearchResult, word: str, known: dict[str, Group]) -> Group:
    names = {id: group.name for id, group in known.items()}
    parts = [id_of("programme or action", part.strip(), names, key="--groups") for part in word.split("+")]
    if len(parts) == 1:
        return known[parts[0]]
    actions = tuple(id for part in parts for id in known[part].actions)
    name = {lang: text("search.and", lang).join(known[part].name[lang] for part in parts) for lang in LANGUAGES}
    return Group(actions, _actions(result, actions).places, name)


def _actions(result: SearchResult, ids: tuple[str, ...]) -> Group:
    order = [action.id for action in result.plan.actions]
    places = tuple(order.index(id) for id in ids)
    names = [result.plan.actions[index].name for index in places]
    return Group(ids, places, {lang: ", ".join(name[lang] for name in names) for lang in LANGUAGES})
