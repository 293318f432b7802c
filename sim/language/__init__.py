"""The wording of the program in Chinese and English: one catalogue a language, the same keys in both."""

from sim.language.catalogue import LANGUAGES, language, text, texts

__all__ = ["LANGUAGES", "language", "text", "texts"]
