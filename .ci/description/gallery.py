"""The gallery of ``results/README.md``: its pictures, their order and captions."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from description.blocks import rewrite
from description.layout import PACKAGE
from sim.language import LANGUAGES

RESULTS = PACKAGE.parent / "results"
REFERENCE = RESULTS / "reference"
PLACE = REFERENCE / "gallery"
README = RESULTS / "README.md"
MARK = "gallery"


@dataclass(frozen=True)
class GalleryPicture:
    """One picture of the gallery, called ``name`` in files and in captions.toml.

    Either ``files``: language -> a picture below ``results/reference`` that is made small; or ``result`` (see
    ``description.gallery_runs``) with the ``kind`` and ``options`` to draw it anew. ``command`` repeats it.
    """

    name: str
    command: str
    files: Mapping[str, str] = field(default_factory=dict)
    result: str = ""
    kind: str = ""
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages that it is there in."""
        return tuple(lang for lang in LANGUAGES if not self.files or lang in self.files)

    def file(self, lang: str) -> str:
        """Its file name in the gallery."""
        return f"{self.name}-{lang}.png"


def _copied(name: str, command: str, en: str, zh: str | None = None) -> GalleryPicture:
    return GalleryPicture(name, command, {"en": en} if zh is None else {"zh": zh, "en": en})


def _drawn(name: str, command: str, result: str, kind: str, **options: str) -> GalleryPicture:
    said = " ".join(["xiandao chart RESULT", kind, *(f"--{option} {value}" for option, value in options.items())])
    return GalleryPicture(name, f"{command}; {said}", {}, result, kind, options)


FORECAST = "xiandao forecast reference --runs 400 --seed 1"
SEARCH = "xiandao search reference --objective attainment --simulations 10000 --seed 1"
DISCOVER = "xiandao discover reference --target high-tech-firms --runs 2000 --seed 1"
SWEEP = "xiandao sweep tiny"
VINTAGE = "2026-11-reference-cfe8784d"

#: Heading (a name in captions.toml) -> its pictures.
SECTIONS: Mapping[str, tuple[GalleryPicture, ...]] = {
    "forecast": (
        _copied("sheet", "xiandao forecast --runs 1000 --seed 1", "forecast-en.png", "forecast-zh.png"),
        _drawn("fan", FORECAST, "forecast", "fan", target="high-tech-firms"),
        _drawn("quantiles", FORECAST, "forecast", "quantiles", target="zone-districts"),
        _drawn("drivers", FORECAST, "forecast", "drivers", target="high-tech-firms"),
        _drawn("fields", FORECAST, "forecast", "fields"),
        _drawn("districts", FORECAST, "forecast", "districts"),
    ),
    "decisions": (
        _copied("compare", "xiandao compare reference --move pilot-zones:scenarios:200",
                "decisions/comparison-en.png", "decisions/comparison-zh.png"),
        _copied("value", "xiandao value", "decisions/value-en.png"),
        _drawn("money", SEARCH, "search", "money"),
        _drawn("ternary", SEARCH, "search", "ternary"),
        _drawn("parallel", SEARCH, "search", "parallel"),
        _copied("tornado", "xiandao sensitivity", "decisions/tornado-tech-centres-en.png"),
        _drawn("boxes", DISCOVER, "discovery", "boxes", target="high-tech-firms"),
        _drawn("heat", SWEEP, "sweep", "heat"),
    ),
    "record": (
        _copied("backtest", "xiandao backtest", "backtest/backtest.png", "backtest/zh/backtest.png"),
        _copied("series", "xiandao backtest", "backtest/backtest-high-tech-stock.png",
                "backtest/zh/backtest-high-tech-stock.png"),
        GalleryPicture("promise", f"xiandao chart results/reference/vintages/{VINTAGE} promise",
                       result="vintage", kind="promise"),
    ),
}  # fmt: skip


@cache
def captions() -> Mapping[str, Mapping[str, str]]:
    """Words of each heading and picture by name, then by language."""
    return tomllib.loads(Path(__file__).with_name("captions.toml").read_text(encoding="utf-8"))


def pictures() -> tuple[GalleryPicture, ...]:
    """All of them, in order."""
    return tuple(picture for section in SECTIONS.values() for picture in section)


def gallery() -> str:
    """The made block of ``results/README.md``: a table a picture, with its caption in both languages."""
    parts = [f"Small copies, made by `python .ci/description {MARK}`; the metadata of each says what it is made of."]
    for heading, section in SECTIONS.items():
        parts.append("## " + " · ".join(captions()[heading][lang] for lang in ("en", "zh")))
        parts += [_shown(picture) for picture in section]
    return "\n\n".join(parts)


def _shown(picture: GalleryPicture) -> str:
    words, folder = "<br>".join(captions()[picture.name][lang] for lang in ("en", "zh")), "reference/gallery"
    images = [
        f'<a href="{folder}/{picture.file(lang)}"><img src="{folder}/{picture.file(lang)}" width="49%" '
        f'alt="{captions()[picture.name][lang]}"></a>'
        for lang in ("en", "zh")
        if lang in picture.languages
    ]
    return f"{words}<br>`{picture.command}`\n\n" + "\n".join(images)


def stale_gallery(readme: Path = README) -> str | None:
    """The text of ``readme`` as it should be where its gallery is out of date; None where it fits."""
    text_now = readme.read_text(encoding="utf-8")
    fresh = rewrite(text_now, {MARK: gallery})
    return None if fresh == text_now else fresh
