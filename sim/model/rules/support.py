"""Support that a firm holds after an award, in million CNY: it is used up, and several kinds of it overlap."""

from sim.model.dialect import rule
from sim.model.tables.levers import FIRM_CHANNEL_COUNT


@rule
def fade_support(firm, world):
    """A month's fading of every kind of support; the overlap factor is rho to the number of kinds beyond the first."""
    if firm.supports == 0:
        return
    held = 0
    overlap = 1.0
    for channel in range(FIRM_CHANNEL_COUNT):
        level = firm.support[channel] * world.channel_keep[channel]
        if level < world.support_least:
            level = 0.0
        else:
            held += 1
            if held > 1:
                overlap *= world.policy_overlap
        firm.support[channel] = level
    firm.supports = held
    firm.overlap = overlap


@rule
def used_a_year(firm, world, channel: int):
    """Money of one kind that is used up now (million CNY a year): over its life the whole award, less overlap."""
    keep = world.channel_keep[channel]
    return 12.0 * (1.0 - keep) / keep * firm.support[channel] * firm.overlap


@rule
def dose(firm, channel: int, usual: float):
    """Support of one kind over the award of the study, 1 at most: a larger award is not taken to do more."""
    return min(1.0, firm.support[channel] / usual) * firm.overlap


@rule
def title_effect(world, holds: bool):
    """Effect of holding a title without money: none unless the label switch is on (Santoleri et al. 2024)."""
    if world.label_effects and holds:
        return world.label_effect
    return 0.0
