"""The city under Mesa's own batch_run: same seed, same city, and any argument of City may be a list of values.

    python scenarios/examples/mesa_batch_run.py

One run of the whole city on Mesa takes minutes, so this runs the invented template city. Where many runs matter, use
sim.simulate or `xiandao sweep`: the same rules, compiled.
"""

from __future__ import annotations

import mesa
import pandas as pd

from sim import City

SEEDS = (1, 2)


def batch(months: int = 24) -> pd.DataFrame:
    """One row a run: its seed, the arguments of City, and the record of the last month (``firms``, ``deals``, ...)."""
    arguments = {"scenario": ["template"], "months": [months]}
    options = {"max_steps": months, "display_progress": False}
    if _version() >= (3, 5):  # takes the seeds themselves
        rows = mesa.batch_run(City, arguments, rng=list(SEEDS), **options)
    else:  # a seed is an argument of the model like any other
        rows = mesa.batch_run(City, {**arguments, "seed": list(SEEDS)}, iterations=1, **options)
    return pd.DataFrame(rows).rename(columns={"rng": "seed"})


def _version() -> tuple[int, ...]:
    return tuple(int(part) for part in mesa.__version__.split(".")[:2])


if __name__ == "__main__":
    print(batch()[["seed", "firms", "revenue", "scenarios_listed"]].to_string(index=False))
