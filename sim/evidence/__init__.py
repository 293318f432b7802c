"""Published figures, rules and studies that the model rests on, each with a source and the day it could be known."""

from sim.evidence.csv_file import read_csv
from sim.evidence.load import Evidence, load_evidence
from sim.evidence.periods import period_end
from sim.evidence.row import EvidenceRow
from sim.evidence.schema import ORIGIN

__all__ = ["ORIGIN", "Evidence", "EvidenceRow", "load_evidence", "period_end", "read_csv"]
