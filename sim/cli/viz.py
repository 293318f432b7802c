"""``xiandao viz``: one run to watch in a browser on this machine."""

from __future__ import annotations

from dataclasses import dataclass

from sim.cli.guard import DONE, INTERRUPTED
from sim.cli.session import Session
from sim.cli.settings import resolve, whole_number
from sim.cli.streams import note

PORT = 8020


@dataclass(frozen=True)
class Wish:
    """The command line as typed; None where an option was not given."""

    scenario: str
    fitted: str | None
    port: str | None
    browser: bool


def run(session: Session, wish: Wish) -> int:
    """Serve until Ctrl-C and return the exit code. Raises InputError for what cannot be used."""
    from sim.viz.opening import Opening
    from sim.viz.server import require_extra, serve

    require_extra()
    port = PORT if wish.port is None else whole_number(0, 65535)(wish.port, None, "--port")
    fitted = resolve({"fitted": wish.fitted})["fitted"].value
    note(session.say("cli.page-loading"))

    def ready(url: str) -> None:
        note(session.say("cli.viz-ready", url=url))

    try:
        serve(Opening(wish.scenario, session.lang, fitted), port, browser=wish.browser, ready=ready)
    except KeyboardInterrupt:
        note(session.say("error.stopped"))
        return INTERRUPTED
    return DONE
