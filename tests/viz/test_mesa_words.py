"""Mesa's labels are said in the reader's language, and what is not known is left as Mesa says it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import mesa
import pytest

from sim.app.viz.mesa_words import LABELS, Worded
from sim.language import text

SOURCE = (Path(mesa.__file__).parent / "visualization" / "solara_viz.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("label", LABELS)
def test_mesa_still_says_so(label: str) -> None:
    assert f'"{label}"' in SOURCE, "worded otherwise by this Mesa: add the new wording beside the old one"


def test_labels_and_titles_are_translated_and_nothing_else() -> None:
    def component(*given: object, **named: object) -> tuple[object, ...]:
        return (*given, named)

    library = SimpleNamespace(Button=component, Card=component, Text=component, Row=component, lab="lab")
    worded = Worded(library, "zh")
    assert worded.Button(label="Reset", color="primary") == ({"label": text("viz.reset", "zh"), "color": "primary"},)
    assert worded.Card("Controls") == (text("viz.controls", "zh"), {})
    assert worded.Text("Step: 12") == (text("viz.month-number", "zh", month="12"), {})
    assert worded.Text("another label") == ("another label", {})
    assert worded.Row("Reset") == ("Reset", {})
    assert worded.lab == "lab"
