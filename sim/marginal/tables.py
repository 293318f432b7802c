"""Marginal values as tidy data frames."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from sim.marginal.result import MarginalValue


def marginal_table(result: MarginalValue, lang: str) -> pd.DataFrame:
    """One row an action, direction and target; changes per 100 million CNY, ``amount`` as run. Raises InputError."""
    import pandas as pd

    from sim.language import texts

    texts(lang)  # an unknown language is told before anything else
    actions = {action.id: action for action in result.plan.actions}
    targets = {target.id: target.name[lang] for target in result.plan.targets}
    rows = []
    for step in result.steps:
        for target in targets:
            chance, count = step.per_hundred(step.probability[target]), step.per_hundred(step.count[target])
            rows.append(
                {
                    "action": step.action,
                    "action_name": actions[step.action].name[lang],
                    "pot": actions[step.action].pot,
                    "direction": "into" if step.amount > 0.0 else "out of",
                    "amount": step.amount,
                    "target": target,
                    "target_name": targets[target],
                    "probability": chance.value,
                    "probability_error": chance.error,
                    "probability_shown": chance.shown,
                    "count": count.value,
                    "count_error": count.error,
                    "count_shown": count.shown,
                }
            )
    return pd.DataFrame(rows)


def saturation_table(result: MarginalValue, lang: str) -> pd.DataFrame:
    """One row an action, million CNY; ``measure`` None where no effect is shown, ``half`` nan beyond what was run."""
    import pandas as pd

    rows = []
    for action in result.plan.actions:
        curve = result.saturation.get(action.id)
        rows.append(
            {
                "action": action.id,
                "name": action.name[lang],
                "pot": action.pot,
                "allocated": result.money[action.id],
                "measure": None if curve is None else curve.measure,
                "gain_at_most": None if curve is None else curve.response[-1],
                "half": None if curve is None else curve.half,
                "low": None if curve is None else curve.low,
                "high": None if curve is None else curve.high,
            }
        )
    return pd.DataFrame(rows).astype(dict.fromkeys(("gain_at_most", "half", "low", "high"), "float64"))
