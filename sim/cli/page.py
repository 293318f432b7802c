"""``xiandao page``: the what-if page on this machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sim.cli.faults import input_sentence
from sim.cli.guard import DONE, INTERRUPTED
from sim.cli.session import Session
from sim.cli.settings import resolve, whole_number
from sim.cli.streams import note
from sim.errors import InputError

if TYPE_CHECKING:
    from sim.page.service import Service

PORT = 8010
HOST = "127.0.0.1"
_RUNS = (100, 10_000)


@dataclass(frozen=True)
class Wish:
    """The command line as typed; ``flags``: the settings of a forecast that the page shares, None where not given;
    ``lang``: the option alone, for without it the page speaks its reader's language."""

    scenario: str
    flags: Mapping[str, str | None]
    host: str | None = None
    port: str | None = None
    browser: bool = True
    network: bool = False
    lang: str | None = None


def run(session: Session, wish: Wish) -> int:
    """Serve the page until Ctrl-C and return the exit code. Raises InputError for what cannot be used."""
    from sim.page.server import cache_folder, require_extra, serve

    require_extra()
    settings = resolve(wish.flags)
    port = PORT if wish.port is None else whole_number(0, 65535)(wish.port, None, "--port")
    runs = settings["runs"].value
    if runs % 2 or not _RUNS[0] <= runs <= _RUNS[1]:
        raise InputError(
            "not an even number in range", key="--runs", value=runs, allowed=f"{_RUNS[0]:d} to {_RUNS[1]:d}"
        )

    def service() -> Service:
        from sim.page import service as page

        note(session.say("cli.page-loading"))
        return page.Service(
            wish.scenario,
            runs=runs,
            seed=settings["seed"].value,
            fitted=settings["fitted"].value,
            threads=settings["threads"].value,
            cache=cache_folder(),
        )

    def sentence(fault: InputError, lang: str) -> str:
        return input_sentence(fault, replace(session, lang=lang))

    def ready(url: str) -> None:
        note(session.say("cli.page-ready", url=url))
        if wish.network:
            note(session.say("cli.page-network"))

    host = HOST if wish.host is None else wish.host
    try:
        serve(service, sentence, host, port, network=wish.network, lang=wish.lang, browser=wish.browser, ready=ready)
    except KeyboardInterrupt:  # said here: how the library of the command line ends is no sentence
        note(session.say("error.stopped"))
        return INTERRUPTED
    return DONE
