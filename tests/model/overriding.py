"""Agents with one behaviour of their own, in a module that worker processes can import."""

from __future__ import annotations

import math

from sim.engine.agents import FIRST_FREE_DECISION, Firm
from sim.model.draws import uniform2


class Untiring(Firm):
    """Files for every certificate it may have."""

    def apply_for_high_tech(self, world):
        return 1.0


class Drawing(Firm):
    """Draws for a decision of its own in every month of sales and remembers what it drew."""

    often = 1

    def __init__(self, model):
        super().__init__(model)
        self.drawn: list[float] = []

    def sell(self, world):
        for repeat in range(self.often):
            self.drawn.append(self._number(world, repeat))
        super().sell(world)


class Keyed(Drawing):
    """By key."""

    def _number(self, world, repeat):
        return uniform2(world.key, self.id, repeat, FIRST_FREE_DECISION)


class FromMesa(Drawing):
    """From Mesa's stream of the standard library."""

    def _number(self, world, repeat):
        return self.random.random()


class FromNumpy(Drawing):
    """From Mesa's stream of NumPy."""

    def _number(self, world, repeat):
        return float(self.rng.random())


class Faulty(Firm):
    """Answers what is no number in one run of two."""

    def seek_round(self, incubators, world):
        chance = super().seek_round(incubators, world)
        return math.nan if self.model.run_number % 2 else chance
