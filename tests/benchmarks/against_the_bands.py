"""The money of every action and instrument of the reference against the registered bands, averages alone.

``python tests/benchmarks/against_the_bands.py [RUNS]`` prints a line a comparison and how many lie inside: the part
of ``xiandao value --prices --whole`` that the bands are about, without its marginal effects.
"""

from __future__ import annotations

import sys
from collections import Counter

from sim.analyses.value.portions import portions
from sim.analyses.value.price import NO_BAND
from sim.analyses.value.pricing import Pricing
from sim.inputs.evidence.price_bands import load_price_bands
from sim.study.design import forecast_runs
from sim.study.inputs import LONGEST
from sim.study.study import Study


def main(runs: int) -> None:
    """Run the baseline and every portion without its money, and print the comparisons."""
    study = Study.of("reference", plan=None, level=None, parameters=None, fitted=None, simulate=None)
    pricing = Pricing(study, forecast_runs(study.inputs, runs, 1).drawn(), load_price_bands(), LONGEST)
    verdicts: Counter[str] = Counter()
    for portion in portions(study.inputs, instruments=True):
        for line in pricing.averages(portion):
            band = line.band
            if band is None or band.verdict == NO_BAND or band.low is None or band.high is None:
                continue
            verdicts[band.verdict] += 1
            units = f"{line.units.value:.3g} ± {line.units.error:.2g}"
            held = f"{band.low:.3g} to {band.high:.3g} {band.verdict}{' (partly)' if band.partly else ''}"
            print(f"{line.instrument or line.action}, {line.metric} by month {line.month}: {units}, band {held}")
    print(", ".join(f"{number} {verdict}" for verdict, number in verdicts.most_common()))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 120)
