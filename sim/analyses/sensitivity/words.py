"""Names of parameters and switches of a sensitivity analysis, on screen and in pictures."""

from __future__ import annotations

from sim.analyses.sensitivity.indices import OTHERS
from sim.language import parameter_meaning, text, texts


def factor_name(name: str, lang: str) -> str:
    """A parameter, a switch at a value ("crowding=in") or the group of others, in words; else its id."""
    if name == OTHERS:
        return text("sensitivity.others", lang)
    if "=" in name:
        return texts(lang).get(f"sensitivity.variant-{name.replace('_', '-').replace('=', '-')}", name)
    return parameter_meaning(name, texts(lang).get(f"quantity.{name}", name), lang)
