"""The commands in the order of the help, with their arguments and options.

A command calls ``run`` of its file below ``sim.app.cli``; a long one calls the function of its name in
``sim.analyses.NAME.run`` and prints what ``sim.analyses.NAME.views.screen`` gives. An option stands in the order in
which help lists it and the line that repeats the command says it.
"""

from datetime import date

import click

from sim.app.cli.backtest import BacktestCommand
from sim.app.cli.calibrate import CalibrateCommand
from sim.app.cli.command import Command
from sim.app.cli.forecast import AtLeast, ForecastCommand
from sim.app.cli.long_command import LongCommand
from sim.app.cli.named_types import OfPlan, Shipped, Topic, Transfer
from sim.app.cli.option_types import (
    FILE,
    FOLDER,
    Day,
    Digits,
    Even,
    Listed,
    Money,
    Number,
    Value,
    Weight,
    Whole,
    Word,
    Years,
)
from sim.app.cli.options import (
    CSV,
    DEBUG,
    FITTED,
    JSON,
    LANG,
    LEVEL,
    MONTHS,
    PRINT_CONFIG,
    PRIOR,
    QUIET,
    SCENARIO_TYPE,
    THREADS,
    Argument,
    Flag,
    Option,
    Setting,
    out,
    runs,
    scenario,
    seed,
)
from sim.app.cli.search import SearchCommand
from sim.app.cli.sensitivity import SensitivityCommand
from sim.app.cli.sweep import SweepCommand
from sim.app.cli.value import ValueCommand

_MOST = 2**31
_ANSWER = (LANG, JSON, CSV, QUIET, PRINT_CONFIG, DEBUG)
_TARGET = OfPlan("target")

