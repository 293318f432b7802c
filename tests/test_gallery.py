"""The gallery of ``results/README.md``: its list and captions fit the pictures that are there, and all are small."""

from __future__ import annotations

import io
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from description.gallery import (
    PLACE,
    README,
    REFERENCE,
    SECTIONS,
    GalleryPicture,
    captions,
    gallery,
    pictures,
    stale_gallery,
)
from description.gallery_runs import LARGEST, LARGEST_ALL, MAKERS, WIDTH, small, write_gallery
from sim.charts.kinds import RESULTS
from sim.charts.palette import BASELINE, SCENARIO
from sim.language import LANGUAGES


def test_the_gallery_in_the_readme_is_the_one_that_the_command_makes() -> None:
    assert stale_gallery() is None, "run: python .ci/description"
    wanted = {one.file(lang) for one in pictures() for lang in one.languages}
    assert {path.name for path in PLACE.iterdir()} == wanted, "run: python .ci/description gallery"


def test_every_picture_is_small_shown_and_captioned_in_both_languages() -> None:
    shown = README.read_text(encoding="utf-8")
    sizes = [path.stat().st_size for path in PLACE.iterdir()]
    assert max(sizes) <= LARGEST
    assert sum(sizes) <= LARGEST_ALL
    for one in pictures():
        for lang in LANGUAGES:
            assert captions()[one.name][lang] in shown
        assert one.command in shown
        for lang in one.languages:
            assert f"reference/gallery/{one.file(lang)}" in shown
            with Image.open(PLACE / one.file(lang)) as image:
                assert image.width == WIDTH
                if one.result:
                    assert {"Scenario", "Model", "Parameter set", "Runs", "Seed"} <= set(image.text)


def test_every_caption_is_used_and_in_its_own_language() -> None:
    assert set(captions()) == {*SECTIONS, *(one.name for one in pictures())}
    for name, words in captions().items():
        assert set(words) == set(LANGUAGES)
        assert not re.search(r"[\u3400-\u9fff]", words["en"]), name
        assert not re.search(r"[\u3400-\u9fff][,;:?!]|[,;:?!][\u3400-\u9fff]", words["zh"]), name


def test_what_is_named_exists() -> None:
    kinds = {kind for every in RESULTS.values() for kind in every}
    for one in pictures():
        assert bool(one.files) != bool(one.result)
        assert all((REFERENCE / file).is_file() for file in one.files.values())
        assert not one.result or (one.result in MAKERS and one.kind in kinds)
    assert len({one.name for one in pictures()}) == len(pictures())
    assert gallery().count("<img ") == sum(len(one.languages) for one in pictures())


def test_a_stale_gallery_is_told_and_the_rest_stays(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text("before\n<!-- made: gallery -->\nold\n<!-- end -->\nafter\n", encoding="utf-8")
    fresh = stale_gallery(path)
    assert fresh is not None
    assert fresh.startswith("before\n")
    assert fresh.endswith("after\n")
    path.write_text(fresh, encoding="utf-8")
    assert stale_gallery(path) is None


def test_a_small_picture_keeps_its_colours_and_its_words() -> None:
    big = Image.new("RGB", (2 * WIDTH, 200), "white")
    big.paste(BASELINE, (0, 0, 200, 200))
    big.paste(SCENARIO, (300, 0, 500, 200))
    big.info["Description"] = "二次抽样"
    content = small(big)
    assert small(big) == content
    with Image.open(io.BytesIO(content)) as made:
        assert made.size == (WIDTH, 100)
        assert made.text["Description"] == "二次抽样"
        pixels = np.asarray(made.convert("RGB"))
    assert "#" + "".join(f"{part:02x}" for part in pixels[50, 50]) == BASELINE
    assert "#" + "".join(f"{part:02x}" for part in pixels[50, 200]) == SCENARIO


def test_the_command_writes_what_is_listed_and_takes_away_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = SECTIONS["record"][0]
    assert isinstance(one, GalleryPicture)
    monkeypatch.setattr("description.gallery_runs.pictures", lambda: (one,))
    (tmp_path / "old-en.png").write_bytes(b"")
    written: list[Path] = []
    write_gallery(written.append, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backtest-en.png", "backtest-zh.png"]
    assert len(written) == 2
    monkeypatch.setattr("description.gallery_runs.LARGEST", 1000)
    with pytest.raises(ValueError, match="backtest"):
        write_gallery(written.append, tmp_path)
