"""Build XiandaoSans-Regular.ttf, the one font the charts need, from Debian's Noto Sans CJK.

    apt-get install fonts-noto-cjk && pip install fonttools
    python .ci/build_font.py            # writes the font into sim/charts/fonts
    python .ci/build_font.py --check    # only says which characters of the repository are missing

The subset holds GB 2312, ASCII, Latin-1, the signs that charts draw, and every character found in the repository's
TOML files. Outlines become TrueType because matplotlib embeds a font in PDF as Type 42, which is TrueType by
definition. Noto's licence asks for another family name; the licence itself stays (OFL.txt).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont, newTable

REPOSITORY = Path(__file__).resolve().parents[1]
SOURCE = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
SOURCE_FAMILY = "Noto Sans CJK SC"
FAMILY = "Xiandao Sans"
TARGET = REPOSITORY / "sim" / "charts" / "fonts" / "XiandaoSans-Regular.ttf"
SIGNS = "−±≥≤≈≠·–—…×÷●○→←↑↓▲▼■□◆◇‘’“”‰′″℃√∞∑€£¥"
# In units of 1000 to the em: a fifth of a pixel for 24-point text at 300 dpi.
CURVE_ERROR = 2.0


def gb2312() -> set[str]:
    """Every character of GB 2312-80 (7,445 characters)."""
    pairs = (bytes((high, low)) for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF))
    return {text for text in (pair.decode("gb2312", errors="ignore") for pair in pairs) if text}


def repository_characters(root: Path = REPOSITORY) -> set[str]:
    """Every printable character in the TOML files under ``root``, hidden and ignored folders left out."""
    found: set[str] = set()
    for folder in ("scenarios", "calibration", "sim"):
        for path in sorted((root / folder).rglob("*.toml")):
            found |= set(path.read_text(encoding="utf-8"))
    return {character for character in found if character.isprintable()}


def wanted_characters() -> set[str]:
    """What the subset must hold."""
    latin = {chr(code) for code in [*range(0x20, 0x7F), *range(0xA0, 0x100)]}
    return latin | gb2312() | set(SIGNS) | repository_characters()


def source_font() -> TTFont:
    """The simplified-Chinese face of the Debian collection."""
    for font in TTCollection(str(SOURCE)).fonts:
        if font["name"].getDebugName(1) == SOURCE_FAMILY:
            return font
    raise SystemExit(f"{SOURCE} holds no face named {SOURCE_FAMILY}")


def cut(font: TTFont, characters: set[str]) -> None:
    """Keep the glyphs of ``characters`` and their kerning, in place."""
    options = subset.Options(
        layout_features=["kern"],
        drop_tables=["BASE", "VORG", "vhea", "vmtx", "GSUB", "DSIG"],
        name_IDs=["*"],
        name_languages=["*"],
        notdef_outline=True,
        hinting=False,
        desubroutinize=True,
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[ord(character) for character in characters])
    subsetter.subset(font)


def to_truetype(font: TTFont) -> None:
    """Replace the cubic CFF outlines by quadratic TrueType ones, in place."""
    order = font.getGlyphOrder()
    outlines = font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        outlines[name].draw(Cu2QuPen(pen, CURVE_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = glyf = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, glyphs
    del font["CFF "]
    for name in order:
        glyphs[name].recalcBounds(glyf)
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(glyphs[name], "xMin", 0))
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for field in ("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements",
                  "maxSizeOfInstructions"):  # fmt: skip
        setattr(maxp, field, 0)
    maxp.maxZones = 1
    maxp.maxComponentElements = maxp.maxComponentDepth = 0
    font["post"].formatType = 3.0
    font.sfntVersion = "\x00\x01\x00\x00"


def rename(font: TTFont) -> None:
    """Give the subset its own family name and keep copyright, trademark and licence lines, in place."""
    table = font["name"]
    version = table.getDebugName(5).split(";")[0].removeprefix("Version ")
    table.names = [record for record in table.names if record.nameID in (0, 5, 7, 9, 10, 13, 14)
                   and record.langID == 0x409]  # fmt: skip
    names = {1: FAMILY, 2: "Regular", 3: f"{version};XiandaoSans-Regular", 4: f"{FAMILY} Regular",
             6: "XiandaoSans-Regular"}  # fmt: skip
    for identifier, text in names.items():
        table.setName(text, identifier, 3, 1, 0x409)
    table.setName(f"Version {version}; subset of {SOURCE_FAMILY}", 5, 3, 1, 0x409)


def main() -> int:
    """Build the font, or report what it lacks; the exit code is 1 when characters are missing."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="build nothing; list missing characters")
    if not parser.parse_args().check:
        font = source_font()
        font.recalcTimestamp = False
        cut(font, wanted_characters())
        to_truetype(font)
        rename(font)
        font.save(TARGET)
        print(f"{TARGET}: {TARGET.stat().st_size / 1e6:.2f} MB, {len(font.getBestCmap())} characters")
    missing = repository_characters() - {chr(code) for code in TTFont(TARGET).getBestCmap()}
    if missing:
        print(f"missing: {' '.join(sorted(missing))}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
