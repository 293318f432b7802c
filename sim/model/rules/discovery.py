"""Phase 3: labs discover; proof of concept turns some discoveries into spin-outs, slowly."""

from sim.model.decisions import LAB_DISCOVERIES, LAB_SPIN_OUTS
from sim.model.dialect import behaviour, rule
from sim.model.draws import poisson_quantile, uniform
from sim.model.rules.disbursement import lifted
from sim.model.tables.codes import INNOVATION_CENTRE
from sim.model.tables.levers import LABORATORY_PROGRAMME, PARK_SPACE, PROOF_OF_CONCEPT


@behaviour("Lab")
def discover(lab, world):
    """Discoveries of the month worth developing; programmes add those that lead to their start-ups, years later."""
    rate = lab.output / 12.0 + world.discoveries_added
    lab.discoveries = lab.discoveries * world.discovery_keep + float(
        poisson_quantile(rate, uniform(world.key, lab.id, LAB_DISCOVERIES))
    )


@rule
def programme_discoveries(world, number: int):
    """Discoveries that programmes add to each of ``number`` labs: start-ups per money over the chance of a spin-out."""
    money = world.opened[LABORATORY_PROGRAMME] * world.lab_programme_cost
    start_ups = money * world.lab_start_ups * world.lab_start_ups_local
    return start_ups / max(world.concept_spin_outs, world.tiny) / float(max(1, number))


@behaviour("Lab")
def prove_concepts(lab, slots: float, world):
    """Take up to ``slots`` discoveries into proof of concept; finished concepts spin out or are licensed."""
    taken = min(lab.discoveries, slots)
    lab.discoveries -= taken
    lab.concepts += taken
    finished = lab.concepts * min(1.0, 1.0 / world.concept_months)
    lab.concepts -= finished
    chance = world.concept_spin_outs * (1.0 + lifted(world, PARK_SPACE, world.park_effect, world.park_effect_half))
    if lab.kind == INNOVATION_CENTRE:
        chance *= world.centre_spin_out_ratio
    lab.next_spin_outs = poisson_quantile(finished * chance, uniform(world.key, lab.id, LAB_SPIN_OUTS))
    lab.spin_outs += lab.next_spin_outs
    if finished > 0.0:
        lab.licences += int(finished)


@rule
def concept_slots(government, labs, world):
    """Proof-of-concept places a month and lab, spread over labs with discoveries: those of the centres that stand, and
    projects that plan money pays as its centres use it up, less those that would have come out anyway."""
    waiting = 0
    for j in range(government.labs):
        if labs[j].discoveries > 0.0:
            waiting += 1
    if waiting == 0:
        return 0.0
    standing = world.anchor_concept_centres * world.concept_projects / 12.0
    paid = world.used[PROOF_OF_CONCEPT] / world.concept_grant
    return (standing + world.concept_additional * paid) / float(waiting)
