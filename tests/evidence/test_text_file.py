"""Text that is no UTF-8 is told for what it is, with the way to mend it, and never read as something else."""

from __future__ import annotations

import pytest

from sim.errors import InputError
from sim.inputs.evidence.text_file import desktop_text, utf8_text

CHINESE = 'name = { zh = "参考方案（二）", en = "Reference" }  # 1～2 亿元\r\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf_8_is_read_with_and_without_its_mark(encoding: str) -> None:
    assert utf8_text(CHINESE.encode(encoding)) == desktop_text(CHINESE.encode(encoding)) == CHINESE


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("gbk", "GBK"), ("gb18030", "GBK"), ("utf-16", "UTF-16")],
)
def test_what_a_chinese_desktop_saves_is_named_with_the_remedy(encoding: str, named: str) -> None:
    data = CHINESE.encode(encoding)
    assert desktop_text(data) == CHINESE
    with pytest.raises(InputError, match=f"not UTF-8 text but {named}") as caught:
        utf8_text(data, "mine.toml")
    assert caught.value.file == "mine.toml"
    assert "encoding UTF-8" in str(caught.value)


@pytest.mark.parametrize(
    "data",
    [b"\x80", b"\xff\xfe\x00", "caf\u00e9, th\u00e9".encode("latin-1"), bytes(range(256)), b"\x89PNG\r\n\x1a\n\x00\x00",
     "参考".encode()[:-1], CHINESE.encode("gbk")[:-5] + b"\x00", b"PK\x03\x04\xd0\xcf\x11\xe0"],
)  # fmt: skip
def test_what_is_no_text_of_ours_is_refused_by_both(data: bytes) -> None:
    for read in (utf8_text, desktop_text):
        with pytest.raises(InputError, match="not UTF-8 text") as caught:
            read(data)
        assert "but GBK" not in str(caught.value)
        assert "encoding UTF-8" in str(caught.value)
