"""One style for every picture. Importing this module does not import matplotlib."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sim.charts.palette import INK, MUTED, PAPER, RULE

FONT_FILE = Path(__file__).with_name("fonts") / "XiandaoSans-Regular.ttf"
FAMILY = "Xiandao Sans"
# Only for characters outside GB 2312, such as a rare character in the name of a user's own scenario.
FALLBACKS = ("DejaVu Sans", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "SimHei")

# Text sizes in points; a figure is 13.66 inches wide, so at 100 dpi a point is 1.4 pixels.
TITLE, HEADING, BODY, SMALL = 15.0, 11.5, 10.0, 8.5
WIDTH = 13.66  # inches: 1366 pixels at 100 dpi
MARGIN = 0.35  # inches, left and right

# matplotlib's settings are global and not thread-safe; two pictures at a time would read each other's.
_LOCK = threading.RLock()


@cache
def families() -> tuple[str, ...]:
    """The families to draw with: the shipped font, registered on first use, then those fallbacks that are installed."""
    from matplotlib.font_manager import fontManager

    fontManager.addfont(FONT_FILE)
    installed = set(fontManager.get_font_names())
    return (FAMILY, *(name for name in FALLBACKS if name in installed))


@contextmanager
def applied() -> Iterator[None]:
    """matplotlib's settings as the charts want them, put back afterwards; nothing the user had set leaks in."""
    import matplotlib as mpl

    with _LOCK, mpl.rc_context(mpl.rcParamsDefault):
        mpl.rcParams.update(_settings())
        yield


def _settings() -> dict[Any, Any]:
    return {
        "font.family": list(families()),
        "font.size": BODY,
        "text.color": INK,
        "text.parse_math": False,  # a $ in a user's scenario name is a $
        "axes.unicode_minus": False,
        "axes.edgecolor": RULE,
        "axes.labelcolor": MUTED,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.titlesize": HEADING,
        "xtick.color": MUTED,
        "ytick.color": MUTED,
        "xtick.labelsize": SMALL,
        "ytick.labelsize": SMALL,
        "xtick.major.size": 0.0,
        "ytick.major.size": 0.0,
        "legend.frameon": False,
        "legend.fontsize": SMALL,
        "figure.facecolor": PAPER,
        "figure.dpi": 100.0,
        "savefig.dpi": 300.0,
        "pdf.fonttype": 42,  # TrueType: text stays text, and prints anywhere
        "svg.fonttype": "path",  # the reader may have no Chinese font
        "svg.hashsalt": "xiandao",  # the same picture, the same bytes
    }
