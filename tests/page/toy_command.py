"""``xiandao`` with the page on the toy engine as a process of its own: ``toy_command.py SECONDS_A_RUN page ...``."""

import sys

from toy import engine

import sim.app.cli
from sim.study import engine as study_engine

if __name__ == "__main__":
    pause = float(sys.argv[1])
    study_engine.compiled = study_engine.engine_of(engine(pause))
    raise SystemExit(sim.app.cli.run(sys.argv[2:]))
