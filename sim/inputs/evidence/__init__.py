"""Published figures, rules and studies that the model rests on, each with a source and the day it could be known."""

from sim.inputs.evidence.csv_file import read_csv
from sim.inputs.evidence.load import Evidence, load_evidence
from sim.inputs.evidence.row import EvidenceRow, period_end
from sim.inputs.evidence.schema import ORIGIN

__all__ = ["ORIGIN", "Evidence", "EvidenceRow", "load_evidence", "period_end", "read_csv"]
