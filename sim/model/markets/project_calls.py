"""Phase 10, key-technology projects: calls, running projects, review and acceptance; consortia and their leads."""

import math

from sim.model.decisions import (
    CONSORTIUM_LEAD,
    CONSORTIUM_MONTHS,
    CONSORTIUM_PARTNER,
    CONSORTIUM_PROVINCIAL,
    PROJECT_ACCEPTED,
    PROJECT_APPLY,
    PROJECT_CLAIM,
    PROJECT_EXTRA,
    PROJECT_INFLOW,
    PROJECT_MONTHS,
    PROJECT_REVIEW,
    PROJECT_SCORE,
    PROJECT_TRUE,
)
from sim.model.dialect import behaviour, rule
from sim.model.draws import normal, poisson_quantile, uniform, uniform2
from sim.model.markets.open_calls import award_size
from sim.model.rules.disbursement import co_funding, lifted, pay, plan_share
from sim.model.tables.codes import (
    CONSORTIA_MOST,
    NO_PROJECT,
    PROJECT_RUNNING,
    PROJECT_UNDER_REVIEW,
)
from sim.model.tables.levers import (
    COOPERATION_PLATFORM,
    FIRST_MARKET_CHANNEL,
    INNOVATION_CENTRES,
    PROJECT_GRANT,
    PROJECTS,
)


@rule
def can_lead_project(firm, world):
    """Firms with enough R&D to carry a key-technology project and none under way."""
    return firm.project == NO_PROJECT and firm.research >= world.project_research


@behaviour("Firm")
def propose_project(firm, world):
    """Chance that an able firm files a proposal in an open call."""
    chance = world.project_application
    if world.mobilisation:
        chance *= 1.0 + world.mobilisation_strength
    return min(1.0, chance)


@rule
def hold_project_calls(firms, government, world):
    """Open calls for projects: a stationary inflow of state projects, and those that would not have come unfunded.

    A call has one number of places. What the purse cannot place stays in it.
    """
    for i in range(world.instruments):
        if world.instrument_delivery[i] == PROJECTS and world.instrument_window[i * 12 + world.calendar] > 0:
            months = 0
            for month in range(12):
                months += world.instrument_window[i * 12 + month]
            rate = world.project_inflow * world.anchor_firms_ratio / float(months)
            slots = poisson_quantile(rate, uniform(world.key, i, PROJECT_INFLOW))
            award = award_size(world, i)
            funded = int(min(government.purse[i] / award, world.instrument_reviewer_cap[i]))
            planned = float(funded) * plan_share(government, i)
            extra = int(world.project_additional * planned + uniform(world.key, i, PROJECT_EXTRA))
            launch_projects(firms, government, world, i, slots + extra, min(funded, slots + extra))


@rule
def launch_projects(firms, government, world, i: int, slots: int, funded: int):
    """Rank the proposals for ``slots`` places; the first ``funded`` get a grant, others pay for the rest."""
    ranked = [(0.0, 0.0, 0, 0)]
    ranked.pop()
    for j in range(government.firms):
        firm = firms[j]
        if firm.alive and can_lead_project(firm, world):
            if uniform(world.key, firm.id, PROJECT_APPLY) < propose_project(firm, world):
                noise = normal(world.key, firm.id, PROJECT_SCORE)
                ranked.append((-(firm.quality + world.call_noise * noise), noise, firm.id, j))
    ranked.sort()
    award = award_size(world, i)
    given = 0
    if world.plan_month >= 0:
        government.project_places += slots
    for _, _, _, place in ranked:
        firm = firms[place]
        if world.plan_month >= 0:
            government.project_applications += 1
        if given < slots:
            start_project(firm, world)
            if world.plan_month >= 0:
                government.projects_launched += 1
            if given < funded:
                government.begun[FIRST_MARKET_CHANNEL + PROJECT_GRANT] += plan_share(government, i)
                pay(government, world, i, award)
                firm.grants += award * (1.0 + co_funding(world))
                firm.cash += award * (1.0 + co_funding(world))
            given += 1


@rule
def start_project(firm, world):
    """A project starts: its length is drawn now, whether it meets its technical aim too."""
    firm.project = PROJECT_RUNNING
    months = world.project_months + world.project_months_sd * normal(world.key, firm.id, PROJECT_MONTHS)
    firm.project_due = world.month + max(12, int(months))
    firm.project_met = uniform(world.key, firm.id, PROJECT_TRUE) < min(1.0, world.project_true)


