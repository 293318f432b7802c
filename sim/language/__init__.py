"""All wording in Chinese and English: one catalogue a language, the same keys in both."""

from sim.language.catalogue import FALLBACK, LANGUAGES, language, text, texts
from sim.language.terms import band_words, evidence_unit, evidence_words, parameter_meaning, unit_name

__all__ = [
    "FALLBACK",
    "LANGUAGES",
    "band_words",
    "evidence_unit",
    "evidence_words",
    "language",
    "parameter_meaning",
    "text",
    "texts",
    "unit_name",
]
