"""A report in each of its formats."""

from __future__ import annotations

from sim.analyses.compare.result import Comparison
from sim.analyses.forecast.result import Forecast
from sim.charts import kind_figure
from sim.report import compared_workbook, pdf, pictures, standalone_html, workbook
from sim.report.brief import brief
from sim.report.compared import compared


def written(result: Forecast | Comparison, to: str, lang: str) -> bytes:
    """The document in the format ``to`` ("docx", "xlsx", "html", "pdf"); the same result gives the same bytes."""
    if isinstance(result, Forecast):
        report = brief(result, lang, to)
        if to == "xlsx":
            return workbook.content(result, report, lang)
    else:
        report = compared(result, lang)
        if to == "xlsx":
            return compared_workbook.content(result, report, lang)
    if to == "pdf":
        return pdf.content(report, lambda kind: kind_figure(result, kind, lang))
    if to == "html":
        return standalone_html.content(report, lambda kind: pictures.picture(result, kind, lang), lang)
    from sim.report import word

    return word.content(report, lambda kind: pictures.picture(result, kind, lang), lang)
