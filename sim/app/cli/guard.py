"""Every way in which a command can end, as one exit code and at most one sentence."""

import sys

from sim.app.cli.app import PROGRAM, program
from sim.app.cli.faults import input_sentence, usage_sentence
from sim.app.cli.session import Session, fallback_session, open_session
from sim.app.cli.streams import INTERNAL, INTERRUPTED, SUCCESS, USAGE, abandon, note, prepare
from sim.errors import InputError


def guarded(arguments: list[str]) -> int:
    """Run the command line and return its exit code; see ``sim.app.cli.run``."""
    prepare()
    session = fallback_session(arguments)
    try:
        try:
            session = open_session(arguments)
            return _dispatched(session)
        except InputError as fault:
            note(session.say("error.input", sentence=input_sentence(fault, session)))
            return USAGE
        except KeyboardInterrupt:
            note(session.say("error.stopped"))
            return INTERRUPTED
    except (BrokenPipeError, SystemExit):
        # the library leaves the process when a pipe breaks while it prints help
        abandon()
        return SUCCESS
    except Exception as fault:
        return _other(fault, session)


def _dispatched(session: Session) -> int:
    code = program().main(args=list(session.arguments), prog_name=PROGRAM, standalone_mode=False, obj=session)
    sys.stdout.flush()  # here a broken pipe can still be met quietly
    return code if isinstance(code, int) else SUCCESS


def _other(fault: Exception, session: Session) -> int:
    """A fault of the command-line library (exit 2, Ctrl-C) or of the program itself (exit 1)."""
    import click

    if isinstance(fault, click.Abort):
        note(session.say("error.stopped"))
        return INTERRUPTED
    if isinstance(fault, click.UsageError):
        note(session.say("error.input", sentence=usage_sentence(fault, session)))
        return USAGE
    if isinstance(fault, MemoryError):
        note(session.say("error.memory"))
        return INTERNAL
    if session.debug:
        import traceback

        traceback.print_exception(fault)
    note(session.say("error.internal", kind=type(fault).__name__, message=" ".join(str(fault).split())))
    return INTERNAL
