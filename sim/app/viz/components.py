"""Components for SolaraViz: the districts with their agents, the targets by month, the firms by field and stage.

Each function returns a component of one argument, the model, as SolaraViz takes it among its ``components``.
"""

from collections.abc import Callable
from html import escape
from typing import Any

import solara
from mesa.visualization.utils import update_counter

from sim.app.viz.district_map import district_map, stage_key
from sim.app.viz.snapshot import STAGES, snapshot
from sim.app.viz.target_lines import target_lines, target_paths
from sim.app.viz.watched import WatchedCity
from sim.language import text

Component = Callable[[WatchedCity], Any]
_LINE = "font-weight:600;padding:8px 0;flex:none"


def district_component(lang: str) -> Component:
    """The tile map with its key, and the choice of a field to look at."""

    @solara.component
    def Districts(model: WatchedCity) -> None:  # noqa: N802  as Solara names components
        update_counter.get()
        every = text("viz.every-field", lang)
        names = [every, *(field.name[lang] for field in model.plan.fields)]
        chosen, choose = solara.use_state(every)
        field = names.index(chosen) - 1 if chosen in names[1:] else None
        taken = snapshot(model)
        with solara.Row(style="align-items:center;padding-top:14px"):
            solara.Text(month_line(model, lang), style=_LINE)
            solara.Select(text("viz.field", lang), values=names, value=chosen, on_value=choose, dense=True)
        _picture(stage_key(taken, model.plan, lang, field))
        _picture(district_map(taken, model.plan, lang, field))
        solara.Text(text("viz.map-note", lang))

    return Districts


def target_component(lang: str) -> Component:
    """Twelve small line plots against their thresholds."""

    @solara.component
    def Targets(model: WatchedCity) -> None:  # noqa: N802
        update_counter.get()
        solara.Text(month_line(model, lang), style=_LINE)
        _picture(target_lines(target_paths(model, lang), model.plan.month_labels, lang))
        solara.Text(text("viz.one-run", lang))

    return Targets


def field_component(lang: str) -> Component:
    """A table of living firms: a line a field, a column a stage."""

    @solara.component
    def Fields(model: WatchedCity) -> None:  # noqa: N802
        update_counter.get()
        solara.Text(month_line(model, lang), style=_LINE)
        counted = snapshot(model).firms(len(model.plan.fields))
        heads = [text("viz.field-head", lang), *(text(f"viz.stage-{stage}", lang) for stage in STAGES)]
        lines = [(field.name[lang], numbers) for field, numbers in zip(model.plan.fields, counted, strict=True)]
        _picture(_table([*heads, text("viz.total", lang)], [*lines, (text("viz.total", lang), counted.sum(axis=0))]))

    return Fields


def month_line(model: WatchedCity, lang: str) -> str:
    """A sentence with the last finished month, the number of months, and the run."""
    done, labels = model.steps, model.plan.month_labels
    named = {"scenario": model.inputs.scenario.name[lang], "seed": model.run_seed, "run": model.run_number}
    if not done:
        return text("viz.before", lang, month=labels[0], **named)
    return text("viz.month-line", lang, month=labels[done - 1], done=done, months=len(labels), **named)


def _picture(content: str) -> None:
    solara.HTML(tag="div", unsafe_innerHTML=content, style="width:100%")


def _table(heads: list[str], lines: list[tuple[str, Any]]) -> str:
    """HTML with numbers to the right and their sum last."""
    top = "".join(f'<th scope="col" style="text-align:{"right" if at else "left"};padding:4px 10px">{escape(head)}</th>'
                  for at, head in enumerate(heads))  # fmt: skip
    body = "".join(
        f'<tr><th scope="row" style="text-align:left;padding:4px 10px;font-weight:500">{escape(name)}</th>'
        + "".join(
            f'<td style="text-align:right;padding:4px 10px">{int(value):,}</td>' for value in (*numbers, sum(numbers))
        )
        + "</tr>"
        for name, numbers in lines
    )
    inside = f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody>"
    return f'<table style="border-collapse:collapse;font-size:14px">{inside}</table>'
