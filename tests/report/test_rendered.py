"""Reports as their readers open them: the page in a browser, office files in LibreOffice."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow
Documents = Callable[[str, str, str], bytes]
CHROMIUM = shutil.which("chromium")
OFFICE = shutil.which("soffice")
RESULTS = ("forecast", "comparison")
SCREENS = {"desk": (1366, 768), "phone": (390, 844)}


@pytest.fixture(scope="module")
def browser() -> Any:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (apt-get install chromium)")
    arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with playwright.sync_playwright() as tool:
        opened = tool.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield opened
        opened.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("result", RESULTS)
def test_the_page_asks_for_nothing_fits_and_reads_well(
    result: str, lang: str, screen: str, scheme: str, browser: Any, documents: Documents, tmp_path: Path
) -> None:
    """No request but for the file, no sideways scroll, no finding of axe that is serious or critical."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    path = tmp_path / "page.html"
    path.write_bytes(documents(result, "html", lang))
    width, height = SCREENS[screen]
    # Only the checker's own script needs the policy out of its way.
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, bypass_csp=True)
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    assert [url for url in asked if not url.startswith("data:")] == [path.as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = axe.Axe().run(page).response["violations"]
    assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
    context.close()


@pytest.mark.parametrize("result", RESULTS)
def test_the_page_prints_on_a4_without_a_cut(result: str, browser: Any, documents: Documents, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(documents(result, "html", "en"))
    page = browser.new_page()
    page.goto(path.as_uri())
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 688, "height": 1000})  # 182 mm between the margins
    assert page.evaluate("document.documentElement.scrollWidth") <= 688
    printed = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert {(round(float(across)), round(float(down))) for across, down in boxes} == {(595, 842)}
    page.close()


@pytest.mark.skipif(OFFICE is None, reason="no LibreOffice on this machine (apt-get install libreoffice)")
@pytest.mark.parametrize("to", ["docx", "xlsx"])
@pytest.mark.parametrize("result", RESULTS)
def test_libreoffice_opens_it(result: str, to: str, documents: Documents, tmp_path: Path) -> None:
    path = tmp_path / f"brief.{to}"
    path.write_bytes(documents(result, to, "zh"))
    command = [str(OFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    done = subprocess.run(
        [*command, "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)],
        capture_output=True, text=True, timeout=180, check=True,
    )  # fmt: skip
    assert "error" not in done.stderr.lower()
    pages = len(re.findall(rb"/Type\s*/Page\b", (tmp_path / "brief.pdf").read_bytes()))
    assert 3 <= pages <= 6
