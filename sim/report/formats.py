"""A report in each of its formats."""

from collections.abc import Callable
from itertools import groupby

from sim.analyses.compare.result import Comparison
from sim.analyses.forecast.result import Forecast
from sim.analyses.value.price_list import PriceList
from sim.analyses.value.response_table import ResponseTable
from sim.charts import kind_figure
from sim.charts.figure import ChartFigure
from sim.charts.pages import pdf_pages, word_pages
from sim.report import compared_workbook, pictures, standalone_html, valued, workbook
from sim.report.brief import brief
from sim.report.compared import compared
from sim.report.content import Report, ReportPicture


def written(result: Forecast | Comparison | PriceList | ResponseTable, to: str, lang: str) -> bytes:
    """The document in the format ``to`` ("docx", "xlsx", "html", "pdf"); the same result gives the same bytes."""
    if isinstance(result, Forecast):
        report = brief(result, lang, to)
        if to == "xlsx":
            return workbook.content(result, report, lang)
    elif isinstance(result, Comparison):
        report = compared(result, lang)
        if to == "xlsx":
            return compared_workbook.content(result, report, lang)
    else:
        report = valued.valued(result, lang)
        if to == "xlsx":
            return valued.content(result, report, lang)
    if to == "pdf":
        return pdf(report, lambda kind: kind_figure(result, kind, lang))
    if to == "html":
        return standalone_html.content(report, lambda kind: pictures.picture(result, kind, lang), lang)
    from sim.report import word

    return word.content(report, lambda kind: pictures.picture(result, kind, lang), lang)


def pdf(report: Report, draw: Callable[[str], ChartFigure]) -> bytes:
    """A4 landscape: paragraphs and tables flow over pages, each picture has its own; text can be searched and copied.

    ``draw``: the picture of a kind. The same report gives the same bytes.
    """
    pages: list[ChartFigure] = []
    for are_pictures, parts in groupby(report.parts, lambda part: isinstance(part, ReportPicture)):
        if are_pictures:
            pages += [draw(part.kind) for part in parts if isinstance(part, ReportPicture)]
        else:
            pages += word_pages([part for part in parts if not isinstance(part, ReportPicture)], report.command)
    return pdf_pages(pages, report.title, report.command)