COMMANDS: tuple[click.Command, ...] = (
    ForecastCommand(
        "forecast",
        options=[
            scenario(), runs(1000, 2, 1_000_000), seed(), LEVEL, THREADS, out("out"), FITTED, PRIOR,
            Setting("--pool", "W", "pool", Weight()),
            Setting("--structure-runs", "N", "structure-runs", Whole(0, 1_000_000)),
            MONTHS, *_ANSWER,
            Flag("--vintage", help="vintage"),
            Setting("--fail-under", "P", "fail-under", AtLeast(), argument=None, multiple=True),
        ],
        folder=("forecast", "scenario", "level", "runs", "seed", "months"),
        picture="forecast.png",
    ),
    CalibrateCommand(
        "calibrate",
        options=[
            Setting("--draws", "N", "draws", Whole(1000, 1_000_000), 40_000),
            Setting("--until", "DATE", "until", Day(), date.today),
            seed(2**62), THREADS, out("calibrate-out", argument=None),
            Flag("--make-default", help="make-default"),
            LANG, JSON, QUIET, PRINT_CONFIG, DEBUG,
        ],
        folder=("calibration", "draws", "seed"),
        interrupted="calibrate.interrupted",
    ),
    BacktestCommand(
        "backtest",
        options=[
            runs(40_000, 0, _MOST, "backtest-runs", "sim.analyses.backtest.run:check_runs"),
            seed(_MOST),
            Setting("--origins", "YEARS", "origins", Years("sim.analyses.backtest.origins:origin_days"),
                    (2019, 2020, 2021, 2022, 2023)),
            THREADS, out("backtest-out", argument=None), *_ANSWER,
        ],
        folder=("backtest", "runs", "seed"),
        interrupted="backtest.interrupted",
        saved="backtest.saved",
    ),
    Command("score", [
        Argument("vintage", "VINTAGE", "score-vintage", FOLDER), Argument("outcomes", "OUTCOMES", "outcomes", FILE),
        LANG, JSON, CSV, DEBUG,
    ]),
    LongCommand(
        "compare",
        options=[
            Argument("scenarios", "SCENARIO...", "compare-scenarios", SCENARIO_TYPE, nargs=-1, required=True),
            Setting("--move", "FROM:TO:AMOUNT", "move", Transfer(), argument="moves", multiple=True),
            runs(1000, 2, 1_000_000), seed(), LEVEL,
            Setting("--effects-runs", "N", "effects-runs", Whole(0, 1_000_000)),
            MONTHS, THREADS, out("compare-out"), FITTED, PRIOR, *_ANSWER,
        ],
        folder=("compare", "scenarios", "move", "level", "runs", "seed", "months"),
        picture="comparison.png",
        failures=lambda result: (sum(forecast.runs_failed for forecast in result.forecasts),
                                 sum(forecast.runs for forecast in result.forecasts)),
    ),
    ValueCommand(
        "value",
        options=[
            scenario(),
            Setting("--step", "MILLION", "step", Money("sim.analyses.value.run:checked_step"), 100.0),
            Flag("--no-curves", help="no-curves", argument="curves", value=False),
            Flag("--prices", help="prices", argument="prices"),
            Flag("--responses", help="responses", argument="responses"),
            Flag("--whole", help="whole", argument="whole"),
            Setting("--months", "N", "value-months", Digits()),
            runs(None, 4, 100_000, "value-runs"), seed(), LEVEL, THREADS, out("value-out"), FITTED, PRIOR, *_ANSWER,
        ],
        folder=("value", "scenario", "level", "step", "runs", "seed"),
        picture="value.png",
        failures=lambda result: (int(result.provenance["runs_failed"]), result.runs),
    ),
    SearchCommand(
        "search",
        options=[
            scenario(),
            Setting("--objective", "WHAT", "objective", Listed(), ("expected",)),
            Setting("--budget", "MILLION", "budget", Money()),
            Setting("--bounds", "FILE", "bounds", FILE),
            Setting("--by", "BLOCK", "by", Value(known="sim.analyses.search.space:BLOCKS"), multiple=True),
            Setting("--robust", "CRITERION", "robust", Value(known="sim.analyses.search.worlds:CRITERIA")),
            Setting("--simulations", "N", "simulations", Whole(0, _MOST), 4000),
            seed(), LEVEL, THREADS, out("search-out"), FITTED, PRIOR, *_ANSWER,
        ],
        folder=("search", "scenario", "objective", "simulations", "seed"),
        interrupted="search.interrupted",
        saved="search.saved",
        failed="search.failed",
        failures=lambda result: (result.runs_failed, 0),
    ),
    SensitivityCommand(
        "sensitivity",
        options=[
            scenario(),
            Setting("--target", "ID", "target", _TARGET, argument="targets", multiple=True, none=None),
            Setting("--trajectories", "N", "trajectories", Whole(0, _MOST)),
            Setting("--samples", "N", "samples", Whole(0, _MOST), argument="base_samples"),
            Setting("--keep", "N", "keep", Whole(0, _MOST)),
            Setting("--against", "SCENARIO", "against", SCENARIO_TYPE, multiple=True),
            runs(None, 0, _MOST, "usual-runs"),
            Setting("--tornado-runs", "N", "tornado-runs", Whole(0, _MOST)),
            Setting("--structure-runs", "N", "variant-runs", Whole(0, _MOST)),
            seed(), LEVEL, THREADS, out("sensitivity-out"), FITTED, PRIOR, *_ANSWER,
        ],
        folder=("sensitivity", "scenario", "level", "seed"),
        interrupted="sensitivity.interrupted",
        saved="sensitivity.saved",
    ),
    LongCommand(
        "discover",
        options=[
            scenario(),
            Setting("--target", "ID", "discover-target", _TARGET),
            Setting("--outcome", "missed|met", "outcome",
                    Word("unknown outcome", "sim.analyses.discover.assessment:OUTCOMES"), "missed"),
            runs(2000, 0, 1_000_000, "discover-runs", "sim.analyses.discover.run:run_count"),
            seed(), LEVEL,
            Setting("--coverage", "SHARE", "coverage", Number("sim.analyses.discover.run:share"), 0.0),
            Setting("--density", "SHARE", "density", Number("sim.analyses.discover.run:share"), 0.0),
            Flag("--no-switches", help="no-switches", argument="switches", value=False),
            THREADS, out("discover-out"), FITTED, PRIOR, *_ANSWER,
        ],
        folder=("discover", "scenario", "level", "target", "outcome", "runs", "seed"),
        interrupted="discover.interrupted",
        saved="discover.saved",
        failed="discover.failed",
    ),
    SweepCommand(
        "sweep",
        options=[
            Argument("sweep", "SWEEP", "sweep-file", Shipped("sweep", "scenarios/sweeps")),
            out("sweep-out"),
            Setting("--executor", "KIND", "executor", Value("sim.analyses.sweep.executors:executor_kind",
                                                            "sim.analyses.sweep.executors:KINDS"), "processes"),
            Setting("--workers", "N", "workers", Whole(1, 4096)),
            Flag("--dry-run", help="dry-run", repeated=False),
            Flag("--new", help="new", argument="new", repeated=False),
            Flag("--mixed", help="mixed", argument="mixed"),
            Flag("--repair", help="repair", argument="repair"),
            LANG, QUIET, PRINT_CONFIG, DEBUG,
        ],
        folder=("sweep", "id"),
    ),
    Command("export", [
        Argument("folder", "DIR", "export-dir", FOLDER),
        Option("--to", metavar="parquet|netcdf|csv", help="export-to", argument="to",
               type=Word("unknown word", "sim.analyses.sweep.export:FORMATS")),
        Option("--what", metavar="runs|points|targets", help="export-what", argument="what", default="runs",
               type=Word("unknown word", "sim.analyses.sweep.export:WHATS")),
        Option("--out", metavar="FILE", help="export-out", argument="out", type=FILE),
        LANG, QUIET, DEBUG,
    ]),
    Command("chart", [
        Argument("result", "RESULT", "result", FOLDER), Argument("kind", "[KIND]", "kind", required=False),
        Option("--out", metavar="FILE", help="chart-out", argument="out", type=FILE),
        Option("--target", metavar="ID", help="chart-target", argument="target",
               type=OfPlan("target", at_once=False)),
        Option("--metric", metavar="NAME", help="chart-metric", argument="metric",
               type=Value(known="sim.model.tables.metrics:METRIC_INDEX")),
        Option("--boundaries", metavar="FILE", help="chart-boundaries", argument="boundaries", type=FILE),
        *(Option(f"--{name}", metavar=metavar, help=f"chart-{name}", argument=name, type=Value())
          for name, metavar in (("groups", "A,B,C"), ("series", "NAME"), ("x", "FACTOR"), ("y", "FACTOR"),
                                ("measure", "NAME"), ("date", "DAY"))),
        LANG, QUIET, DEBUG,
    ]),
    Command("report", [
        Argument("result", "RESULT", "report-result", FOLDER),
        Option("--to", metavar="FORMAT", help="report-to", argument="to",
               type=Value(known="sim.report:FORMATS")),
        Option("--out", metavar="FILE", help="report-out", argument="out", type=FILE),
        LANG, QUIET, DEBUG,
    ]),
    Command("explain", [Argument("topic", "[TOPIC]", "topic", Topic(), required=False), LANG, DEBUG]),
    Command("check", [Argument("file", "FILE", "file", FILE), LANG, DEBUG]),
    Command("page", [
        scenario("page-scenario"),
        Setting("--port", "N", "port", Whole(0, 65535), 8010),
        Setting("--host", "ADDRESS", "host", default="127.0.0.1"),
        Flag("--network", help="network", argument="network"),
        Flag("--no-browser", help="no-browser", argument="browser", value=False),
        Setting("--runs", "N", "page-runs", Even(100, 10_000), 1000),
        seed(), THREADS, FITTED, PRIOR, LANG, PRINT_CONFIG, DEBUG,
    ]),
    Command("viz", [
        scenario("viz-scenario"),
        Setting("--port", "N", "viz-port", Whole(0, 65535), 8020),
        Flag("--no-browser", help="no-browser", argument="browser", value=False),
        FITTED, PRIOR, LANG, PRINT_CONFIG, DEBUG,
    ]),
)  # fmt: skip
