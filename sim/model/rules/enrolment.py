"""The one way an agent comes into being: a new Mesa agent on one engine, the next blank slot on the other."""

from numba.extending import overload


def enrol(agents, count):
    """Index of a blank agent appended to ``agents``, of which ``count`` are in use; -1 when there is no room.

    In Python ``agents`` is a roster that creates a Mesa agent; compiled it is an array whose unused slots are blank.
    """
    return agents.enrol(count)


@overload(enrol)
def _enrol_record(agents, count):
    def take(agents, count):
        return count if count < len(agents) else -1

    return take
