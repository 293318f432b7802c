"""Columns and admitted words of the evidence tables. Their legend stands in ``calibration/evidence/README.md``."""

from dataclasses import dataclass
from datetime import date

# The day the plan came into force. What was printed later is marked and never an outcome of the plan's own time.
ORIGIN = date(2025, 1, 31)

ROLES: dict[str, str] = {
    "observation": "a realised figure of the period named in the row",
    "outcome": "what an earlier plan reached",
    "rule": "a statutory condition or procedure",
    "instrument": "an amount, cap or rate that an instrument pays",
    "budget": "money set aside",
    "target": "an aim, not a result",
    "study": "an effect or rate published elsewhere",
    "judgement": "judged when the evidence was collected",
}
REALISED = ("observation", "outcome")

BASES: dict[str, str] = {
    "title-date": "day in the source's title",
    "title-month": "last day of the month in the source's title",
    "title-year": "last day of the year in the source's title",
    "url-date": "day in the source's address",
    "url-month": "last day of the month in the source's address",
    "url-year": "last day of the year in the source's address",
    "note-date": "day in the row's note",
    "other-row-date": "day stated for the same page in another row",
    "source-date": "day or month named in the source",
    "source-year": "last day of the study's year of publication",
    "document-date": "day on which the document was issued",
    "document-year": "last day of the year in which the document was issued or holds",
    "issue-date": "end of the month or year in which the plan was issued",
    "annual-figure-rule": "a figure of year Y: 30 June of Y + 1",
    "part-year-rule": "a figure of part of a year: the end of the third month after it",
    "judged-when-collected": "the day on which the evidence was collected",
    "undated-collected": "no date shown: the day on which the evidence was collected",
}

CONFIDENCE = ("high", "medium", "low")

_COMMON = ("role", "available_from", "available_from_basis", "late")


@dataclass(frozen=True)
class EvidenceTable:
    """One file: the prefix of its ids and its columns.

    ``value``, ``period`` and ``text`` name the columns of the main figure, of its period ("" for none) and of its
    meaning; of the ``source`` columns at least one must be filled; ``numbers`` are the columns that hold numbers.
    """

    file: str
    prefix: str
    columns: tuple[str, ...]
    value: str
    period: str
    text: str
    source: tuple[str, ...]
    numbers: tuple[str, ...]

    @property
    def required(self) -> tuple[str, ...]:
        """Every column that the file must have."""
        return ("id", *self.columns, *_COMMON)


def _table(
    file: str, prefix: str, columns: str, *, value: str, period: str = "", text: str, source: str, numbers: str = ""
) -> EvidenceTable:
    return EvidenceTable(
        file, prefix, tuple(columns.split()), value, period, text, tuple(source.split()), (value, *numbers.split())
    )


_ALL = (
    _table("series.csv", "series",
           "series region field year value unit definition source_title source_url confidence note",
           value="value", period="year", text="definition", source="source_title"),
    _table("priors.csv", "priors",
           "parameter meaning unit central low high distribution knowledge placeholder period"
           " source source_url source_checked note",
           value="central", period="period", text="meaning", source="source", numbers="low high"),
    _table("policy_amounts.csv", "policy",
           "instrument level action_no amount unit per year source_title source_url confidence note",
           value="amount", period="year", text="instrument", source="source_title"),
    _table("past_plans.csv", "plans",
           "plan place issued deadline metric kind target unit wording outcome outcome_date ratio met withheld"
           " target_url outcome_url confidence note",
           value="target", period="outcome_date", text="metric", source="target_url outcome_url",
           numbers="outcome ratio"),
    _table("rules.csv", "rules",
           "key value unit meaning status section source_url confidence note",
           value="value", text="meaning", source="source_url"),
    _table("outside_view.csv", "outside",
           "target class probability unit ratio_median ratio_low ratio_high public_count_probability"
           " source confidence note",
           value="probability", text="class", source="source",
           numbers="ratio_median ratio_low ratio_high public_count_probability"),
)  # fmt: skip
TABLES: dict[str, EvidenceTable] = {table.prefix: table for table in _ALL}

WITHHELD_FILE = "withheld.csv"
WITHHELD_COLUMNS = ("id", "table", "reason", "source_url")
