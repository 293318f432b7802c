"""Pictures of the gallery: small runs of the model drawn anew, and small copies of reference pictures."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from description.gallery import PLACE, REFERENCE, VINTAGE, GalleryPicture, pictures
from sim.charts.kinds import kind_figure
from sim.charts.palette import (
    BASELINE,
    INK,
    MUTED,
    PAPER,
    PRIOR,
    PRIOR_HALF,
    PRIOR_PALE,
    PROGRAMMES,
    RULE,
    SCENARIO,
    SCENARIO_BAR,
    SCENARIO_HALF,
    SCENARIO_PALE,
)
from sim.results.files import write_whole

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTH = 960  # pixels across
LARGEST, LARGEST_ALL = 120_000, 2_000_000  # bytes of a picture, and of all
_SHADES = 16  # between the palest and the darkest blue of a scale
_DPI = 144  # drawn at more than the width asked for: shrinking is softer than hinting
_STEPS = (0.0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9)  # of a colour towards the paper: edges of text and marks


def _forecast() -> Any:
    import sim

    return sim.forecast("reference", runs=400, seed=1)


def _search() -> Any:
    import sim

    return sim.search("reference", "attainment", 10000, 1)


def _discovery() -> Any:
    import sim

    return sim.discover("reference", target="high-tech-firms", runs=2000, seed=1)


def _sweep() -> Any:
    from sim.analyses.sweep.run import sweep

    return sweep("tiny", Path(tempfile.mkdtemp(prefix="gallery-")) / "tiny", executor="threads", workers=1)


def _vintage() -> Any:
    from sim.analyses.vintage.read import read_vintage

    return read_vintage(VINTAGE)


#: Name of a result in ``description.gallery`` -> the run that makes it.
MAKERS: Mapping[str, Callable[[], Any]] = {
    "forecast": cache(_forecast),
    "search": cache(_search),
    "discovery": cache(_discovery),
    "sweep": cache(_sweep),
    "vintage": cache(_vintage),
}


def write_gallery(report: Callable[[Path], None], folder: Path = PLACE) -> None:
    """Write every picture into ``folder`` and remove what no longer belongs there; ``report(path)`` after each.

    Takes some minutes. Raises ValueError for a picture, or a gallery, that is too large for the repository.
    """
    kept, total = set(), 0
    for picture in pictures():
        for lang in picture.languages:
            content = small(_image(picture, lang))
            total += len(content)
            if len(content) > LARGEST or total > LARGEST_ALL:
                raise ValueError(f"{picture.file(lang)}: {len(content):,} bytes, {total:,} with those before it")
            path = folder / picture.file(lang)
            write_whole(path, content)
            kept.add(path)
            report(path)
    for path in sorted(folder.glob("*.png")):
        if path not in kept:
            path.unlink()


def _image(picture: GalleryPicture, lang: str) -> Image:
    from PIL import Image

    if picture.files:
        return Image.open(REFERENCE / picture.files[lang])
    figure = kind_figure(MAKERS[picture.result](), picture.kind, lang, **picture.options)
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=_DPI)
    return Image.open(buffer)


@cache
def _palette() -> Image:
    """The charts' own colours and their steps to the paper: a palette made from the pixels would lose the rare ones."""
    from PIL import Image

    strong = {INK, MUTED, SCENARIO, BASELINE, PRIOR, *PROGRAMMES}
    pale = {PAPER, RULE, SCENARIO_HALF, SCENARIO_PALE, SCENARIO_BAR, PRIOR_HALF, PRIOR_PALE}
    colours = [_mixed(colour, step) for colour in sorted(strong) for step in _STEPS]
    colours += [_mixed(colour, 0.0) for colour in sorted(pale)]
    colours += [_between(SCENARIO_PALE, SCENARIO, k / _SHADES) for k in range(_SHADES)]
    image = Image.new("P", (1, 1))
    image.putpalette([part for colour in (colours + [colours[0]] * 256)[:256] for part in colour])
    return image


def _mixed(colour: str, paper: float) -> tuple[int, ...]:
    return _between(colour, PAPER, paper)


def _between(first: str, last: str, share: float) -> tuple[int, ...]:
    ends = ([int(colour[i : i + 2], 16) for i in (1, 3, 5)] for colour in (first, last))
    return tuple(round(a + share * (b - a)) for a, b in zip(*ends, strict=True))


def small(picture: Image) -> bytes:
    """A PNG of ``WIDTH`` pixels with few colours; what the picture says of itself stays with it."""
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    words = PngInfo()
    for name, value in picture.info.items():
        if isinstance(name, str) and isinstance(value, str):
            words.add_itxt(name, value)
    height = round(picture.height * WIDTH / picture.width)
    shrunk = picture.convert("RGB").resize((WIDTH, height), Image.Resampling.LANCZOS)
    plain = shrunk.quantize(palette=_palette(), dither=Image.Dither.NONE)
    buffer = io.BytesIO()
    plain.save(buffer, format="png", optimize=True, pnginfo=words)
    return buffer.getvalue()
