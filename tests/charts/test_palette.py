"""Colours: apart in grey, apart for the colour-blind, and text dark enough to read."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from sim.charts import palette
from tests.charts.greys import lightness

# Machado, Oliveira, Fernandes 2009, severity 1: linear RGB as seen without one kind of cone.
BLINDNESS = {
    "none": np.eye(3),
    "protanopia": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                            [-0.003882, -0.048116, 1.051998]]),
    "deuteranopia": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                              [-0.011820, 0.042940, 0.968881]]),
    "tritanopia": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
                            [0.004733, 0.691367, 0.303900]]),
}  # fmt: skip
XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def lab(colour: str, kind: str) -> np.ndarray:
    channels = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    x, y, z = XYZ @ np.clip(BLINDNESS[kind] @ linear, 0, 1) / np.array([0.9505, 1.0, 1.089])
    f = [t ** (1 / 3) if t > 216 / 24389 else (903.3 * t + 16) / 116 for t in (x, y, z)]
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_programmes_step_in_grey() -> None:
    levels = sorted(lightness(colour) for colour in palette.PROGRAMMES)
    assert min(b - a for a, b in itertools.pairwise(levels)) > 10
    assert len(set(palette.PROGRAMMES)) == 5


@pytest.mark.parametrize("kind", BLINDNESS)
def test_colours_are_apart_for_every_reader(kind: str) -> None:
    for group in (palette.PROGRAMMES, (palette.SCENARIO, palette.BASELINE)):
        for one, other in itertools.combinations(group, 2):
            assert np.linalg.norm(lab(one, kind) - lab(other, kind)) > 20, (one, other)


def test_bands_step_in_grey_from_the_paper_to_the_median() -> None:
    bands = (palette.PAPER, palette.SCENARIO_PALE, palette.SCENARIO_HALF, palette.SCENARIO)
    levels = [lightness(colour) for colour in bands]
    assert min(a - b for a, b in itertools.pairwise(levels)) > 10


@pytest.mark.parametrize("mark", [palette.SCENARIO, palette.BASELINE, palette.INK])
@pytest.mark.parametrize("ground", [palette.SCENARIO_BAR, palette.SCENARIO_PALE, palette.PAPER])
def test_marks_stand_out_in_grey(mark: str, ground: str) -> None:
    assert lightness(ground) - lightness(mark) > 25


@pytest.mark.parametrize("colour", [palette.INK, palette.MUTED])
def test_text_has_contrast(colour: str) -> None:
    assert palette.contrast(colour, palette.PAPER) > 4.5


def test_lightness_runs_from_black_to_white() -> None:
    assert lightness("#000000") == 0
    assert lightness("#ffffff") == pytest.approx(100, abs=0.01)
    assert palette.contrast("#000000", "#ffffff") == pytest.approx(21)
