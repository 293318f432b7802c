"""``xiandao page``: serves the what-if page on this machine."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sim.app.cli.faults import input_sentence
from sim.app.cli.session import Session
from sim.app.cli.streams import INTERRUPTED, SUCCESS, note
from sim.errors import InputError

if TYPE_CHECKING:
    from sim.app.page.service import Service


def run(
    session: Session, *, scenario: str, port: int, host: str, browser: bool, network: bool, runs: int, seed: int,
    threads: int, fitted: str | None,
) -> int:  # fmt: skip
    """Serve the page until Ctrl-C and return the exit code. Raises InputError for what cannot be used."""
    from sim.app.page.server import cache_folder, require_extra, serve

    require_extra()

    def service() -> Service:
        from sim.app.page import service as page

        note(session.say("cli.page-loading"))
        return page.Service(scenario, runs=runs, seed=seed, fitted=fitted, threads=threads, cache=cache_folder())

    def sentence(fault: InputError, lang: str) -> str:
        return input_sentence(fault, replace(session, lang=lang))

    def ready(url: str) -> None:
        note(session.say("cli.page-ready", url=url))

        if network:
            note(session.say("cli.page-network"))

    # without the option the page speaks its reader's language
    lang = session.lang if session.lang_asked else None
    try:
        serve(service, sentence, host, port, network=network, lang=lang, browser=browser, ready=ready)
    except KeyboardInterrupt:  # said here: how the library of the command line ends is no sentence
        note(session.say("error.stopped"))
        return INTERRUPTED
    return SUCCESS
