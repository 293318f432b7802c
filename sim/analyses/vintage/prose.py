"""README.md of a vintage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_TEXT = """\
# Vintage of {made}: {scenario}

{Statement}.

A conditional forecast on stated assumptions: plan {plan}, {runs} runs, seed {seed}, {first} to {last}.
Parameters: {parameters}. Evidence about the time up to {origin} that was printed only after it and was at hand
when the forecast was made: {late} rows, named in `vintage.json`.
{seen}

- `quantiles.csv`: mean and 23 quantiles of every metric at the end of every month, parameters and chance together
- `targets.csv`: probability of every target under each of its readings; `chosen` marks the one that is forecast
- `vintage.json`: what the forecast was made from

Nothing here may be edited: the end of the folder's name is the digest of these files, and is checked when it is read.

    xiandao score FOLDER outcomes.csv

`outcomes.csv` has the columns `date`, `metric`, `value`, `kind` and `error`.
"""


def readme(document: Mapping[str, Any]) -> str:
    """README.md of the vintage whose ``vintage.json`` is ``document``."""
    sentence = str(document["statement"])
    first, last = document["months"]
    return _TEXT.format(
        made=document["made"],
        Statement=sentence[:1].upper() + sentence[1:],
        plan=document["plan"],
        scenario=document["scenario"],
        runs=document["runs"],
        seed=document["seed"],
        first=first,
        last=last,
        parameters=_named(document["parameters"]["set"]),
        origin=document["evidence"]["origin"],
        late=len(document["evidence"]["late_rows"]),
        seen=_seen(document["evidence"]["disclosures"]),
    )


def _seen(disclosures: Sequence[Mapping[str, str]]) -> str:
    """What was met by chance of the time that is forecast, one line each."""
    return "".join(f"\nDisclosed: {row['what']} ({row['seen']}). Effect: {row['effect']}.\n" for row in disclosures)


def _named(parameters: Any) -> str:
    """The name of a parameter set; where a fitted set tells more than its name, the name is what is shown."""
    if isinstance(parameters, Mapping):
        return str(parameters.get("name") or parameters.get("set") or "fitted, see vintage.json")
    return str(parameters)
