"""An SIS epidemic in the rule dialect, after Starsim's example disease: infection, recovery, waning immunity."""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from sim.model.dialect import rule
from sim.model.draws import normal, stream, uniform

PERSON = np.dtype(
    [
        ("id", "i8"),
        ("first", "i8"),
        ("last", "i8"),
        ("exposed", "?"),
        ("immunity", "f8"),
        ("until", "f8"),
    ],
    align=True,
)
STATUS = np.dtype([("infected", "?")])  # apart from the person: contacts read nothing else, so it stays in cache
CONTACT = np.dtype([("other", "i8")])
WORLD = np.dtype(
    [(name, "i8") for name in ("key", "step")]
    + [(name, "f8") for name in ("beta", "waning", "boost", "log_mean", "log_sd")],
    align=True,
)
TRANSMISSION = 1
DURATION = 2


@rule
def meet(person, contacts, statuses, world):
    """Exposure to all infected contacts: the chance to escape each is the same, so one draw decides.

    The draw comes first: below 1 - contacts x chance (Bernoulli's bound) nobody needs to be asked.
    """
    chance = world.beta * max(0.0, 1.0 - person.immunity)
    luck = uniform(world.key, person.id, TRANSMISSION)
    if luck < 1.0 - float(person.last - person.first) * chance:
        return
    escape = 1.0
    for k in range(person.first, person.last):
        if statuses[contacts[k].other].infected:
            escape *= 1.0 - chance
    person.exposed = luck >= escape


@rule
def progress(person, status, world):
    """Recovery, waning of immunity, and the start of a new infection."""
    if status.infected and person.until <= float(world.step):
        status.infected = False
    if person.immunity > 0.0:
        person.immunity *= 1.0 - world.waning
    if person.exposed:
        person.exposed = False
        status.infected = True
        person.immunity += world.boost
        duration = math.exp(world.log_mean + world.log_sd * normal(world.key, person.id, DURATION))
        person.until = float(world.step) + duration


@njit(nogil=True)
def run(people, statuses, contacts, worlds, seed, steps, prevalence):
    """Walk the steps; ``prevalence[step]`` is the share infected at its end."""
    world = worlds[0]
    for step in range(steps):
        world.step = step
        world.key = stream(seed, 0, step)
        for i in range(len(people)):
            if not statuses[i].infected:
                meet(people[i], contacts, statuses, world)
        infected = 0
        for i in range(len(people)):
            progress(people[i], statuses[i], world)
            if statuses[i].infected:
                infected += 1
        prevalence[step] = infected / len(people)


def prepare(agents: int, one: np.ndarray, other: np.ndarray, infected: np.ndarray) -> tuple[np.ndarray, ...]:
    """People, statuses, contacts by person, and a world with Starsim's defaults at a step of one year."""
    people = np.zeros(agents, PERSON)
    people["id"] = np.arange(agents)
    people["exposed"][infected] = True
    ends, others = np.concatenate([one, other]), np.concatenate([other, one])
    bounds = np.concatenate([[0], np.cumsum(np.bincount(ends, minlength=agents))])
    people["first"], people["last"] = bounds[:-1], bounds[1:]
    contacts = np.zeros(len(ends), CONTACT)
    contacts["other"] = others[np.argsort(ends, kind="stable")]
    world = np.zeros(1, WORLD)
    world["beta"], world["waning"], world["boost"] = -np.expm1(-0.05), -np.expm1(-0.05), 1.0
    # log-normal with mean 10 and sd 1 years, as Starsim's lognorm_ex(mean=10)
    world["log_sd"] = np.sqrt(np.log1p((1.0 / 10.0) ** 2))
    world["log_mean"] = np.log(10.0) - world["log_sd"] ** 2 / 2
    return people, np.zeros(agents, STATUS), contacts, world
