"""``xiandao viz``: shows one run in a browser on this machine."""

from sim.app.cli.session import Session
from sim.app.cli.streams import INTERRUPTED, SUCCESS, note
from sim.app.viz.server import Opening, require_extra, serve


def run(session: Session, *, scenario: str, port: int, browser: bool, fitted: str | None) -> int:
    """Serve until Ctrl-C and return the exit code. Raises InputError for what cannot be used."""
    require_extra()
    note(session.say("cli.page-loading"))

    def ready(url: str) -> None:
        note(session.say("cli.viz-ready", url=url))

    try:
        serve(Opening(scenario, session.lang, fitted), port, browser=browser, ready=ready)
    except KeyboardInterrupt:
        note(session.say("error.stopped"))
        return INTERRUPTED
    return SUCCESS
