"""What the tests in a real browser share: where Chromium stands, and the moves that all of them make."""

from __future__ import annotations

import os
import re
import shutil
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
NO_CHROMIUM = "no Chromium on this machine (apt-get install chromium)"
#: Nothing but pages: no look-ups, updates, graphics or first steps that cost a start its seconds.
ARGUMENTS = [
    *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
LOCALE = "zh-CN"  # of a browser that nobody asked for anything else
SIZES = {"desk": (1366, 768), "phone": (390, 844)}


def finished(page: Any) -> None:
    """Wait until all runs of what is on the screen are made."""
    page.wait_for_selector("#keep:not([disabled])", timeout=20_000)


def type_in(page: Any, action: str, amount: str) -> None:
    """Type an amount into an action's box and commit it."""
    page.fill(f"#box-{action}", amount)
    page.press(f"#box-{action}", "Enter")


def numbers_in(text: str) -> list[float]:
    """The numbers of a text with their signs, a minus of the page's kind included."""
    return [float(one.replace("−", "-").replace(",", "")) for one in re.findall(r"[−+-]?\d[\d,]*(?:\.\d+)?", text)]
