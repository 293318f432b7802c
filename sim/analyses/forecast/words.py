"""Words beside a probability: likelihood after the IPCC scale, and how much confidence the evidence allows.

Likelihood is read off the rounded number that is shown, so that no reader sees 66 next to a word for 65. Confidence is
a separate scale: capped by the target's class, lowered by what had to be judged. (Mastrandrea et al. 2010, IPCC
guidance note on the consistent treatment of uncertainties.)
"""

from collections.abc import Iterable

from sim.language.numbers import percent_shown

LIKELIHOODS = ("very unlikely", "unlikely", "about as likely as not", "likely", "very likely")
_FROM_PERCENT = (0, 10, 34, 66, 90)

CONFIDENCES = ("very low", "low", "medium")
CLASS_CAP = {"A": "medium", "B": "low", "C": "very low"}


def likelihood(probability: float) -> str:
    """One of ``LIKELIHOODS`` for the number shown."""
    percent = percent_shown(probability)
    return LIKELIHOODS[max(i for i, start in enumerate(_FROM_PERCENT) if percent >= start)]


def confidence(class_: str, cap: str | None, placeholders: Iterable[str], judged: int, drivers: int) -> str:
    """One of ``CONFIDENCES``: the lower of class and plan cap, one step lower where the deciding rates were judged.

    They were where a placeholder row stands behind the target, where ``judged`` of its ``drivers`` parameters rest on
    judgement and that is half of them or more, and where it names no driver at all.
    """
    level = CONFIDENCES.index(CLASS_CAP[class_])
    if cap:
        level = min(level, CONFIDENCES.index(cap))
    level -= any(placeholders) or 2 * judged >= drivers
    return CONFIDENCES[max(level, 0)]


def word_key(likelihood: str) -> str:
    """Catalogue key of a likelihood."""
    return "word." + likelihood.replace(" ", "-")


def confidence_key(confidence: str) -> str:
    """Catalogue key of a confidence."""
    return "confidence." + confidence.replace(" ", "-")