@rule
def run_project(firm, government, world):
    """The month of a project: it ends, its results are claimed, it is reviewed and accepted or sent back for a time."""
    if firm.project == PROJECT_RUNNING and world.month >= firm.project_due:
        firm.project = PROJECT_UNDER_REVIEW
        firm.project_due = world.month + max(1, int(world.project_review_months * world.review_pace))
        if world.plan_month >= 0:
            if firm.project_met:
                government.projects_met_aim += 1
            if uniform(world.key, firm.id, PROJECT_CLAIM) < world.project_claim:
                government.projects_claimed += 1
    elif firm.project == PROJECT_UNDER_REVIEW and world.month >= firm.project_due:
        bar = world.project_acceptance
        if world.leniency:
            bar += (1.0 - bar) * world.leniency_strength
        if uniform(world.key, firm.id, PROJECT_ACCEPTED) < bar:
            firm.project = NO_PROJECT
            firm.project_due = -1
            firm.projects_done += 1
            if world.plan_month >= 0:
                government.projects_accepted += 1
        else:
            firm.project_due = (
                world.month + int(world.project_extension * uniform(world.key, firm.id, PROJECT_REVIEW)) + 1
            )


@rule
def can_lead_consortium(firm, world):
    """Firms with the R&D and the staff to lead an innovation consortium."""
    return firm.research >= world.consortium_research and firm.science_staff >= world.consortium_staff


@behaviour("Firm")
def lead_consortium(firm, world):
    """Monthly chance that an able firm starts to form a consortium."""
    chance = world.consortium_hazard / 12.0
    chance *= 1.0 + lifted(world, INNOVATION_CENTRES, world.innovation_centre_effect, world.innovation_centre_half)
    chance *= 1.0 + lifted(world, COOPERATION_PLATFORM, world.partner_search_effect, world.platform_half)
    if world.mobilisation:
        chance *= 1.0 + world.mobilisation_strength
    return min(1.0, chance)


@rule
def may_lead_more(firm, world):
    """Whether a firm leads and forms fewer consortia than one firm may lead at a time."""
    most = min(CONSORTIA_MOST, int(world.consortia_a_lead))
    return firm.consortia_led + firm.consortia_forming < most


@rule
def form_consortium(firm, labs, government, world):
    """What is due is signed; an able firm with a place free looks for partners and signs after the set-up time."""
    if firm.consortia_forming > 0:
        sign_consortia(firm, government, world)
    if can_lead_consortium(firm, world) and may_lead_more(firm, world):
        if uniform(world.key, firm.id, CONSORTIUM_LEAD) < lead_consortium(firm, world):
            if has_partner(firm, labs, government, world):
                months = world.consortium_months * math.exp(
                    world.consortium_months_sd * normal(world.key, firm.id, CONSORTIUM_MONTHS)
                )
                begin_consortium(firm, world.month + int(months) + 1)


@rule
def begin_consortium(firm, due: int):
    """A consortium to be signed at ``due`` takes the first free place."""
    for k in range(CONSORTIA_MOST):
        if firm.consortium_due[k] < 0:
            firm.consortium_due[k] = due
            firm.consortia_forming += 1
            return


@rule
def sign_consortia(firm, government, world):
    """Sign the consortia that are due."""
    for k in range(CONSORTIA_MOST):
        if firm.consortium_due[k] >= 0 and world.month >= firm.consortium_due[k]:
            firm.consortium_due[k] = -1
            firm.consortia_forming -= 1
            if world.plan_month >= 0:
                firm.consortia_new += 1
                government.consortia_formed += 1
            lead_one_more(firm, government, world)


@rule
def lead_one_more(firm, government, world):
    """A firm leads a consortium more, signed or put on a municipal list, and it may reach the provincial list."""
    if world.plan_month >= 0:
        if uniform2(world.key, firm.id, firm.consortia_led, CONSORTIUM_PROVINCIAL) < world.consortium_provincial:
            government.consortia_provincial += 1
    firm.consortia_led += 1


@rule
def has_partner(firm, labs, government, world):
    """A lab of the field is the usual core; without one the consortium rests on firms alone."""
    for j in range(government.labs):
        if labs[j].field == firm.field:
            return True
    return uniform(world.key, firm.id, CONSORTIUM_PARTNER) > world.consortium_core_share
