"""Data that a page loads once when it opens: plan, presets, wording, shipped forecast."""

from typing import Any

from sim.analyses.forecast.structure import ALTERNATIVES
from sim.app.page.presets import action_money, floors
from sim.app.page.service import Service
from sim.app.page.stages import with_meaning
from sim.inputs.plan import Plan
from sim.inputs.plan.district_tiles import tile_places
from sim.inputs.policy import Scenario
from sim.inputs.policy.reviews import review_sentence
from sim.language import LANGUAGES, texts
from sim.language.numbers import needed_line, shown
from sim.results.frame import plain
from sim.study.outcomes import least_count
from sim.version import __version__

_LEADING = 2  # drivers of a target that the shipped forecast brings; the page's own runs bring the others
#: What the page shows of a target of the shipped forecast.
_SHOWN = (
    *("id", "reading", "number", "threshold", "expected", "q05", "q50", "q95", "probability", "mc_error"),
    *("low", "high", "word", "confidence", "model_probability", "variance"),
)
#: Sections of the catalogue that the page speaks from.
SECTIONS = ("page.", "word.", "confidence.", "class.", "switch.")


def opening(service: Service) -> dict[str, Any]:
    """The opening data as one JSON object; money in million CNY."""
    plan, inputs = service.inputs.plan, service.inputs
    return {
        "version": __version__,
        "fitted": "prior" if inputs.fitted is None else inputs.fitted.name,
        "plan": plan.id,
        "cap": plan.header.budget_cap,
        "baseline": inputs.scenario.id,
        "runs": len(service.design),
        "seed": service.seed,
        "baseline_runs": service.baseline.made,
        "programmes": [{"id": record.id, "name": _both(record.name)} for record in plan.programmes],
        "actions": [_action(record) for record in plan.actions],
        "targets": [_target(record, inputs) for record in plan.targets],
        "fields": [_field(record) for record in plan.fields],
        "districts": _districts(plan),
        "switches": {name: list(values) for name, values in ALTERNATIVES.items()},
        "presets": _presets(service),
        "months": list(plan.month_labels),
        "words": {lang: _words(lang) for lang in LANGUAGES},
        "shipped": _shipped(service),
    }


def _presets(service: Service) -> dict[str, dict[str, Any]]:
    """The presets to start from; of all but the baseline only what differs from it."""
    shown = {name: preset(scenario, service) for name, scenario in service.presets.shipped.items()}
    base = shown[service.inputs.scenario.id]
    return {
        name: data if data is base else {key: value for key, value in data.items() if value != base[key]}
        for name, data in shown.items()
    }


def preset(scenario: Scenario, service: Service) -> dict[str, Any]:
    """A scenario as the page shows it."""
    plan = service.inputs.plan
    budget = scenario.budget
    return {
        "name": _both(scenario.name),
        "expenditure": budget.expenditure,
        "capital": budget.capital,
        "money": action_money(scenario, plan),
        "floors": {action: round(least, 7) for action, least in floors(scenario).items()},
        "switches": {name: getattr(scenario.switches, name) for name in ALTERNATIVES},
        "readings": {
            target.id: (scenario.targets[target.id].reading if target.id in scenario.targets else None)
            or target.primary
            for target in plan.targets
        },
        "reviews": [{lang: review_sentence(review, plan, lang) for lang in LANGUAGES} for review in scenario.reviews],
    }


def _both(name: Any) -> dict[str, str]:
    return {lang: name[lang] for lang in LANGUAGES}


def _words(lang: str) -> dict[str, str]:
    """Wording by key; those of the page itself without the name of their section, which weighs more than many words."""
    return {key.removeprefix("page."): value for key, value in texts(lang).items() if key.startswith(SECTIONS)}


def _districts(plan: Plan) -> list[dict[str, Any]]:
    tiles = tile_places([district.id for district in plan.districts])
    return [{"id": district.id, "name": _both(district.name), "tile": tile}
            for district, tile in zip(plan.districts, tiles, strict=True)]  # fmt: skip


def _field(field: Any) -> dict[str, Any]:
    """A field; ``assumed``: the weight around which its share is drawn, where nobody counted its firms."""
    guess = {} if field.is_counted else {"assumed": field.weight}
    return {"id": field.id, "name": _both(field.name), **guess}


def _action(action: Any) -> dict[str, Any]:
    return {"id": action.id, "name": _both(action.name), "programme": action.programme, "pot": action.pot,
            "mechanism": _both(action.mechanism)}  # fmt: skip


def _target(target: Any, inputs: Any) -> dict[str, Any]:
    choice = inputs.allocation.readings[target.id]
    least = least_count(choice)
    return {
        "id": target.id,
        "name": _both(target.name),
        "wording": _both(target.wording),
        "class": target.class_,
        "number": choice.number,
        "needed": {lang: needed_line(choice.number, least, lang) for lang in LANGUAGES},
        "outside_view": target.outside_view,
        "readings": [{"id": reading.id, "name": _both(reading.name)} for reading in target.readings],
    }


def _shipped(service: Service) -> dict[str, Any] | None:
    """The shipped forecast as a last stage without pictures: shown until the page's own runs are there. No row has a
    difference: it is the baseline."""
    if service.shipped is None:
        return None
    joint = service.shipped["joint"]
    targets = [
        {name: _light(target[name]) for name in _SHOWN}
        | {"shown": shown(target["probability"]), "baseline": None if target["class"] == "C" else target["probability"]}
        | {"drivers": _drivers(target, service), "break_even": _sentences(target["break_even"])}
        | {"variance": _to_the_hundredth(target["variance"])}
        for target in service.shipped["targets"]
    ]
    met, all_met = joint["expected_met"], joint["all_met"]
    together = {"all_met": all_met, "all_shown": shown(all_met), "expected_met": met, "baseline_met": met,
                "targets": len(joint["targets"])}  # fmt: skip
    stage = {"kind": "shipped", "runs": service.shipped["runs"], "targets": targets, "joint": together}
    money = {
        action: {key: _light(row[key]) for key in ("released", "unspent")}
        for action, row in service.shipped["money"].items()
    }
    return plain({**stage, "money": money})


def _light(value: Any) -> Any:
    """A number to six decimals, more than the page shows: the opening data stay small."""
    return round(value, 6) if isinstance(value, float) else value


def _to_the_hundredth(parts: dict[str, float | None]) -> dict[str, float | None]:
    """Shares as the page needs them, which shows whole per cent: the opening data stay small."""
    return {name: None if part is None else round(part, 2) for name, part in parts.items()}


def _drivers(target: dict[str, Any], service: Service) -> list[dict[str, Any]]:
    drivers = with_meaning(target["drivers"][:_LEADING], service.inputs)
    return [{**{key: driver[key] for key in ("parameter", "meaning")}, "correlation": round(driver["correlation"], 2)}
            for driver in drivers]  # fmt: skip


def _sentences(line: dict[str, Any] | None) -> dict[str, str] | None:
    return None if line is None else {lang: line[lang] for lang in LANGUAGES}
