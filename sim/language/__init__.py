"""The wording of the program in Chinese and English: one catalogue a language, the same keys in both."""

from sim.language.catalogue import FALLBACK, LANGUAGES, language, text, texts

__all__ = ["FALLBACK", "LANGUAGES", "language", "text", "texts"]
