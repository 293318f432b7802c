"""Starsim's SIS on a given network; run by its own interpreter: ``python starsim_sis.py AGENTS STEPS REPEATS``."""

from __future__ import annotations

import json
import sys
import time

import numpy as np
import starsim as ss
from sis_network import network

agents, steps, repeats = map(int, sys.argv[1:4])
one, other = network(agents)
seconds, prevalence = [], []
for repeat in range(repeats + 1):
    net = ss.Network(edges={"p1": one, "p2": other, "beta": np.ones(len(one))})
    sim = ss.Sim(n_agents=agents, diseases=ss.SIS(), networks=net, dur=steps, rand_seed=repeat, verbose=0)
    sim.init()
    start = time.perf_counter()
    sim.run()
    seconds.append(time.perf_counter() - start)
    prevalence.append(float(np.asarray(sim.results.sis.prevalence)[-1]))
# the first run warms up
print(
    json.dumps({"version": ss.__version__, "seconds": seconds[1:], "prevalence": prevalence[1:], "steps": len(sim.t)})
)
