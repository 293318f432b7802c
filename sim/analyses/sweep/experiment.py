"""A sweep with everything loaded and checked, before any run: inputs, points, layout, digests."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from sim.analyses.sweep.design import points_of
from sim.analyses.sweep.held import values_of
from sim.analyses.sweep.layout import Layout, unit_size
from sim.analyses.sweep.paths import PARAMETERS, SCENARIO, Value, applied, number_of, parse_path, with_ids
from sim.analyses.sweep.readings import FILE as READINGS
from sim.analyses.sweep.readings import columns_by_point, may_differ
from sim.analyses.sweep.schema import Outputs, SweepFile
from sim.engine.compiled.rosters import room_for
from sim.engine.compiled.worlds import build_worlds
from sim.errors import InputError, Text, check_name
from sim.inputs.plan.document import locate, read
from sim.inputs.plan.faults import located, validated
from sim.inputs.policy import Scenario, load_scenario
from sim.inputs.policy.money import TargetReading, readings
from sim.model.tables.metrics import METRIC_INDEX, METRICS
from sim.results.files import json_bytes
from sim.study.inputs import Inputs, gather
from sim.study.provenance import digest_of

FOLDER = "scenarios/sweeps"
MOST_RUNS = 1_000_000_000
_FIELD, _DISTRICT = "field_firms", "district_firms"

Settings = tuple[tuple[str, Value], ...]


@dataclass(frozen=True, eq=False)
class SweepExperiment:
    """``points``: values by point, in the order of ``paths``; ``inputs``: what the base scenario runs with.

    ``readings``: target -> how each point counts it, in columns, of targets that not all count as the base scenario.
    """

    file: SweepFile
    inputs: Inputs
    paths: tuple[str, ...]
    points: Sequence[tuple[Value, ...]]
    layout: Layout
    readings: Mapping[str, Mapping[str, Sequence[Any]]] = field(default_factory=dict)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Paths that change the scenario, in order; all others are parameters."""
        return tuple(path for path in self.paths if parse_path(path).root != PARAMETERS)

    def scenario_settings(self, point: int) -> Settings:
        """What a point changes of the scenario: points that share it can share a call of the engine."""
        return tuple((path, value) for path, value in self._pairs(point) if path in self.names)

    def parameter_values(self, point: int) -> dict[int, float]:
        """Column -> value of the parameters that a point holds."""
        return {
            self.inputs.parameters.column(str(parse_path(path).parameter)): number_of(path, value)
            for path, value in self._pairs(point)
            if path not in self.names
        }

    def scenario(self, settings: Settings) -> Scenario:
        """The scenario of a point. Raises InputError."""
        return applied(self.inputs.scenario, self.inputs.plan, dict(settings))

    @property
    def digests(self) -> dict[str, str]:
        """What a result depends on besides the code: by name, for the sentence that says what differs."""
        return {
            "sweep file": digest_of(self.file.model_dump(mode="json", exclude={"sweep": {"name"}})),
            "points": digest_of([list(self.paths), [list(point) for point in self.points]]),
            "plan": digest_of(self.inputs.plan.model_dump(mode="json")),
            "scenario": digest_of(self.inputs.scenario.model_dump(mode="json")),
            **{f"scenario {name!r}": digest for name, digest in self._other_scenarios.items()},
            **{
                name: digest
                for name, digest in self.inputs.digests.items()
                if not name.startswith(("scenario", "plan"))
            },
        }

    def files(self) -> dict[str, bytes]:
        """The inputs as they are kept beside the results, by file name."""
        document = self.file.model_dump(mode="json", exclude_none=True)
        return {
            "sweep.json": json_bytes(document),
            "points.json": (json.dumps([list(point) for point in self.points]) + "\n").encode(),
            **({READINGS: (json.dumps(self.readings) + "\n").encode()} if self.readings else {}),
            **self.inputs.files,
        }

    @cached_property
    def _other_scenarios(self) -> dict[str, str]:
        """Digest of each scenario that a factor names: what its file says now, which may change before a resume."""
        if SCENARIO not in self.paths:
            return {}
        column = self.paths.index(SCENARIO)
        named = {name: load_scenario(name, self.inputs.plan) for name in sorted({str(p[column]) for p in self.points})}
        return {name: digest_of(scenario.model_dump(mode="json")) for name, scenario in named.items()}

    def _pairs(self, point: int) -> Settings:
        return tuple(zip(self.paths, self.points[point], strict=True))


