"""A vintage read back is the one that its name states, or one sentence says why not."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from sim.analyses.vintage import layout, read_vintage, write_vintage
from sim.analyses.vintage.layout import FILES
from sim.errors import InputError


@pytest.mark.parametrize("name", FILES)
def test_a_changed_byte_is_found(tiny: Path, name: str) -> None:
    path = tiny / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(InputError, match="changed since it was made") as fault:
        read_vintage(tiny)
    assert tiny.name in str(fault.value)


def test_files_that_changed_places_are_found(tiny: Path) -> None:
    first, second = (tiny / layout.README), (tiny / layout.TARGETS)
    a, b = first.read_bytes(), second.read_bytes()
    first.write_bytes(b)
    second.write_bytes(a)
    with pytest.raises(InputError, match="changed since it was made"):
        read_vintage(tiny)


def test_lines_that_moved_from_one_file_to_the_next_are_found(tiny: Path) -> None:
    text, table = tiny / layout.README, tiny / layout.QUANTILES
    first, rest = table.read_bytes().split(b"\n", 1)
    text.write_bytes(text.read_bytes() + first + b"\n")
    table.write_bytes(rest)
    with pytest.raises(InputError, match="changed since it was made"):
        read_vintage(tiny)


def test_a_folder_under_the_name_of_another_is_found(tiny: Path) -> None:
    moved = tiny.with_name("2026-11-tiny-00000000")
    tiny.rename(moved)
    with pytest.raises(InputError, match="changed since it was made"):
        read_vintage(moved)


def test_a_folder_without_a_digest_in_its_name_is_no_vintage(tiny: Path) -> None:
    with pytest.raises(InputError, match="not a vintage"):
        read_vintage(tiny.rename(tiny.with_name("mine")))


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(tiny: Path, name: str) -> None:
    (tiny / name).unlink()
    with pytest.raises(InputError, match="cannot be read") as fault:
        read_vintage(tiny)
    assert fault.value.file == str(tiny / name)


def test_line_ends_of_another_system_are_no_change(tiny: Path) -> None:
    before = read_vintage(tiny)
    for name in FILES:
        path = tiny / name
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_vintage(tiny).targets == before.targets


def test_a_copy_elsewhere_and_other_files_beside_are_no_change(tiny: Path, tmp_path: Path, monkeypatch) -> None:
    copy = shutil.copytree(tiny, tmp_path / "elsewhere" / tiny.name)
    (copy / "notes.txt").write_text("mine")
    assert read_vintage(copy).name == tiny.name
    monkeypatch.chdir(copy)
    assert read_vintage(".").name == tiny.name


def test_a_vintage_of_another_version_is_refused(tiny: Path) -> None:
    files = {name: (tiny / name).read_bytes() for name in FILES}
    document = json.loads(files[layout.DOCUMENT])
    for content in ({**document, "schema_version": "9"}, []):
        files[layout.DOCUMENT] = json.dumps(content).encode()
        place = tiny.with_name(layout.folder_name(date(2026, 11, 1), "tiny", layout.digest(files)))
        shutil.copytree(tiny, place)
        (place / layout.DOCUMENT).write_bytes(files[layout.DOCUMENT])
        with pytest.raises(InputError, match="another version"):
            read_vintage(place)


def test_a_name_is_looked_for_where_vintages_are_kept(tiny: Path, tmp_path: Path, monkeypatch) -> None:
    shutil.copytree(tiny, tmp_path / "work" / layout.FOLDER / tiny.name)
    monkeypatch.chdir(tmp_path / "work")
    assert read_vintage(tiny.name).name == tiny.name
    with pytest.raises(InputError, match="no such vintage") as fault:
        read_vintage(tiny.name.replace("tiny", "tony"))
    assert fault.value.nearest == tiny.name


def test_the_reading_needs_nothing_of_todays_model(tiny: Path) -> None:
    """Its metrics are unknown to the program: an old vintage is scored though the record has changed."""
    vintage = read_vintage(tiny)
    assert list(vintage.quantiles) == ["zones", "lists", "money", "field_firms:quantum"]
    assert vintage.quantiles["zones"][1, [0, 11, 22]].tolist() == [2, 5, 8]
    assert vintage.months == (date(2025, 1, 31), date(2025, 2, 28))
    assert [row.reading for row in vintage.readings("parks")] == ["completed", "listed"]
    assert vintage.readings("gone") == ()


def test_the_same_forecast_gives_the_same_name_anywhere(city, tmp_path: Path) -> None:
    names = {write_vintage(city, tmp_path / place, made=date(2026, 11, 2)).name for place in ("a", "b/c")}
    assert len(names) == 1
