"""Names, units, numbers and captions in the pictures of a fit."""

from collections.abc import Sequence

import numpy as np

from sim.analyses.calibrate.document import digests
from sim.analyses.calibrate.fit import Fit
from sim.analyses.calibrate.training import Floats
from sim.language import parameter_meaning, text, texts
from sim.language.numbers import fixed
from sim.version import __version__

_HUNDRED = ("share", "log points/year", "per year", "per firm and year", "per technology SME and year")  # shown in %
_STEPS = 15.0  # a range of numbers is printed in this many steps at least, and ten times as many at most


def quantity_name(name: str, lang: str) -> str:
    """The quantity in words, the catalogue's short ones first; in English its id where that does not know it."""
    return texts(lang).get(f"quantity.{name}") or parameter_meaning(name, name, lang)


def quantity_unit(fit: Fit, name: str, lang: str) -> str:
    """The unit that ``shown_values`` are in."""
    unit = fit.setting.table[name].unit
    return texts(lang).get(f"measure.{unit.replace(' ', '-').replace('/', '-')}", unit)


def shown_values(fit: Fit, z: Floats) -> Floats:
    """float64[K, k]: draws ``z`` in natural units, rates and shares in per cent."""
    units = [fit.setting.table[name].unit for name in fit.names]
    return fit.values(z) * np.array([100.0 if unit in _HUNDRED else 1.0 for unit in units])


def quantile_words(values: Floats, lang: str) -> str:
    """``middle (low-high)`` of draws, the range with 90 per cent of them, as fine as its width asks for."""
    low, middle, high = (float(value) for value in np.quantile(values, (0.05, 0.5, 0.95)))
    decimals = -int(np.floor(np.log10((high - low) / _STEPS))) if high > low else 0
    words = [fixed(round(value, decimals), max(decimals, 0)) for value in (middle, low, high)]
    return text("posterior.range-signed" if low < 0 else "posterior.range", lang, middle=words[0], low=words[1],
                high=words[2])  # fmt: skip


def by_kind(fit: Fit) -> dict[str, list[int]]:
    """Kind (``parameters``, ``states``, ``nuisances``) -> its columns, the best informed first; no kind is empty."""
    targets = fit.setting.targets
    kinds = {"parameters": [*targets.parameters], "states": [*targets.states], "nuisances": [*targets.nuisances]}
    order = np.argsort(-fit.gate.contraction, kind="stable")
    columns = {kind: [int(k) for k in order if fit.names[k] in names] for kind, names in kinds.items()}
    return {kind: found for kind, found in columns.items() if found}


def fit_notes(fit: Fit, lang: str, shows: Sequence[str]) -> list[str]:
    """The paragraphs of the caption block: what the picture ``shows``, then which fit it is."""
    data = fit.data
    run = text("posterior.run", lang, until=data.until, figures=len(data.points), bounds=len(data.bounds),
               runs=f"{fit.runs:,}", seed=fit.seed)  # fmt: skip
    verdict = text("posterior.passed" if fit.passed else "posterior.failed", lang, faults=len(fit.faults))
    digest = digests(fit)
    versions = text("posterior.versions", lang, version=__version__, set=digest["set"][:8], model=digest["model"][:12])
    return [*shows, text("chart.mark", lang).join((run, verdict, versions))]
