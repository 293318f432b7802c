"""The page on the toy engine as a process of its own: ``python toy_server.py SECONDS_A_RUN [--runs N] [--port N]
[--host ADDRESS] [--network] [--lang LANG] [--patience SECONDS]``, the last as long as headers or a body may take."""

import argparse
import sys

from toy import engine

from sim.app.page import guards
from sim.app.page.server import serve
from sim.app.page.service import Service

if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("pause", type=float)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--network", action="store_true")
    parser.add_argument("--lang")
    parser.add_argument("--patience", type=float, default=guards.LONGEST_WAIT)
    wanted = parser.parse_args()
    guards.LONGEST_WAIT = wanted.patience

    def service() -> Service:
        return Service(runs=wanted.runs, fitted="prior", simulate=engine(wanted.pause))

    serve(
        service,
        lambda fault, _lang: str(fault),
        wanted.host,
        wanted.port,
        network=wanted.network,
        lang=wanted.lang,
        browser=False,
        ready=lambda url: print(url, file=sys.stderr, flush=True),
    )
