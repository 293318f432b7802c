"""Mesa's controls in the reader's language: SolaraViz has its labels in English in the program."""

import re
from collections.abc import Callable
from typing import Any

from sim.language import text

#: What Mesa 3.3 to 3.5 says -> key of the catalogue; what is not listed stays as it is.
LABELS = {
    "Controls": "viz.controls",
    "Model Parameters": "viz.parameters",
    "Information": "viz.information",
    "Play Interval (ms)": "viz.play-interval",
    "Render Interval (steps)": "viz.render-interval",
    "Use Threads": "viz.use-threads",
    "Increase play interval to avoid skipping plots": "viz.use-threads-note",
    "Reset": "viz.reset",
    "Step": "viz.step",
    "▶": "viz.play",
    "❚❚": "viz.pause",
}
_SPEAKING = ("Button", "Card", "Checkbox", "SliderInt", "Text")
_STEPS = re.compile(r"Step: (\d+)")


class Worded:
    """A stand-in for the library ``solara`` inside Mesa, with labels in ``lang``."""

    def __init__(self, library: Any, lang: str) -> None:
        self._library = library
        self._lang = lang

    def __getattr__(self, name: str) -> Any:
        attribute = getattr(self._library, name)
        return self._speaking(attribute) if name in _SPEAKING else attribute

    def _speaking(self, component: Callable[..., Any]) -> Callable[..., Any]:
        def worded(*given: Any, **named: Any) -> Any:
            first = (self.said(given[0]), *given[1:]) if given else ()
            labels = {name: self.said(value) for name, value in named.items() if name in ("label", "title")}
            return component(*first, **{**named, **labels})

        return worded

    def said(self, label: Any) -> Any:
        """A label of Mesa in the reader's words."""
        if not isinstance(label, str):
            return label
        steps = _STEPS.fullmatch(label)
        if steps:
            return text("viz.month-number", self._lang, month=steps[1])
        return text(LABELS[label], self._lang) if label in LABELS else label


def speak(lang: str) -> None:
    """Let SolaraViz speak ``lang`` in this process."""
    import solara
    from mesa.visualization import solara_viz

    solara_viz.solara = Worded(solara, lang)
