"""A forecast as a data frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.forecast.words import confidence_key, word_key

if TYPE_CHECKING:
    import pandas as pd

    from sim.forecast.result import Forecast


def table(forecast: Forecast, lang: str) -> pd.DataFrame:
    """One row a target, numbers unrounded; names, words and the break-even in ``lang``. Raises InputError."""
    import pandas as pd

    from sim.language import text, texts

    texts(lang)  # an unknown language is told before anything else

    rows = []
    for target, planned in zip(forecast.targets, forecast.plan.targets, strict=True):
        rows.append(
            {
                "id": target.id,
                "name": planned.name[lang],
                "class": target.class_,
                "reading": planned.reading(target.reading).name[lang],
                "number": target.number,
                "threshold": target.threshold,
                "at_start": target.at_start,
                "expected": target.expected,
                "q05": target.q05,
                "q50": target.q50,
                "q95": target.q95,
                "probability": target.probability,
                "mc_error": target.mc_error,
                "low": target.low,
                "high": target.high,
                "earned_probability": target.earned_probability,
                "word": text(word_key(target.word), lang),
                "confidence": text(confidence_key(target.confidence), lang),
                "break_even": target.break_even.sentence(lang) if target.break_even else None,
                "outside_view": target.outside_view,
                "model_probability": target.model_probability,
                "met_at_start": target.met_at_start,
            }
        )
    frame = pd.DataFrame(rows)
    numbers = ["mc_error", "low", "high", "earned_probability", "outside_view"]
    return frame.astype(dict.fromkeys(numbers, "float64"))
