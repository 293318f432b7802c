"""Whether a firm files for a title: the usual rate, moved by what an award adds to what the title is worth to it."""

import math

from sim.model.dialect import rule


@rule
def moved_by_award(chance: float, worth: float, standing: float, added: float, slope: float):
    """Chance to file: logit(chance) + slope x log((worth + standing + added) / (worth + standing)).

    ``chance`` was seen under the ``standing`` award, so it holds to the last bit where nothing is ``added``. ``worth``:
    what the title is worth to the firm otherwise (million CNY). The cost of filing cancels.
    """
    if added <= 0.0 or slope <= 0.0 or chance <= 0.0 or chance >= 1.0:
        return chance
    odds = chance / (1.0 - chance) * math.exp(slope * math.log1p(added / (worth + standing)))
    return odds / (1.0 + odds)


@rule
def certificate_worth(firm, world):
    """What a certificate is worth to a firm beside the award (million CNY): tax saved while it is valid, and standing.

    Saved is the rate that the firm pays now less that of certified firms, on its surplus of the year: nothing at a
    loss, and nothing for a small firm of low profit, which pays less already.
    """
    surplus = firm.revenue * firm.margin - firm.research
    rate = world.tax_standard
    if surplus <= world.tax_small_income and firm.staff <= world.tax_small_staff:
        rate = world.tax_small
    saved = max(0.0, surplus) * max(0.0, rate - world.tax_certified) * world.high_tech_validity / 12.0
    return saved + world.certificate_standing
