"""What parameters, switches and targets of a sensitivity analysis are called, on screen and in pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.analyses.sensitivity.indices import OTHERS
from sim.language import parameter_meaning, text, texts
from sim.study.inputs import PRIOR

if TYPE_CHECKING:
    from sim.analyses.sensitivity.findings import SensitivityFindings


def factor_name(name: str, lang: str) -> str:
    """A parameter, a switch at a value ("crowding=in") or the group of others, in words; else its id."""
    if name == OTHERS:
        return text("sensitivity.others", lang)
    if "=" in name:
        return texts(lang).get(f"sensitivity.variant-{name.replace('_', '-').replace('=', '-')}", name)
    return parameter_meaning(name, texts(lang).get(f"quantity.{name}", name), lang)


def target_name(result: SensitivityFindings, target: str, lang: str) -> str:
    """The target in words."""
    return result.names[target][lang]


def set_name(result: SensitivityFindings, lang: str) -> str:
    """Where the parameters came from: the prior, or the fitted set by name."""
    return text("sensitivity.prior", lang) if result.fitted == PRIOR else result.fitted
