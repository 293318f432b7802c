"""Firms: each method is one behaviour; override any of them in a subclass."""

from typing import Any

from sim.engine.agents.answers import NotNegative, Probability
from sim.engine.agents.kinds import CityAgent
from sim.model.markets import deals, project_calls, scenario_lists
from sim.model.rules import centres, certification, finance, incubation, leaving, research, sales, staffing


class Firm(CityAgent):
    """A firm of a future-industry field. Fields: see ``sim.model.tables.agents.FIRM``; money in million CNY."""

    kind = "Firm"

    def invest_in_research(self, world: Any) -> NotNegative:
        """Annual R&D, million CNY."""
        return research.invest_in_research.text(self, world)

    def advance_readiness(self, world: Any) -> None:
        """Perhaps one step of technology readiness."""
        research.advance_readiness.text(self, world)

    def file_ip(self, world: Any) -> None:
        """Items of intellectual property of the month."""
        research.file_ip.text(self, world)

    def draw_growth(self, world: Any) -> None:
        """Growth of the coming year."""
        sales.draw_growth.text(self, world)

    def sell(self, world: Any) -> None:
        """A month of sales."""
        sales.sell.text(self, world)

    def hire(self, world: Any) -> None:
        """Hiring and shedding of the quarter."""
        staffing.hire.text(self, world)

    def seek_round(self, incubators: Any, world: Any) -> NotNegative:
        """Chance of a round this month if money is to be had."""
        return finance.seek_round.text(self, incubators, world)

    def offer_for_sale(self, world: Any) -> NotNegative:
        """Monthly chance of being bought."""
        return deals.offer_for_sale.text(self, world)

    def graduates(self, world: Any) -> bool:
        """Whether a tenant leaves its incubator."""
        return incubation.graduates.text(self, world)

    def apply_for_high_tech(self, world: Any) -> Probability:
        """Chance of filing for the high-tech certificate in July."""
        return certification.apply_for_high_tech.text(self, world)

    def apply_for_centre(self, world: Any) -> Probability:
        """Chance of filing for a technology centre in June."""
        return centres.apply_for_centre.text(self, world)

    def propose_project(self, world: Any) -> Probability:
        """Chance of a proposal in an open project call."""
        return project_calls.propose_project.text(self, world)

    def lead_consortium(self, world: Any) -> Probability:
        """Monthly chance of starting a consortium."""
        return project_calls.lead_consortium.text(self, world)

    def bid_for_scenario(self, world: Any) -> float:
        """Merit of a bid for a scenario; below 0 means no bid."""
        return scenario_lists.bid_for_scenario.text(self, world)

    def assess_closure(self, world: Any) -> Probability:
        """Monthly hazard of closing."""
        return leaving.assess_closure.text(self, world)
