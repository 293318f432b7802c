"""What a picture was made from, by kind of result: the last line of its caption block, and the file's metadata."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim.language import text

if TYPE_CHECKING:
    from sim.backtest.result import Backtest
    from sim.calibration.fit import Fit
    from sim.comparison.result import Comparison
    from sim.discovery.result import Discovery
    from sim.forecast.paired import Difference
    from sim.forecast.result import Forecast
    from sim.marginal.result import MarginalValue
    from sim.search.result import SearchResult
    from sim.sensitivity.result import Sensitivity
    from sim.sweep.results import SweepResults
    from sim.vintage.read import Vintage

_DIGEST = 12  # signs of a digest, as git shortens them
_PRIOR = "prior"


@dataclass(frozen=True)
class Origin:
    """``command`` repeats the result. ``scenario``: its id; ``model``: version and digest of the code; ``parameters``:
    the fitted set by name, or "prior"; ``error``: the largest Monte Carlo error (one standard error), with its unit.
    Empty: a picture of no scenario, a result that does not say it, an interval of another kind instead of the error.
    """

    command: str
    scenario: str
    model: str
    parameters: str
    runs: int
    seed: int
    error: str = ""

    def line(self, lang: str) -> str:
        """The sentence of the caption block."""
        said = {
            "scenario": self.scenario,
            "model": self.model,
            "set": set_words(self.parameters, lang),
            "runs": text("origin.runs-seed", lang, runs=f"{self.runs:,}", seed=self.seed),
            "error": self.error,
        }
        return text("chart.mark", lang).join(
            text(f"origin.{name}", lang, value=value) for name, value in said.items() if value
        )

    def record(self) -> dict[str, str]:
        """Entries of the metadata; what is not known is left out."""
        entries = {
            "Scenario": self.scenario,
            "Model": self.model,
            "Parameter set": self.parameters,
            "Runs": str(self.runs),
            "Seed": str(self.seed),
            "Monte Carlo error": self.error,
        }
        return {name: value for name, value in entries.items() if value}


def set_words(name: str, lang: str) -> str:
    """A set of parameters as printed: the fitted set's name, or that it is the prior."""
    return text("origin.prior", lang) if name == _PRIOR else name


def of_forecast(forecast: Forecast, lang: str) -> Origin:
    """Of a forecast; its caption has longer words for the same (``sim.charts.caption``)."""
    origin = forecast.provenance
    error = max((target.mc_error for target in forecast.targets if target.mc_error is not None), default=0.0)
    return Origin(origin["command"], forecast.scenario.id, _model(origin), fitted_name(origin), forecast.runs,
                  forecast.seed, _points(error, lang))  # fmt: skip


def of_comparison(comparison: Comparison, lang: str) -> Origin:
    """Of paired scenarios: the error of a difference."""
    first = comparison.first
    ids = ", ".join(forecast.scenario.id for forecast in comparison.forecasts)
    error = _largest(one for side in comparison.sides for one in side.probability.values())
    return Origin(comparison.command, ids, _model(first.provenance), fitted_name(first.provenance), first.runs,
                  first.seed, _points(error, lang))  # fmt: skip


def of_value(result: MarginalValue, lang: str) -> Origin:
    """Of a marginal valuation: the error of a change of mean attainment, as drawn."""
    error = _largest(step.per_hundred(step.attainment) for step in result.steps)
    return Origin(result.command, result.scenario.id, _model(result.provenance), fitted_name(result.provenance),
                  result.runs, result.seed, _points(error, lang, digits=2))  # fmt: skip


def of_search(result: SearchResult, lang: str) -> Origin:
    """Of a search: the error of the gain, in the unit of the first objective."""
    error = result.worth.gain.error
    words = _points(error, lang, digits=2) if result.objectives[0].in_per_cent else f"{error:.3g}"
    return Origin(result.command, result.scenario.id, _model(result.provenance), fitted_name(result.provenance),
                  result.estimate_runs, result.seed, words)  # fmt: skip


def of_sensitivity(result: Sensitivity, lang: str) -> Origin:
    """Of a sensitivity analysis: the error of a bar of the tornado."""
    error = _largest(bar.swing for target in result.targets for bar in target.bars)
    return Origin(result.command, result.scenario, _model(result.provenance), result.fitted, result.workload.total,
                  result.seed, _points(error, lang))  # fmt: skip


def of_discovery(result: Discovery, lang: str) -> Origin:
    """Of a discovery: its boxes are held against fresh draws instead of an error."""
    return Origin(result.command, result.scenario, _model(result.provenance), result.fitted, result.runs, result.seed)


def of_sweep(results: SweepResults, lang: str) -> Origin:
    """Of a sweep: the error of a point stands in its tables, and in the cells of a heat map."""
    manifest = results.manifest
    return Origin(f"xiandao sweep {manifest['sweep']}", manifest.get("scenario", ""), _model(manifest),
                  manifest.get("fitted", ""), results.layout.runs, manifest["seed"])  # fmt: skip


def of_backtest(backtest: Backtest, lang: str) -> Origin:
    """Of a back-test, which has no scenario: the past without the plan; its intervals resample outcomes."""
    years = ",".join(str(day.year) for day in backtest.origins)
    command = f"xiandao backtest --runs {backtest.runs} --seed {backtest.seed} --origins {years}"
    origin = backtest.provenance
    model = f"xiandao {origin['versions']['sim']}, {origin['model'][:_DIGEST]}" if origin else ""
    return Origin(command, "", model, "", backtest.runs, backtest.seed)


def of_vintage(vintage: Vintage, lang: str) -> Origin:
    """Of a vintage: the error of the probability with the largest."""
    document = vintage.document
    error = max((row.mc_error for row in vintage.targets if row.mc_error is not None), default=0.0)
    parameters = document["parameters"].get("set") or _PRIOR
    return Origin(f"xiandao forecast {document['scenario']} --runs {document['runs']} --seed {document['seed']}",
                  document["scenario"], _model(document), parameters, document["runs"], document["seed"],
                  _points(error, lang))  # fmt: skip


def of_fit(fit: Fit, lang: str) -> Origin:
    """Of a fit: its parameter set is the one it made."""
    from sim import __version__
    from sim.calibration.save import digests

    own = digests(fit)
    command = f"xiandao calibrate --draws {fit.runs} --seed {fit.seed} --until {fit.data.until}"
    return Origin(command, "", f"xiandao {__version__}, {own['model'][:_DIGEST]}", own["set"][:8], fit.runs, fit.seed)


def fitted_name(provenance: Mapping[str, Any]) -> str:
    """Name of the fitted set that a result says it rests on, "prior" where it says that there is none."""
    return str(provenance.get("fitted") or _PRIOR)


def _model(provenance: Mapping[str, Any]) -> str:
    return f"xiandao {provenance['versions']['sim']}, {provenance['code'][:_DIGEST]}"


def _largest(differences: Iterable[Difference]) -> float:
    return max((one.error for one in differences), default=0.0)


def _points(error: float, lang: str, digits: int = 1) -> str:
    return text("origin.points", lang, error=f"{100.0 * error:.{digits}f}")
