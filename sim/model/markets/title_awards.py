"""Phase 10, awards paid with a title: announced before a round is filed for, paid when the title is given.

The plan's money in hand is divided by the titles expected without it and comes on top of the award of the general
programmes, so that more money is a larger award for every firm that gets the title anyway, and more firms that file.
"""

from sim.model.dialect import rule
from sim.model.rules.centres import meets_centre
from sim.model.rules.certification import certification_climate, would_file
from sim.model.rules.disbursement import book, co_funding
from sim.model.tables.levers import CERTIFICATION_COACHING, OPEN_CALL


@rule
def announce_awards(firms, government, world, channel: int):
    """What the plan adds to the awards of a round: its money in hand over the titles expected, up to a firm's most."""
    world.award_added[channel] = 0.0
    for i in range(world.instruments):
        if world.instrument_delivery[i] == OPEN_CALL and world.instrument_channel[i] == channel:
            government.award[i] = 0.0
            if government.purse_plan[i] > 0.0:
                expected = max(1.0, expected_titles(firms, government, world, channel))
                most = max(0.0, world.instrument_payee_cap[i] - standing_award(world, channel))
                government.award[i] = min(most, government.purse_plan[i] / expected)
                world.award_added[channel] += government.award[i] * (1.0 + co_funding(world))


@rule
def standing_award(world, channel: int):
    """Award of the general programmes (million CNY), under which the usual rate of applications was seen."""
    if channel == CERTIFICATION_COACHING:
        return world.certificate_award_standing
    return world.centre_award_standing


@rule
def expected_titles(firms, government, world, channel: int):
    """Titles that the office expects of this round at the usual rates."""
    able = 0
    for j in range(government.firms):
        if firms[j].alive:
            if channel == CERTIFICATION_COACHING:
                if not firms[j].high_tech and would_file(firms[j], world):
                    able += 1
            elif not firms[j].centre and meets_centre(firms[j], world, True):
                able += 1
    if channel == CERTIFICATION_COACHING:
        usual = min(1.0, world.high_tech_application * certification_climate(world))
        return float(able) * usual * world.award_pass_expected
    return float(able) * world.centre_application * world.centre_pass


@rule
def pay_award(firm, government, world, channel: int):
    """Pay a firm for its new title: the standing award and what the plan adds, each as far as its money goes."""
    for i in range(world.instruments):
        if world.instrument_delivery[i] == OPEN_CALL and world.instrument_channel[i] == channel:
            added = min(government.award[i], government.purse_plan[i])
            standing = min(standing_award(world, channel), max(0.0, government.purse[i] - government.purse_plan[i]))
            if added + standing > 0.0:
                book(government, world, i, added + standing, added)
                firm.grants += (added + standing) * (1.0 + co_funding(world))
                firm.cash += (added + standing) * (1.0 + co_funding(world))
