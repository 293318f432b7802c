"""Strict value types and the frozen base class of the records of plan, scenario and sweep files."""

from __future__ import annotations

import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Key

from sim.display import Displayed

LARGEST = 1e12  # of any number; million CNY, it is more money than there is
LARGEST_COUNT = 1e7  # of things that a city counts
NAME = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
MONTH = r"^(19|20)\d\d-(0[1-9]|1[0-2])$"
PRINTABLE = r"^[^\p{Cc}\p{Zl}\p{Zp}\x{FFFE}\x{FFFF}]*$"  # a terminal obeys the others, a document cannot hold them

# Strict throughout: a quoted number, a 1 for true or a date in quotes is a fault of the file, not ours to mend.
Real = Annotated[float, Key(strict=True, allow_inf_nan=False, ge=-LARGEST, le=LARGEST)]
Positive = Annotated[float, Key(strict=True, allow_inf_nan=False, gt=0, le=LARGEST)]
Count = Annotated[float, Key(strict=True, allow_inf_nan=False, gt=0, le=LARGEST_COUNT)]
Amount = Annotated[float, Key(strict=True, allow_inf_nan=False, ge=0, le=LARGEST)]
Share = Annotated[float, Key(strict=True, allow_inf_nan=False, ge=0, le=1)]
Flag = Annotated[bool, Key(strict=True)]
Day = Annotated[datetime.date, Key(strict=True)]
CalendarMonth = Annotated[str, Key(strict=True, pattern=MONTH)]
Text = Annotated[str, Key(strict=True, min_length=1, max_length=2000, pattern=PRINTABLE)]
OptionalText = Annotated[str, Key(strict=True, max_length=2000, pattern=PRINTABLE)]
Identifier = Annotated[str, Key(strict=True, pattern=NAME, max_length=60)]


class FileRecord(Displayed, BaseModel):
    """A frozen table of a document; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Bilingual(FileRecord):
    """A wording in Chinese and English; ``wording["zh"]`` reads it by language."""

    zh: Text
    en: Text

    def __getitem__(self, lang: str) -> str:
        if lang not in type(self).model_fields:
            raise KeyError(lang)
        return str(getattr(self, lang))
