"""The four files of the vintage of a forecast, with what was known when it was made."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.analyses.vintage import layout
from sim.inputs.evidence import ORIGIN, Evidence, load_evidence, read_csv
from sim.model.tables.metrics import METRIC_INDEX, METRICS
from sim.results.files import csv_bytes, json_bytes
from sim.results.frame import plain
from sim.shipped import data_path
from sim.study.probabilities import PERCENT_OF_NUMBER, estimate, met, threshold
from sim.study.scores import HUB_LEVELS

if TYPE_CHECKING:
    from sim.analyses.forecast.result import Forecast

_TEXT = """\
# Vintage of {made}: {scenario}

{Statement}.

A conditional forecast on stated assumptions: plan {plan}, {runs} runs, seed {seed}, {first} to {last}.
Parameters: {parameters}. Evidence about the time up to {origin} that was printed only after it and was at hand
when the forecast was made: {late} rows, named in `vintage.json`.
{seen}

- `quantiles.csv`: mean and 23 quantiles of every metric at the end of every month, parameters and chance together
- `targets.csv`: probability of every target under each of its readings; `chosen` marks the one that is forecast
- `vintage.json`: what the forecast was made from

Nothing here may be edited: the end of the folder's name is the digest of these files, and is checked when it is read.

    xiandao score FOLDER outcomes.csv

