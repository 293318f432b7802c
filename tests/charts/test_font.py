"""The shipped font: complete for the repository, renamed as its licence asks, and the file that was committed."""

from __future__ import annotations

import hashlib
import runpy
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from sim.charts.style import FONT_FILE
from sim.inputs.plan import load_plan
from sim.language import LANGUAGES, texts
from sim.model.tables.metrics import METRICS

BUILD = runpy.run_path(str(Path(__file__).parents[2] / ".ci" / "build_font.py"))


@pytest.fixture(scope="module")
def known() -> set[str]:
    return {chr(code) for code in TTFont(FONT_FILE).getBestCmap()}


def test_has_gb_2312_latin_and_the_signs_of_charts(known: set[str]) -> None:
    assert len(BUILD["gb2312"]()) == 7445
    assert BUILD["gb2312"]() - known == set()
    assert set("−±≥≤·–—…×●○→") - known == set()
    assert {chr(code) for code in [*range(0x20, 0x7F), *range(0xA0, 0x100)]} - known == set()


def test_has_every_character_of_the_repository(known: set[str]) -> None:
    wanted = BUILD["repository_characters"]()
    assert set("".join(district.name["zh"] for district in load_plan("hangzhou").districts)) <= wanted
    spoken = set("".join("".join(texts(lang).values()) for lang in LANGUAGES)) - {"\n"}
    spoken |= set("".join(one.words("zh") for one in METRICS))
    assert len(wanted) > 500
    assert (wanted | spoken) - known == set()


def test_bears_its_own_name_and_keeps_the_licence() -> None:
    names = TTFont(FONT_FILE)["name"]
    assert names.getDebugName(1) == "Xiandao Sans"
    assert [names.getDebugName(place) for place in (1, 4, 6) if "Source" in names.getDebugName(place)] == []
    assert "Adobe" in names.getDebugName(0)
    assert "SIL Open Font License" in names.getDebugName(13)
    assert "SIL OPEN FONT LICENSE Version 1.1" in FONT_FILE.with_name("OFL.txt").read_text(encoding="utf-8")


def test_is_the_file_that_was_built() -> None:
    digest = FONT_FILE.with_name(f"{FONT_FILE.name}.sha256").read_text(encoding="utf-8").split()[0]
    assert hashlib.sha256(FONT_FILE.read_bytes()).hexdigest() == digest
