"""Every point of a sweep is counted under its own readings of the targets, as a forecast of its scenario would be."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from sim.analyses.forecast.run import forecast
from sim.analyses.sweep.digests import RECORD
from sim.analyses.sweep.experiment import load_experiment
from sim.analyses.sweep.export import export
from sim.analyses.sweep.measures import measures_of
from sim.analyses.sweep.results import SweepResults, open_results
from sim.analyses.sweep.run import sweep
from sim.analyses.sweep.store import SweepFolder
from sim.charts.sweep import sweep_figure
from sim.errors import InputError
from sim.study.inputs import gather
from sim.study.outcomes import Outcomes, ends_of

FIRMS, SCENARIOS = "targets.high-tech-firms", "targets.scenarios"
NUMBERS = [f"{FIRMS}.number", [2.0, 6.0, 30.0]]
READINGS = [f"{FIRMS}.reading", ["first", "stock"]]
TOLERANCES = [f"{FIRMS}.tolerance", ["about", "floor"]]
#: Their own [targets], one based on the other; "stock" has another metric than "first".
SCENARIO = """
[scenario]
id = "{id}"
name = {{ zh = "{id}", en = "{id}" }}
description = {{ zh = "{id}", en = "{id}" }}
based_on = "template"
[targets]
high-tech-firms = {{ {choice} }}
"""


def declared(*factors, **outputs) -> dict:
    return {
        "sweep": {"id": "counted", "name": {"zh": "口径", "en": "Counted"}, "scenario": "template", "fitted": "prior",
                  "seed": 3, "draws": 10, "replicates": 2},
        "factors": [{"path": path, "values": values} for path, values in factors],
        "outputs": outputs,
    }  # fmt: skip


def run(document: dict, folder: Path) -> SweepResults:
    return sweep(document, folder, executor="threads", workers=1)


@pytest.fixture(scope="module")
def counted(tmp_path_factory) -> SweepResults:
    """Number, reading and tolerance of one target: twelve points that differ in nothing that is simulated."""
    document = declared(NUMBERS, READINGS, TOLERANCES)
    return run(document, tmp_path_factory.mktemp("sweeps") / "counted")


@pytest.fixture(scope="module")
def scenarios(tmp_path_factory) -> tuple[dict, SweepResults]:
    """Scenarios that differ in [targets], as files."""
    folder = tmp_path_factory.mktemp("scenarios")
    paths = ["template"]
    for id, choice in (("few", "number = 2"), ("stock", 'reading = "stock"'), ("whole", 'tolerance = "floor"')):
        (folder / f"{id}.toml").write_text(SCENARIO.format(id=id, choice=choice), encoding="utf-8")
        paths.append(str(folder / f"{id}.toml"))
    document = declared(["scenario", paths], [f"{SCENARIOS}.number", [1.0, 4.0]])
    return document, run(document, folder / "out")


def assert_equals_forecasts(results: SweepResults, document: dict) -> None:
    """Summary, point by point, against single forecasts of the scenario so changed, with the same draws and seeds."""
    experiment, summary = load_experiment(document), results.summary()
    names = summary.measures.names
    for point in range(results.layout.points):
        scenario = experiment.scenario(experiment.scenario_settings(point))
        made = forecast(scenario, 20, 3, plan=experiment.inputs.plan, fitted="prior", structure_runs=0)
        for target in made.targets:
            k = names.index(target.id)
            if target.class_ == "C":
                assert summary.value[point, k] == target.model_probability
                continue
            found = [getattr(summary, name)[point, k] for name in ("value", "error", "low", "high")]
            assert found == [target.probability, target.mc_error, target.low, target.high], (point, target.id)
        assert summary.value[point, names.index("expected_met")] == pytest.approx(made.joint.expected_met, rel=1e-12)
        own = Outcomes(gather(scenario, experiment.inputs.plan, fitted="prior"), ends_of(made))
        assert summary.value[point, names.index("attainment")] == pytest.approx(own.attainment.mean(), rel=1e-12)


def test_number_reading_and_tolerance_are_those_of_the_point(counted) -> None:
    assert_equals_forecasts(counted, declared(NUMBERS, READINGS, TOLERANCES))
    value = counted.summary().value[:, 0]
    assert value.max() - value.min() > 0.5  # the points do differ


def test_scenarios_count_their_own_targets(scenarios) -> None:
    document, results = scenarios
    assert_equals_forecasts(results, document)
    table = results.summary().table()
    firms = table[table["measure"] == "high-tech-firms"].iloc[::2]
    assert firms["metric"].tolist() == ["high_tech_first", "high_tech_first", "high_tech_stock", "high_tech_first"]
    assert firms["number"].tolist() == [12.0, 2.0, 12.0, 12.0]
    assert firms["percent"].tolist() == [98, 98, 98, 100]


def test_readings_stand_beside_the_values_in_table_and_document(counted) -> None:
    summary = counted.summary()
    table = summary.table()
    row = table[(table["point"] == 6) & (table["measure"] == "high-tech-firms")].iloc[0]
    assert (row["reading"], row["metric"], row["number"], row["percent"]) == ("stock", "high_tech_stock", 6.0, 98)
    assert table[table["measure"] == "attainment"][["number", "percent"]].isna().all(axis=None)
    told = json.loads(json.dumps(summary.to_json()))["points"][6]["readings"]["high-tech-firms"]
    assert told == {"reading": "stock", "metric": "high_tech_stock", "number": 6.0, "percent": 98}


def test_a_dataset_says_how_each_point_counts(counted) -> None:
    """Hits that are taken from the dataset by its own coordinates are those of the summary."""
    pytest.importorskip("xarray", reason="the extra `data` is not installed")
    assert_dataset_counts(counted, counted.dataset())


def assert_dataset_counts(results: SweepResults, data) -> None:
    expected = np.zeros(results.layout.points)
    for target in ("high-tech-firms", "breakthroughs", "city-zones", "scenarios"):
        own = data.sel(target=target)
        for point in range(results.layout.points):
            count = own[str(own["target_metric"].values[point])].isel(point=point, month=-1)
            needed = own["target_number"].values[point] * own["target_percent"].values[point]
            expected[point] += float((100.0 * count >= needed).mean())
    names = results.summary().measures.names
    np.testing.assert_allclose(results.summary().value[:, names.index("expected_met")], expected)


def test_files_for_others_say_it_too(counted) -> None:
    xarray = pytest.importorskip("xarray", reason="the extra `data` is not installed")
    import pandas as pd

    with xarray.open_dataset(export(counted, "netcdf")) as data:
        assert_dataset_counts(counted, data.load())
    with xarray.open_dataset(export(counted, "netcdf", what="points")) as data:
        assert data["target_number"].sel(target="high-tech-firms").values.tolist() == [2.0] * 4 + [6.0] * 4 + [30.0] * 4
    table, names = counted.summary().table(), list(counted.summary().measures.names)
    for to, read in (("csv", pd.read_csv), ("parquet", pd.read_parquet)):
        own = read(export(counted, to, what="targets"))
        pd.testing.assert_frame_equal(own.fillna({"reading": "", "metric": ""}), table, check_dtype=False)
    with xarray.open_dataset(export(counted, "netcdf", what="targets")) as data:
        assert data["measure"].values.tolist() == names
        np.testing.assert_array_equal(data["value"].values, counted.summary().value)
        assert data["target_metric"].sel(target="high-tech-firms").values.tolist()[2] == "high_tech_stock"


def numbers_in(axes) -> list[str]:
    return [words.get_text().partition(" ±")[0] for words in axes.texts]


def test_pictures_count_each_point_by_its_own_reading(counted) -> None:
    summary = counted.summary()
    met = summary.value[:, summary.measures.names.index("expected_met")]
    heat = sweep_figure(counted, "heat", x=NUMBERS[0], y=READINGS[0], lang="en")
    cells = met.reshape(3, 2, 2).mean(axis=2)  # over the tolerance: equal numbers of runs
    shown = numbers_in(heat.axes[0])  # one decimal or two: digits follow the error
    assert [float(number) for number in shown] == pytest.approx(
        [cells[x, y] for y in range(2) for x in range(3)], abs=0.051
    )
    assert "under its own reading" in " ".join(words.get_text() for words in heat.texts)
    lines = sweep_figure(counted, "lines", x=NUMBERS[0], lang="en")
    assert lines.axes[0].get_lines()[0].get_ydata() == pytest.approx(met.reshape(3, 4).mean(axis=1))
    panel = sweep_figure(counted, "multiples", x=NUMBERS[0], lang="en").axes[0]
    hits = panel.get_lines()[0].get_ydata()
    assert hits[0] > 50 > hits[2]
    parallel = sweep_figure(counted, "parallel", lang="en")
    heights = {
        round(float(line.get_ydata()[-1]), 9) for line in parallel.axes[0].get_lines() if len(line.get_ydata()) > 2
    }
    assert len(heights) == len(set(met.round(12).tolist()))


def test_a_terminal_says_that_points_count_differently(counted, tiny, capsys) -> None:
    from sim.analyses.sweep.views import screen
    from sim.app.cli.streams import console
    from sim.app.cli.table import show

    for results, differing in ((counted, True), (tiny, False)):
        show(screen(results.summary(), "en"), console())
        assert ("each is counted under its own reading" in capsys.readouterr().out) is differing


def test_a_target_whose_metric_some_points_lack_is_left_out(tmp_path) -> None:
    made = run(declared(READINGS, metrics=["high_tech_first", "scenarios_listed"]), tmp_path)
    measures = measures_of(made)
    assert "high-tech-firms" in {target.id for target in measures.left_out}
    assert measures.names == ("scenarios", "expected_met", "attainment")


def test_other_factors_keep_one_reading_and_no_file_of_them(tiny) -> None:
    assert not (tiny.folder / "inputs" / "readings.json").exists()
    assert not measures_of(tiny).by_point


def test_an_altered_reading_is_noticed(counted) -> None:
    path = counted.folder / "inputs" / "readings.json"
    content = path.read_bytes()
    try:
        path.write_bytes(content.replace(b"30.0", b"31.0"))
        with pytest.raises(InputError, match=r"readings.json: damaged.*--repair"):
            counted.summary()
    finally:
        path.write_bytes(content)


@pytest.mark.filterwarnings("ignore::sim.analyses.sweep.results.UncheckedWarning")
def test_an_older_sweep_over_readings_does_not_count_by_the_base_alone(counted, tmp_path) -> None:
    """Its numbers open as before; what it cannot know it does not say."""
    manifest = {key: value for key, value in counted.manifest.items() if key != "readings_by_point"}
    folder = SweepFolder(tmp_path / "old")
    folder.write_inputs(manifest, {"points.json": counted.kept("points.json")})
    for number in counted.units_done:
        folder.put(number, counted.unit(number))
    (tmp_path / "old" / RECORD).unlink()
    old = open_results(tmp_path / "old")
    assert len(old.table(["firms"])) == 12
    for use in (old.summary, lambda: sweep_figure(old)):
        with pytest.raises(InputError, match="readings of the targets were not kept by point: run the sweep again"):
            use()
    pytest.importorskip("xarray", reason="the extra `data` is not installed")
    assert "target_number" not in old.dataset().coords
