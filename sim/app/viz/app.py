"""The Solara page: ``xiandao viz``, or ``solara run sim.app.viz.app`` with XIANDAO_LANG set."""

import os
from typing import Any

import solara
import solara.lab
from mesa.visualization import SolaraViz

from sim.app.viz.components import district_component, field_component, target_component
from sim.app.viz.mesa_words import speak
from sim.app.viz.server import Opening
from sim.app.viz.watched import WatchedCity, effect_choices, scenario_choices
from sim.language import text

_MOST = 200  # the ends of the sliders of seed and run
_PAUSE = 400  # milliseconds from month to month
_VIEWS = "font-variant-numeric:tabular-nums;padding:0 12px;margin-top:-52px"  # SolaraViz leaves empty lines

opening = Opening.from_environment(os.environ)
lang = opening.lang
speak(lang)
VIEWS = (
    ("viz.tab-districts", district_component(lang)),
    ("viz.tab-targets", target_component(lang)),
    ("viz.tab-fields", field_component(lang)),
)


def parameters() -> dict[str, Any]:
    """The model parameters in the form of SolaraViz: those that the reader chooses, and fixed ones."""
    scenarios, effects = list(scenario_choices(opening.scenario, lang)), list(effect_choices(lang))
    return {
        "policy": {"type": "Select", "label": text("viz.scenario", lang), "value": scenarios[0], "values": scenarios},
        "seed": _slider("viz.seed", 1),
        "run": _slider("viz.run", 0),
        "effects": {"type": "Select", "label": text("viz.effects", lang), "value": effects[0], "values": effects},
        "given": opening.scenario,
        "lang": lang,
        "fitted": opening.fitted,
    }


def _slider(key: str, first: int) -> dict[str, Any]:
    return {"type": "SliderInt", "label": text(key, lang), "value": first, "min": 0, "max": _MOST, "step": 1}


@solara.component
def Page() -> None:  # noqa: N802  as Solara names components
    """SolaraViz with Mesa's controls, and the views of the city as tabs beside them."""
    first = solara.use_memo(
        lambda: WatchedCity(opening.scenario, given=opening.scenario, lang=lang, fitted=opening.fitted), []
    )
    model = solara.use_reactive(first)
    solara.Title(text("viz.title", lang))
    SolaraViz(model, model_params=parameters(), name=text("viz.title", lang), play_interval=_PAUSE)
    with solara.Div(style=_VIEWS), solara.lab.Tabs():
        for key, component in VIEWS:
            with solara.lab.Tab(text(key, lang)):
                component(model.value)
