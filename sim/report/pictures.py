"""The pictures of a report as PNG bytes, the same every time."""

import io
from dataclasses import dataclass

from sim.analyses.compare.result import Comparison
from sim.analyses.forecast.result import Forecast
from sim.analyses.value.price_list import PriceList
from sim.analyses.value.response_table import ResponseTable
from sim.charts import kind_figure

DPI = 150.0  # of the 13.66 inches: sharp at the width of a page, a quarter of what a print needs


@dataclass(frozen=True)
class Picture:
    """``content``: PNG; ``title``: its heading; ``described``: its caption block; ``size``: inches across and down."""

    content: bytes
    title: str
    described: str
    size: tuple[float, float]


def picture(result: Forecast | Comparison | PriceList | ResponseTable, kind: str, lang: str) -> Picture:
    """``kind`` of ``sim.charts.kinds.RESULTS``. Raises InputError where the runs kept nothing to draw."""
    buffer = io.BytesIO()
    figure = kind_figure(result, kind, lang)
    figure.savefig(buffer, format="png", dpi=DPI)
    across, down = (float(inches) for inches in figure.get_size_inches())
    return Picture(buffer.getvalue(), figure.record["title"], figure.record["description"], (across, down))
