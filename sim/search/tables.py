"""Tidy tables of a search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.search.estimate import Worth
from sim.search.result import SearchResult

if TYPE_CHECKING:
    import pandas as pd


def money_table(result: SearchResult, lang: str) -> pd.DataFrame:
    """See ``SearchResult.table``."""
    import pandas as pd

    names = {action.id: action.name[lang] for action in result.plan.actions}
    rows = [
        {
            "action": row.action,
            "name": names[row.action],
            "committed": row.committed,
            "scenario": row.scenario,
            "winner": row.winner,
            "difference": row.difference,
            "first_year_scenario": None if row.first_year is None else row.first_year[0],
            "first_year_winner": None if row.first_year is None else row.first_year[1],
        }
        for row in result.money
    ]
    return pd.DataFrame(rows)


def target_table(result: SearchResult, lang: str) -> pd.DataFrame:
    """See ``SearchResult.target_table``."""
    import pandas as pd

    names = {target.id: target.name[lang] for target in result.plan.targets}
    rows = [
        {
            "target": row.id,
            "name": names[row.id],
            "class": row.class_,
            "scenario": row.scenario,
            "winner": row.winner,
            "gain": row.gain.value,
            "error": row.gain.error,
        }
        for row in result.targets
    ]
    return pd.DataFrame(rows)


def worth_table(worths: dict[str, Worth], heading: str) -> pd.DataFrame:
    """One row an assumption: value of scenario and winner, gain, its error, probability that it is above 0."""
    import pandas as pd

    rows = [
        {
            heading: name,
            "scenario": one.scenario.value,
            "winner": one.winner.value,
            "gain": one.gain.value,
            "error": one.gain.error,
            "positive": one.positive,
        }
        for name, one in worths.items()
    ]
    return pd.DataFrame(rows)


def trace_table(result: SearchResult) -> pd.DataFrame:
    """One row a generation: simulations so far; gain of its mean over the scenario, over the last ten, best so far."""
    import pandas as pd

    objective = result.objectives[0]
    return pd.DataFrame(
        {
            "simulations": result.trace.simulations,
            "generation": result.trace.gains,
            "smooth": result.trace.smooth(objective),
            "best": result.trace.best(objective),
        }
    )