def load_experiment(source: str | Path | Mapping[str, Any] | SweepFile) -> SweepExperiment:
    """A sweep by NAME (shipped), PATH, document or record, checked to the last point. Raises InputError."""
    path: Path | None = None
    if isinstance(source, SweepFile):
        file = source
    elif isinstance(source, Mapping):
        file = validated(SweepFile, source, "sweep")
    else:
        path = locate(source, FOLDER, "sweep")
        file = validated(SweepFile, read(path, "sweep"), path)
    return _checked(file, path)


def _checked(file: SweepFile, path: Path | None) -> SweepExperiment:
    with located(path):
        return _gathered(file, path)


def _gathered(file: SweepFile, path: Path | None) -> SweepExperiment:
    header = file.sweep
    inputs = gather(header.scenario, header.plan or None, None, None, header.fitted or None)
    points = points_of(file.design, file.factors, inputs.parameters, path)
    runs = len(points) * header.draws * header.replicates
    if runs > MOST_RUNS:
        raise InputError("too many runs", file=path, key="sweep", value=f"{runs:,}",
                         allowed=Text("at most {most:,}", most=MOST_RUNS))  # fmt: skip
    layout = _layout(file, inputs, len(points))
    paths = tuple(with_ids(factor.path, inputs.plan, path) for factor in file.factors)
    twice = next((factor for factor in paths if paths.count(factor) > 1), None)
    if twice is not None:
        raise InputError("the factor stands twice", file=path, key=f"factors[{twice}]")
    experiment = SweepExperiment(file, inputs, paths, points, layout)
    by_point = _check_points(experiment, path)
    if not may_differ(experiment.paths):
        return experiment
    return replace(experiment, readings=columns_by_point(inputs.allocation.readings, by_point))


def _check_points(experiment: SweepExperiment, path: Path | None) -> list[Mapping[str, TargetReading]]:
    """How each point counts the targets; raises InputError.

    Every distinct scenario is made once, and every parameter must lie where its row allows.
    """
    seen: dict[Settings, Mapping[str, TargetReading]] = {}
    for point in range(len(experiment.points)):
        settings = experiment.scenario_settings(point)
        try:
            if settings not in seen:
                seen[settings] = readings(experiment.scenario(settings), experiment.inputs.plan)
            held = experiment.parameter_values(point)
        except InputError as fault:
            where = ", ".join(f"{name} = {value}" for name, value in settings)
            place = fault.key or fault.file or ""
            key = (
                Text("point {point} ({where}): {place}", point=point + 1, where=where, place=place)
                if where
                else Text("point {point}: {name}", point=point + 1, name=place)
            )
            raise InputError(fault.problem, file=path, key=key, value=fault.value, allowed=fault.allowed,
                             nearest=fault.nearest, more=fault.more, listed=fault.listed) from None  # fmt: skip
        for column, value in held.items():
            row = experiment.inputs.parameters.rows[column]
            low, high = values_of(row)
            if not low <= value <= high:
                raise InputError("outside the values that the parameter can take", file=path, value=value,
                                 key=Text("point {point}: {name}", point=point + 1, name=row.name),
                                 allowed=Text("{low:g} to {high:g}", low=low, high=high))  # fmt: skip
    return [seen[experiment.scenario_settings(point)] for point in range(len(experiment.points))]


def _layout(file: SweepFile, inputs: Inputs, points: int) -> Layout:
    outputs, plan = file.outputs, inputs.plan
    columns, measures = _columns(outputs, inputs)
    months = plan.month_labels if outputs.record == "months" else plan.month_labels[-1:]
    width = 1 + len(months) * len(columns)
    return Layout(
        points=points,
        draws=file.sweep.draws,
        replicates=file.sweep.replicates,
        months=tuple(months),
        columns=columns,
        units_of=measures,
        unit_runs=unit_size(_firms(inputs), plan.months, width),
    )


def _columns(outputs: Outputs, inputs: Inputs) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names and units of measure of the columns kept."""
    for name in outputs.metrics:
        check_name("unknown metric", name, METRIC_INDEX, key="outputs.metrics")
    if len(set(outputs.metrics)) != len(outputs.metrics):
        raise InputError("a metric stands twice", key="outputs.metrics")
    metrics = outputs.metrics or tuple(METRIC_INDEX)
    extra = [f"{_FIELD}:{field.id}" for field in inputs.plan.fields] * outputs.fields
    extra += [f"{_DISTRICT}:{district.id}" for district in inputs.plan.districts] * outputs.districts
    measures = [METRICS[METRIC_INDEX[name]].unit for name in metrics] + ["count"] * len(extra)
    return (*metrics, *extra), tuple(measures)


def _firms(inputs: Inputs) -> float:
    """Firms that a run makes room for, which is what it costs."""
    central = np.asarray(inputs.parameters.central())
    return float(
        room_for(build_worlds(inputs.plan, inputs.parameters, central, inputs.allocation), inputs.plan.months).firms
    )
