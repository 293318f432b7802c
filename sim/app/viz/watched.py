"""The city of one run of a forecast, with the parameters that SolaraViz lets a reader choose."""

from functools import lru_cache

from sim.engine.agents.city import City
from sim.errors import unknown_name
from sim.inputs.parameters.effects import LEVER_EFFECTS
from sim.inputs.policy import load_scenario
from sim.language import text
from sim.study.inputs import Inputs, gather, seed_number, whole_number
from sim.study.record import REPLICATES

#: Shipped scenarios of Hangzhou's plan in the order of the list.
SCENARIOS = (
    *("reference", "low", "high", "even", "even-all", "research-first", "start-ups-first", "zones-first"),
    *("scenarios-first", "funds-first", "adaptive", "no-plan"),
)
_MOST_RUNS = 1_000_000


class WatchedCity(City):
    """Run number ``run`` of the forecast of a scenario with ``seed``: the same draw of the parameters, the same luck.

    ``policy``: the scenario by name, path, or a wording of ``scenario_choices(given, lang)``; Mesa 3.5 keeps the name
    ``scenario`` for a class of its own. ``effects`` of the money: one of
    LEVER_EFFECTS or a wording of ``effect_choices(lang)``; None for the scenario's own. ``fitted``: the set that the
    draw comes from, None for the current one. Raises InputError.
    """

    def __init__(
        self,
        policy: str = "reference",
        seed: int = 1,
        run: int = 0,
        effects: str | None = None,
        *,
        given: str = "reference",
        lang: str = "en",
        fitted: str | None = None,
    ) -> None:
        name = scenario_choices(given, lang).get(policy, policy)
        mode = None if effects is None else effect_choices(lang).get(effects, effects)
        number = whole_number(run, "run", 0, _MOST_RUNS)
        inputs = _gathered(name, mode, fitted)
        super().__init__(
            inputs.scenario,
            plan=inputs.plan,
            parameters=inputs.parameters,
            theta=inputs.draws(seed_number(seed), number // REPLICATES, 1)[0],
            allocation=inputs.allocation.totals,
            seed=seed,
            run=number,
        )
        self.inputs = inputs


@lru_cache(maxsize=8)
def scenario_choices(given: str, lang: str) -> dict[str, str]:
    """Wording -> name or path: ``given`` first, then the shipped scenarios of its plan. Raises InputError."""
    chosen = load_scenario(given)
    others = [load_scenario(name) for name in SCENARIOS if name != given]
    shipped = {scenario.name[lang]: scenario.id for scenario in others if scenario.plan == chosen.plan}
    return {chosen.name[lang]: given} | {wording: name for wording, name in shipped.items() if name != chosen.id}


def effect_choices(lang: str) -> dict[str, str | None]:
    """Wording -> one of LEVER_EFFECTS, or None for what the scenario assumes."""
    unchanged: dict[str, str | None] = {text("viz.effects-own", lang): None}
    return unchanged | {text(f"switch.lever_effects-{mode}", lang): mode for mode in LEVER_EFFECTS}


@lru_cache(maxsize=8)
def _gathered(scenario: str, effects: str | None, fitted: str | None) -> Inputs:
    """Inputs that several runs share; a file that changed while somebody watches is read at the next start."""
    if effects is not None and effects not in LEVER_EFFECTS:
        raise unknown_name("unknown lever effects", effects, LEVER_EFFECTS, key="effects")
    inputs = gather(scenario, fitted=fitted)
    return inputs if effects is None else inputs.under(lever_effects=effects)
