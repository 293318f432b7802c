"""Reports of a forecast for planners: a Word brief, a workbook, a page that stands alone, and a PDF.

from sim.report import report
report("results/forecast-reference-1000-1", "docx", lang="zh")
"""

from sim.report.write import FORMATS, report

__all__ = ["FORMATS", "report"]
