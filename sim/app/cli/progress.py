"""Progress on standard error: a bar with the time left on a terminal, else one line per ten per cent."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sim.app.cli.session import Session
from sim.app.cli.streams import console, note

Report = Callable[[int, int], None]


@contextmanager
def progress(session: Session, *, quiet: bool, step: str = "progress.step") -> Iterator[Report]:
    """A function ``report(done, total)`` to be called as runs finish, in any rhythm; quiet: one that says nothing.

    ``step``: catalogue key of the line that says how much is done, for work that does not count runs.
    """
    if quiet:
        yield _silent
    elif sys.stderr.isatty():
        with _bar(session) as report:
            yield report
    else:
        note(session.say("progress.preparing"))
        yield Lines(session, step=step)


class Lines:
    """One line for every ten per cent passed. The clock starts at the first report, after compilation."""

    def __init__(
        self, session: Session, clock: Callable[[], float] = time.monotonic, step: str = "progress.step"
    ) -> None:
        self._session = session
        self._step = step
        self._clock = clock
        self._started: tuple[float, int] | None = None
        self._tenths = 0

    def __call__(self, done: int, total: int) -> None:
        if self._started is None:
            self._started = (self._clock(), done)
        tenths = 10 * done // total
        if tenths <= self._tenths:
            return
        self._tenths = tenths
        start, before = self._started
        fresh = done - before
        left = round((self._clock() - start) / fresh * (total - done)) if fresh else None
        step = self._session.say(self._step, percent=10 * tenths, done=done, total=total)
        note(step if left is None else step + self._session.say("progress.left", seconds=left))


def _silent(done: int, total: int) -> None:
    return None


@contextmanager
def _bar(session: Session) -> Iterator[Report]:
    from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn

    words = TextColumn("{task.description}")
    columns = (SpinnerColumn(), words, BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console(stderr=True), transient=True) as bars:
        task = bars.add_task(session.say("progress.preparing"), total=None)

        shown = -1

        def report(done: int, total: int) -> None:
            nonlocal shown
            if done == shown:  # the bar judges the speed by its updates
                return
            shown = done
            bars.update(task, completed=done, total=total, description=session.say("progress.running"))

        yield report
