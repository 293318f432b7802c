"""Agents with one behaviour of their own, in a module that worker processes can import."""

from __future__ import annotations

import math

from sim.agents import Firm


class Untiring(Firm):
    """Files for every certificate it may have."""

    def apply_for_high_tech(self, world):
        return 1.0


class Faulty(Firm):
    """Answers what is no number in one run of two."""

    def seek_round(self, incubators, world):
        chance = super().seek_round(incubators, world)
        return math.nan if self.model.run_number % 2 else chance
