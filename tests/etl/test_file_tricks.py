"""Synthetic files that want to be more than a table: each is read as what it shows or named; nothing else happens."""

import itertools
import socket
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from etl.reading.data_file import read_cells
from tests.etl.bad_files import VALUES, good_xlsx, repacked, replaced, with_parts
from tests.etl.installation import table
from tests.etl.ods_files import Xml, ods

SECRET = "a secret of the machine"
DECLARED = {
    "a file of the machine": '<!DOCTYPE a [<!ENTITY x SYSTEM "file://{file}">]>',
    "an address elsewhere": '<!DOCTYPE a [<!ENTITY x SYSTEM "http://127.0.0.1:{port}/">]>',
    "declarations from elsewhere": '<!DOCTYPE a SYSTEM "http://127.0.0.1:{port}/a.dtd" [<!ENTITY x "y">]>',
    "entities of a parameter": '<!DOCTYPE a [<!ENTITY % p SYSTEM "file://{file}"> %p; <!ENTITY x "y">]>',
    "a billion laughs": '<!DOCTYPE a [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{number} "{f"&a{number - 1};" * 10}">' for number in range(1, 12))
    + '<!ENTITY x "&a11;">]>',
    "a long name a thousand times": f'<!DOCTYPE a [<!ENTITY l "{"x" * 100_000}"><!ENTITY x "{"&l;" * 1000}">]>',
}
SHEET = "xl/worksheets/sheet1.xml"


def _in_texts(declared: str, used: str = "&x;") -> bytes:
    content = good_xlsx()
    with zipfile.ZipFile(BytesIO(content)) as book:
        texts = book.read(SHEET).decode()
    return replaced(content, SHEET, texts.encode(), f"{declared}{texts.replace('<t>', f'<t>{used}', 1)}".encode())


def _in_properties(declared: str, used: str = "&x;") -> bytes:
    told = f'{declared}<Properties xmlns="x"><Company>{used}</Company></Properties>'
    return with_parts(good_xlsx(), {"docProps/custom.xml": told.encode(), "xl/media/image1.svg": told.encode()})


def _in_ods(declared: str, used: str = "&x;") -> bytes:
    start = "<office:document-content"
    content = ods([[Xml(f"<text:p>{used}</text:p>")]])
    return repacked(content, lambda _, part: part.replace(start.encode(), f"{declared}{start}".encode()))


PLACES: dict[str, tuple[str, Callable[..., bytes]]] = {
    "texts of cells": (".xlsx", _in_texts),
    "properties and a picture": (".xlsx", _in_properties),
    "an .ods": (".ods", _in_ods),
}


def _deep() -> bytes:
    nested = b"<a>" * 200_000 + b"</a>" * 200_000
    return replaced(good_xlsx(), SHEET, b"<sheetData>", nested + b"<sheetData>")


def _outside() -> bytes:
    return with_parts(good_xlsx(), {f"{'../' * depth}tmp/written_by_a_trick": b"x" for depth in (1, 4, 12)})


def _twice() -> bytes:
    target = BytesIO(good_xlsx())
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(target, "a") as book:
        book.writestr(SHEET, "<worksheet><sheetData/></worksheet>")
    return target.getvalue()


FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "elements 200,000 deep": (".xlsx", _deep),
    "parts outside of the workbook": (".xlsx", _outside),
    "a part twice": (".xlsx", _twice),
    "a workbook behind a table": (".csv", lambda: table(*VALUES) + good_xlsx()),
    "a table behind a workbook": (".xlsx", lambda: good_xlsx() + table(*VALUES)),
    "a program before a workbook": (".xlsx", lambda: b"MZ" + bytes(510) + good_xlsx()),
    "a web page and a workbook": (".xlsx", lambda: b"<html><script>1</script>" + good_xlsx()),
    "a workbook within a workbook": (".xlsx", lambda: with_parts(good_xlsx(), {"xl/embeddings/a.xlsx": good_xlsx()})),
    "20 MB in one line": (".csv", lambda: b"a," * (10 * 2**20 - 1)),
    "20 MB in one cell": (".csv", lambda: b"x" * (20 * 2**20 - 1)),
    "quotation marks alone": (".csv", lambda: b'"' * 1_000_001),
    "commands": (".csv", lambda: b"=cmd|'/c calc'!A1,@SUM(1),+1,-1\r\n" * 9),
}


@pytest.fixture
def listening():
    """A socket of this machine that a file may want to have asked."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        yield server


@pytest.mark.parametrize(("place", "what"), itertools.product(PLACES, DECLARED))
def test_what_a_file_declares_is_neither_fetched_nor_blown_up(place, what, tmp_path, listening):
    secret = tmp_path / "secret"
    secret.write_text(SECRET, encoding="utf-8")
    extension, put = PLACES[place]
    file = tmp_path / f"given{extension}"
    declared = DECLARED[what].replace("{file}", str(secret)).replace("{port}", str(listening.getsockname()[1]))
    file.write_bytes(put(declared))
    sheets, problems = read_cells(file)
    assert sheets or any(problem.blocks for problem in problems)
    texts = [*(text for sheet in sheets for row in sheet.rows for text in row), *(each.found for each in problems)]
    assert not any(SECRET in text or len(text) > 40_000 for text in texts)
    with pytest.raises(BlockingIOError):
        listening.accept()


@pytest.mark.parametrize("place", PLACES)
def test_without_a_declaration_the_same_file_is_read(place, tmp_path):
    extension, put = PLACES[place]
    file = tmp_path / f"given{extension}"
    file.write_bytes(put("", "x"))
    sheets, problems = read_cells(file)
    assert sheets and not problems


@pytest.mark.parametrize("what", FILES)
def test_a_file_of_another_kind_is_read_as_a_table_or_named(what, tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    extension, make = FILES[what]
    file = tmp_path / "here" / f"given{extension}"
    file.write_bytes(make())
    sheets, problems = read_cells(file)
    assert sheets or any(problem.blocks for problem in problems)
    assert {path.name for path in tmp_path.rglob("*")} == {"here", file.name}
    assert not Path("/tmp/written_by_a_trick").exists()
