"""The result of a back-test: its findings with their table, JSON object, page, pictures and folder."""

from dataclasses import dataclass
from typing import Any

from sim.analyses.backtest.baselines import NAMES
from sim.analyses.backtest.findings import FIGURES, BacktestFindings
from sim.analyses.backtest.views import page
from sim.language import texts
from sim.results.frame import DataFrame, data_frame, plain
from sim.results.origin import Origin, model_words
from sim.results.result import Drawing, Result

SCHEMA_VERSION = "1"

COLUMNS = (*FIGURES, *(f"crps_{name}" for name in NAMES), *(f"wis_{name}" for name in NAMES))


@dataclass(frozen=True)
class Backtest(BacktestFindings, Result, document="backtest.json", command="backtest"):
    """The findings as a result: printed, drawn, saved as a folder and opened from it."""

    HEAD = ("series", "outcome", "origin", "horizon", "value", "q50", "crps")

    def table(self, lang: str = "en") -> DataFrame:
        """One row a forecast, columns ``COLUMNS``; nan where there is no baseline. Ids are the same in all."""
        texts(lang)  # an unknown language is told before anything else
        rows = []
        for row in self.rows:
            cells = plain(row.written())
            scores = {kind: cells.pop(f"baselines_{kind}") for kind in ("crps", "wis")}
            by_baseline = {f"{kind}_{name}": score for kind, named in scores.items() for name, score in named.items()}
            rows.append({**cells, **by_baseline})
        return data_frame(rows, columns=COLUMNS)

    def to_json(self) -> dict[str, Any]:
        """The JSON object of ``xiandao backtest --json`` (schema_version 1); numbers carry six significant digits."""
        mean = {"value": self.geometric_mean, "low": self.geometric_low, "high": self.geometric_high}
        return {
            "schema_version": SCHEMA_VERSION,
            "origins": [str(day) for day in self.origins],
            "runs": self.runs,
            "seed": self.seed,
            "series": [plain({**vars(score), "worse": score.worse}) for score in self.series],
            "geometric_mean": plain(mean),
            "coverage": [plain(coverage.written()) for coverage in self.coverage],
            "by_horizon": {
                str(years): [plain(coverage.written()) for coverage in both]
                for years, both in sorted(self.by_horizon.items())
            },
            "fits": [plain({**vars(fit), "day": str(fit.day)}) for fit in self.fits],
            "rows": [plain(row.written()) for row in self.rows],
            "provenance": plain(self.provenance, digits=17),
        }

    def origin(self, lang: str) -> Origin:
        """Without a scenario: the past without the plan; without an error: its intervals resample outcomes."""
        years = ",".join(str(day.year) for day in self.origins)
        command = f"xiandao backtest --runs {self.runs} --seed {self.seed} --origins {years}"
        origin = self.provenance
        model = model_words(origin["versions"]["sim"], origin["model"]) if origin else ""
        return Origin(command, "", model, "", self.runs, self.seed)

    def attachments(self, lang: str, charts: bool) -> dict[str, bytes]:
        """The Markdown page."""
        return {"backtest.md": page(self, lang, pictures=charts).encode()}

    def tables(self, lang: str) -> dict[str, DataFrame]:
        """One row a forecast."""
        return {"rows.csv": self.table(lang)}

    def drawings(self) -> dict[str, Drawing]:
        """Pictures of all series together and of each alone, a screen wide."""
        series = {f"backtest-{name}.png": Drawing("series", {"series": name}, 110) for name in self.names}
        return {"backtest.png": Drawing("sheet", dpi=110), **series}
