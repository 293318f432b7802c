"""The clock of a run."""

from sim.model.dialect import rule


@rule
def begin_month(world, month: int):
    """Set the clock to the ``month``-th month of the run (0 is the first)."""
    elapsed = month - (world.month - world.start)
    world.month += elapsed
    world.plan_month += elapsed
    world.calendar = world.month % 12
