"""The page for the READMEs: ``python tests/benchmarks/page_pictures.py`` writes results/reference/page-*.png.

Two hundred million CNY are borrowed from all other actions for scenarios, and lenient counting is assumed.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from pathlib import Path

from page_looks import DESK, FINISHED, Served
from PIL import Image
from playwright.sync_api import Page, sync_playwright

REFERENCE = Path(__file__).resolve().parents[2] / "results" / "reference"
COMMAND = (sys.executable, "-m", "sim", "page", "--port", "0", "--no-browser")
MORE = 200.0  # million CNY


def kept(page: Page, lang: str) -> None:
    """What is on the screen, in as many colours as it needs."""
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(128)
    picture.save(REFERENCE / f"page-{lang}.png", optimize=True)


if __name__ == "__main__":
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with Served(COMMAND) as served, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        page = browser.new_page(viewport=DESK, locale="zh-CN")
        page.set_default_timeout(120_000)
        page.goto(served.url)
        page.wait_for_selector(FINISHED)
        amount = float(page.input_value("#box-scenarios")) + MORE / 100
        page.fill("#box-scenarios", f"{amount:.2f}")
        page.press("#box-scenarios", "Enter")
        page.click("#borrow-expenditure")
        page.click("#tab-assumptions")
        page.select_option("#switch-leniency", "true")
        page.click("#tab-money")
        page.click("#target-high-tech-firms")
        page.wait_for_selector(FINISHED)
        page.mouse.move(0, 0)
        kept(page, "zh")
        page.click("#language")
        page.mouse.move(0, 0)
        kept(page, "en")
        browser.close()
