"""``xiandao score``: outcomes against a vintage, as a table, CSV or JSON."""

import json as encoder
import sys

from sim.analyses.vintage import score
from sim.analyses.vintage.views import cautions, screen
from sim.app.cli.session import Session
from sim.app.cli.streams import console, note
from sim.app.cli.table import show


def run(session: Session, vintage: str, outcomes: str, *, json: bool, csv: bool) -> None:
    """Score the file ``outcomes`` and print it. Raises InputError for what cannot be used."""
    result = score(vintage, outcomes)
    if json:
        print(encoder.dumps(result.to_json(), ensure_ascii=False, allow_nan=False))
    elif csv:
        result.table().to_csv(sys.stdout, index=False)
    else:
        show(screen(result, session.lang), console())
        return

    for sentence in cautions(result, session.lang):  # beside data that a program reads, for whoever looks on
        note(sentence)
