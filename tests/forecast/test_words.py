"""Words stand on the rounded number shown, confidence on the evidence."""

import pytest

from sim.analyses.forecast.words import (
    CONFIDENCES,
    LIKELIHOODS,
    confidence,
    confidence_key,
    likelihood,
    word_key,
)
from sim.language import LANGUAGES, text
from sim.language.numbers import percent_shown, shown


@pytest.mark.parametrize(
    ("probability", "number", "word"),
    [
        (0.0005, "<1", "very unlikely"),
        (0.0949, "9", "very unlikely"),
        (0.095, "10", "unlikely"),
        (0.334, "33", "unlikely"),
        (0.335, "34", "about as likely as not"),
        (0.654, "65", "about as likely as not"),
        (0.655, "66", "likely"),
        (0.894, "89", "likely"),
        (0.895, "90", "very likely"),
        (0.9999, ">99", "very likely"),
    ],
)
def test_the_word_belongs_to_the_number_shown(probability, number, word):
    assert shown(probability) == number
    assert likelihood(probability) == word


def test_every_whole_per_cent_has_the_word_of_its_range():
    ranges = {"very unlikely": (0, 9), "unlikely": (10, 33), "about as likely as not": (34, 65), "likely": (66, 89)}
    for percent in range(101):
        word = likelihood(percent / 100)
        low, high = ranges.get(word, (90, 100))
        assert low <= percent_shown(percent / 100) == percent <= high


@pytest.mark.parametrize(
    ("class_", "cap", "placeholders", "judged", "drivers", "level"),
    [
        ("A", None, (), 0, 4, "medium"),
        ("A", "low", (), 0, 4, "low"),
        ("A", None, ("hte_future_share",), 0, 4, "low"),
        ("A", None, (), 2, 4, "low"),
        ("A", None, (), 1, 4, "medium"),
        ("A", None, ("hte_future_share",), 4, 4, "low"),
        ("A", None, (), 0, 0, "low"),
        ("B", "medium", (), 0, 4, "low"),
        ("B", None, ("x",), 4, 4, "very low"),
        ("C", "medium", (), 0, 4, "very low"),
    ],
)
def test_confidence_is_capped_and_lowered(class_, cap, placeholders, judged, drivers, level):
    assert confidence(class_, cap, placeholders, judged, drivers) == level


def test_every_word_and_confidence_is_in_both_catalogues():
    for lang in LANGUAGES:
        assert len({text(word_key(word), lang) for word in LIKELIHOODS}) == len(LIKELIHOODS)
        assert len({text(confidence_key(level), lang) for level in CONFIDENCES}) == len(CONFIDENCES)
    assert [text(word_key(word), "zh") for word in LIKELIHOODS] == [
        "很不可能",
        "不太可能",
        "难分高下",
        "较可能",
        "很可能",
    ]
