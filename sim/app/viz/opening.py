"""Scenario, language and fitted set of a watched run, passed to Solara through the environment."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass

from sim.language import language
from sim.study.inputs import gather

_SCENARIO, _LANG, _FITTED = "XIANDAO_VIZ_SCENARIO", "XIANDAO_LANG", "XIANDAO_VIZ_FITTED"


@dataclass(frozen=True)
class Opening:
    """``scenario``: name or path; ``lang``: zh or en; ``fitted``: see ``sim.study.inputs.gather``."""

    scenario: str = "reference"
    lang: str = "en"
    fitted: str | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Opening:
        """As ``to_environment`` left it; the reference in the reader's language by default. Raises InputError."""
        return cls(
            environment.get(_SCENARIO) or "reference",
            language(None, environment),
            environment.get(_FITTED) or None,
        )

    def to_environment(self, environment: MutableMapping[str, str]) -> None:
        """Leave it for the page."""
        environment.update({_SCENARIO: self.scenario, _LANG: self.lang, _FITTED: self.fitted or ""})

    def check(self) -> None:
        """Raises InputError for a scenario, a plan or a fitted set that cannot be used."""
        gather(self.scenario, fitted=self.fitted)
