"""The plan's text by its own numbering: ``三（一）2`` is the clause numbered 2 under （一） of section 三."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sim.shipped import data_path

_HEADING = re.compile(r"### ([一二三四])、(.+)|#### (（[一二三四五]）)(.+?)。?|(\d+)\. ([^。]+)。(.+)")
_PROMISE = re.compile(r"\d|若干|一批|基本完善")


@dataclass
class Passage:
    """A numbered part: its heading, the paragraphs under it, and all of it as it is written."""

    title: str = ""
    body: str = ""
    whole: str = ""
    numbered: bool = False

    @property
    def sentences(self) -> list[str]:
        """Sentences of a numbered clause; none of an introduction."""
        return [part for part in self.body.split("。") if part] if self.numbered else []

    @property
    def promises(self) -> list[str]:
        """What the goals promise for the end of 2026: an amount, or a state, between two commas."""
        from_first = self.body[self.body.index("到2026年底") :].replace("。", "，").split("，")
        return [part for part in from_first if _PROMISE.search(part.replace("到2026年底", ""))]


def plan_text() -> dict[str, Passage]:
    """Number -> passage in the order of the text; ``""`` stands before section 一, ``end`` is the last paragraph."""
    file = (data_path("calibration/evidence") / "plan_text.md").read_text(encoding="utf-8")
    found = {"": Passage()}
    part = place = ""
    for line in filter(None, file.partition("\n---\n")[2].splitlines()):
        heading = _HEADING.fullmatch(line)
        title, body = "", line
        if heading and heading[1]:
            part = place = heading[1]
            title, body = heading[2], ""
        elif heading and heading[3]:
            place = part[0] + heading[3]
            part = place
            title, body = heading[4], ""
        elif heading:
            place = part + heading[5]
            title, body = heading[6], heading[7]
        elif line.startswith("本行动计划自"):
            place = "end"
        passage = found.setdefault(place, Passage(title))
        passage.body += body
        passage.whole += line.strip("# ") + "\n"
        passage.numbered = place in ("一", "二（二）", "四") or place[-1:].isdigit()
    return found
