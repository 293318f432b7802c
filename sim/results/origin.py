"""Origin of a result: the last line of the caption of its pictures, and the metadata of their files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sim.language import text

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
        values = {
            "scenario": self.scenario,
            "model": self.model,
            "set": set_words(self.parameters, lang),
            "runs": text("origin.runs-seed", lang, runs=f"{self.runs:,}", seed=self.seed),
            "error": self.error,
        }
        return text("chart.mark", lang).join(
            text(f"origin.{name}", lang, value=value) for name, value in values.items() if value
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


def fitted_name(provenance: Mapping[str, Any]) -> str:
    """Name of the fitted set that a result says it rests on, "prior" where it says that there is none."""
    return str(provenance.get("fitted") or _PRIOR)


def origin_of(
    command: str, scenario: str, provenance: Mapping[str, Any], runs: int, seed: int, error: str = ""
) -> Origin:
    """The origin of a result that rests on ``provenance``."""
    return Origin(command, scenario, program(provenance), fitted_name(provenance), runs, seed, error)


def model_words(version: str, digest: str) -> str:
    """The program's version and the beginning of a digest."""
    return f"xiandao {version}, {digest[:_DIGEST]}"


def program(provenance: Mapping[str, Any]) -> str:
    """Version and digest of the code that a result says it was computed with."""
    return model_words(provenance["versions"]["sim"], provenance["code"])


def points(errors: Iterable[float | None], lang: str, digits: int = 1) -> str:
    """The largest of ``errors`` of a share, in percentage points."""
    largest = max((error for error in errors if error is not None), default=0.0)
    return text("origin.points", lang, error=f"{100.0 * largest:.{digits}f}")
