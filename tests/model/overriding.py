"""Agents with one behaviour of their own, in a module that worker processes can import."""

from __future__ import annotations

from sim.agents import Firm


class Untiring(Firm):
    """Files for every certificate it may have."""

    def apply_for_high_tech(self, world):
        return 1.0
