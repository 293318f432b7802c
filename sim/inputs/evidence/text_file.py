"""Text as Chinese desktops save it: UTF-8, or what Notepad calls ANSI (GBK) and Unicode (UTF-16)."""

import codecs
import re

from sim.errors import InputError, Text

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# GB 18030 gives nearly every sequence of bytes some meaning; text of ours holds Chinese, its punctuation and symbols.
_CHINESE = re.compile(
    r"[\t\r\n\x20-\x7e§°±·×÷\u0391-\u03c9\u2010-\u22ff\u2460-\u25ff\u3000-\u33ff\u4e00-\u9fff\uff01-\uffe5]*"
)


def utf8_text(data: bytes, file: object = None) -> str:
    """The text of UTF-8 bytes; a byte-order mark is allowed.

    Raises InputError for other bytes: what they seem to be, and how they are saved as UTF-8.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        foreign = _foreign_text(data)
        problem: str
        if foreign is None:
            problem = Text("not UTF-8 text at byte {place:d}", place=fault.start)
        elif data.startswith(_UTF_16):
            problem = "not UTF-8 text but UTF-16"
        else:
            problem = "not UTF-8 text but GBK, which Notepad calls ANSI"
        remedy = Text("UTF-8: in Notepad save as with the encoding UTF-8, in Excel as CSV UTF-8")
        raise InputError(problem, file=file, allowed=remedy) from None


def desktop_text(data: bytes, file: object = None) -> str:
    """The text of bytes in UTF-8, in GBK (GB 18030), or in UTF-16 with its byte-order mark.

    For tables whose every cell is checked afterwards: names shown as they stand are read by ``utf8_text``, for GBK is
    a guess. Raises InputError for bytes that are none of them.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        foreign = _foreign_text(data)
    return utf8_text(data, file) if foreign is None else foreign


def _foreign_text(data: bytes) -> str | None:
    """The text of bytes that are no UTF-8, None where they are no text that somebody here would have written."""
    encoding = "utf-16" if data.startswith(_UTF_16) else "gb18030"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return text if _CHINESE.fullmatch(text) else None
