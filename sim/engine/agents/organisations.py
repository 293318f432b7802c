"""Incubators, funds, pilot zones and labs: each method is one behaviour; override any of them in a subclass."""

from typing import Any

from sim.engine.agents.answers import Probability
from sim.engine.agents.kinds import CityAgent
from sim.model.markets import admissions, designation
from sim.model.rules import discovery, finance, incubation, zones


class Incubator(CityAgent):
    """An incubator, maker space, science park, proof-of-concept centre or pilot-scale base."""

    kind = "Incubator"

    def places(self, extra: int, world: Any) -> int:
        """Free places; ``extra`` places were added to each science park."""
        return admissions.places.text(self, extra, world)

    def expand(self, world: Any) -> None:
        """Places added once a year."""
        incubation.expand.text(self, world)


class Fund(CityAgent):
    """A fund of one of four stages; money in million CNY."""

    kind = "Fund"

    def call_capital(self, world: Any) -> None:
        """Raise commitments and call part of them."""
        finance.call_capital.text(self, world)

    def appetite(self, firm: Any, world: Any) -> Probability:
        """Chance of leading a round of ``firm``."""
        return finance.appetite.text(self, firm, world)


class PilotZone(CityAgent):
    """A pilot zone: prepared, listed, completed; on the city list and perhaps on an upper one."""

    kind = "PilotZone"

    def prepare(self, world: Any) -> None:
        """A month of preparation."""
        zones.prepare.text(self, world)

    def construct(self, world: Any) -> None:
        """A month of works."""
        zones.construct.text(self, world)

    def apply_for_list(self, world: Any) -> float:
        """Merit of the application for the city list."""
        return designation.apply_for_list.text(self, world)


class Lab(CityAgent):
    """A laboratory, university institute or manufacturing innovation centre."""

    kind = "Lab"

    def discover(self, world: Any) -> None:
        """Discoveries of the month."""
        discovery.discover.text(self, world)

    def prove_concepts(self, slots: float, world: Any) -> None:
        """Proof of concept, spin-outs and licences of the month."""
        discovery.prove_concepts.text(self, slots, world)