`outcomes.csv` has the columns `date`, `metric`, `value`, `kind` and `error`.
"""


def years(months: tuple[str, ...]) -> str:
    """``2025-26`` for the months 2025-01 to 2026-12; ``2025`` where they lie in one year."""
    first, last = months[0][:4], months[-1][:4]
    return first if first == last else f"{first}-{last[2:]}"


def statement(day: date, unseen: str) -> str:
    """``made in 2026-11; realised target counts of 2025-26 unseen``, the years as by ``years``."""
    return f"made in {day:%Y-%m}; realised target counts of {unseen} unseen"


def disclosures(path: str | Path | None = None) -> list[dict[str, str]]:
    """What a reader must know of the making (``calibration/disclosures.csv``): day, what, effect.

    Realised facts of the plan's own time that were met by chance, without the figures, and priors registered before any
    run with them. Raises InputError for a broken file.
    """
    return read_csv(data_path("calibration/disclosures.csv") if path is None else path, ("seen", "what", "effect"))


def known(evidence: Evidence) -> dict[str, Any]:
    """The late rows of ``evidence`` in JSON types.

    ``late_rows`` describe a period up to the origin but could be known only after it: a forecaster of that day would
    not have had them. ``other_late_rows`` have a later period or none (rules, amounts, studies, judgements); a realised
    figure of the plan's own time is not among them, because the evidence refuses one.
    """
    before = [row for row in evidence.late if row.period_end is not None and row.period_end <= ORIGIN]
    listed = {row.id for row in before}
    return {
        "rows": len(evidence),
        "origin": ORIGIN.isoformat(),
        "late_rows": [
            {"id": row.id, "role": row.role, "period": row.period, "available_from": row.available_from.isoformat()}
            for row in before
        ],
        "disclosures": disclosures(),
        "other_late_rows": [row.id for row in evidence.late if row.id not in listed],
    }


def content(forecast: Forecast, day: date) -> dict[str, bytes]:
    """File name -> bytes. The same forecast and day give the same bytes. Raises ValueError for a metric of nan, inf."""
    document = _document(forecast, day)
    return {
        layout.QUANTILES: csv_bytes(layout.QUANTILE_COLUMNS, _quantile_rows(forecast)),
        layout.TARGETS: csv_bytes(layout.TARGET_COLUMNS, _target_rows(forecast)),
        layout.DOCUMENT: json_bytes(document),
        layout.README: readme(document).encode(),
    }


def month_end(label: str) -> date:
    """Last day of a month ``2025-01``."""
    year, month = int(label[:4]), int(label[5:])
    return date(year, month, calendar.monthrange(year, month)[1])


def _quantile_rows(forecast: Forecast) -> Iterator[Sequence[Any]]:
    named = [(metric.id, metric.unit) for metric in METRICS]
    yield from _series(forecast, named, forecast.metrics)
    firms = getattr(forecast, "field_firms", None)  # a forecast of an engine that does not count by field has none
    if firms is not None:
        fields = [(f"{layout.FIELD_FIRMS}{field.id}", "count") for field in forecast.plan.fields]
        yield from _series(forecast, fields, np.asarray(firms)[..., : len(fields)])


def _series(forecast: Forecast, named: list[tuple[str, str]], values: np.ndarray) -> Iterator[Sequence[Any]]:
    """``values`` float64[runs, months, len(named)]."""
    finished = np.asarray(values, dtype=np.float64)[forecast.done]
    mean, quantiles = finished.mean(axis=0), np.quantile(finished, HUB_LEVELS, axis=0)
    for column, (metric, unit) in enumerate(named):
        for row, month in enumerate(forecast.months):
            numbers = (mean[row, column], *quantiles[:, row, column])
            yield (metric, month_end(month).isoformat(), unit, *(_number(x) for x in numbers))


def _target_rows(forecast: Forecast) -> Iterator[Sequence[Any]]:
    """The reading that the forecast counts first, then the others.

    A declared target (class C) has no published rule: under every reading its probability is the outside view, and
    what the model says of the reading stands apart.
    """
    end, draw = forecast.metrics[forecast.done][:, -1], forecast.draw[forecast.done]
    for target, planned in zip(forecast.targets, forecast.plan.targets, strict=True):
        percent = PERCENT_OF_NUMBER[target.tolerance]
        for reading in sorted(planned.readings, key=lambda reading: reading.id != target.reading):
            column = METRIC_INDEX[reading.metric]
            model = estimate(met(end[:, column], target.number, percent), draw)
            needed = threshold(target.number, percent, whole=METRICS[column].unit == "count")
            declared = target.class_ == "C"
            stated = (target.outside_view, None, None, None) if declared else _stated(model)
            numbers = (target.number, needed, *stated, model.value, target.outside_view)
            chosen = "yes" if reading.id == target.reading else "no"
            yield (target.id, target.class_, reading.id, chosen, reading.metric, *(_number(x) for x in numbers))


def _stated(model: Any) -> tuple[float, float, float | None, float | None]:
    return model.value, model.error, model.low, model.high


def _document(forecast: Forecast, day: date) -> dict[str, Any]:
    provenance = forecast.provenance
    return {
        "schema_version": layout.SCHEMA_VERSION,
        "made": day.isoformat(),
        "statement": statement(day, years(forecast.months)),
        "unseen": years(forecast.months),
        "plan": forecast.plan.id,
        "scenario": forecast.scenario.id,
        "months": [forecast.months[0], forecast.months[-1]],
        "runs": forecast.runs,
        "runs_failed": forecast.runs_failed,
        "seed": forecast.seed,
        "budget": plain(provenance["budget"]),
        "switches": plain(provenance["switches"]),
        "parameters": {"set": plain(provenance.get("fitted")) or "prior", "number": provenance["parameters"]},
        "inputs": plain(provenance["inputs"]),
        "code": provenance["code"],
        "versions": plain(provenance["versions"]),
        "fingerprint": plain(provenance["fingerprint"]),
        "evidence": known(load_evidence()),
    }


def _number(value: float | None) -> str:
    """Six significant digits without an exponent where it can be avoided; None is an empty cell."""
    if value is None:
        return ""
    if not np.isfinite(value):
        raise ValueError(f"{value} cannot stand in a vintage")
    return f"{float(f'{value:.6g}') + 0.0:.12g}"


def readme(document: Mapping[str, Any]) -> str:
    """README.md of the vintage whose ``vintage.json`` is ``document``."""
    sentence = str(document["statement"])
    first, last = document["months"]
    return _TEXT.format(
        made=document["made"],
        Statement=sentence[:1].upper() + sentence[1:],
        plan=document["plan"],
        scenario=document["scenario"],
        runs=document["runs"],
        seed=document["seed"],
        first=first,
        last=last,
        parameters=_named(document["parameters"]["set"]),
        origin=document["evidence"]["origin"],
        late=len(document["evidence"]["late_rows"]),
        seen=_seen(document["evidence"]["disclosures"]),
    )


def _seen(disclosures: Sequence[Mapping[str, str]]) -> str:
    """What was met by chance of the time that is forecast, one line each."""
    return "".join(f"\nDisclosed: {row['what']} ({row['seen']}). Effect: {row['effect']}.\n" for row in disclosures)


def _named(parameters: Any) -> str:
    """The name of a parameter set; where a fitted set tells more than its name, the name is what is shown."""
    if isinstance(parameters, Mapping):
        return str(parameters.get("name") or parameters.get("set") or "fitted, see vintage.json")
    return str(parameters)
