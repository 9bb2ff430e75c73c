"""Builders of the files in the table of bad inputs: a good one with one fault each; all figures are invented."""

import csv
import io
import struct
import unicodedata
import zipfile
from collections.abc import Callable, Mapping, Sequence

import polars as pl
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from etl.kinds.registry import FRAMEWORK, UNITS
from etl.kinds.template import write_template
from etl.reference import read_reference
from tests.etl.conftest import TINY_REFERENCE
from tests.etl.installation import table

Rows = list[list[object]]
VALUES = (0.5, 0.4, 0.3)


def rows() -> Rows:
    """The good table: its header, then Hà Nội, Tuyên Quang and Bắc Giang."""
    return list(csv.reader(io.StringIO(table(*VALUES).decode())))


def changed(**cells: object) -> Rows:
    """The good table with cells of the row of Tuyên Quang (row 3) changed; names are those of the header."""
    header, first, second, third = rows()
    second = [cells.get(name, text) for name, text in zip(header, second, strict=True)]
    return [header, first, second, third]


def as_csv(given: Sequence[Sequence[object]], delimiter: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(given)
    return text.getvalue().encode()


def as_xlsx(given: Sequence[Sequence[object]], **more: Sequence[Sequence[object]]) -> bytes:
    """The rows on the sheet “Số liệu”, others on sheets of their own."""
    book = Workbook()
    book.active.title = "Số liệu"
    for line in given:
        book.active.append([None if cell == "" else cell for cell in line])
    for name, lines in more.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    return saved(book)


def saved(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def good_xlsx(**cells: object) -> bytes:
    """The good table as a workbook, with cells of row 3 changed."""
    return as_xlsx(changed(**cells))


def with_cells(places: Mapping[str, object]) -> bytes:
    """The good table as a workbook with cells written into it."""
    book = Workbook()
    book.active.title = "Số liệu"
    for line in rows():
        book.active.append(line)
    for place, value in places.items():
        book.active[place] = value
    return saved(book)


def arranged(given: Sequence[Sequence[object]], arrange: Callable[[Worksheet], None]) -> bytes:
    """The rows as a workbook whose sheet is then arranged."""
    book = Workbook()
    book.active.title = "Số liệu"
    for line in given:
        book.active.append([None if cell == "" else cell for cell in line])
    arrange(book.active)
    return saved(book)


def repacked(content: bytes, change: Callable[[str, bytes], bytes], **parts: bytes) -> bytes:
    """A zip file with every part changed, and others added."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, part in parts.items():
            new.writestr(name, part)
    return target.getvalue()


def with_parts(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    return repacked(content, lambda _, part: part, **parts)


def replaced(content: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """A workbook with bytes of one part replaced."""

    def change(part: str, given: bytes) -> bytes:
        assert part != name or old in given
        return given.replace(old, new) if part == name else given

    return repacked(content, change)


def zipped(parts: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return target.getvalue()


def locked(content: bytes) -> bytes:
    """A workbook with a password."""
    target = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt("secret", target)
    return target.getvalue()


def lying(content: bytes, name: str, claims: int) -> bytes:
    """A zip file whose directory says that a part is smaller than it is."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = archive.getinfo(name)
    header = struct.pack("<III", part.CRC, part.compress_size, part.file_size)
    return content.replace(header, struct.pack("<III", part.CRC, part.compress_size, claims))


def linked(content: bytes) -> bytes:
    """A workbook that may take values from another file."""
    link = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    relation = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        b'Target="file:///D:/thang12/so%20lieu.xlsx" TargetMode="External" Type="x"/></Relationships>'
    )
    parts = {
        "xl/externalLinks/externalLink1.xml": link,
        "xl/externalLinks/_rels/externalLink1.xml.rels": relation,
    }
    return with_parts(content, parts)


def ods(parts: Mapping[str, bytes]) -> bytes:
    """An OpenDocument workbook, as far as it is looked at before it is opened."""
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": kind, "content.xml": b"<office/>", **parts})


def template_of_values(*lines: Sequence[object]) -> bytes:
    """Our own template for main values, as an analyst fills it."""
    title, names = ["Giá trị"], ["Mã", "Tên", "Hạng", "Chỉ số", "Nhận thức số"]
    return as_xlsx([title, names, ["Mã", "Tên đơn vị", "Hạng", "index", "1"], *lines])


def ranking(*lines: Sequence[object]) -> bytes:
    """The ministry's ranking table: unit, index, and the first two main indicators."""
    return as_xlsx([["Tỉnh", "DTI", "Nhận thức số", "Thể chế số"], *lines])


def framework(name: str) -> bytes:
    """The template of the framework dti_2024 as filled with what is known of it, its index by this name."""
    reference, _ = read_reference(TINY_REFERENCE)
    renamed = pl.col("indicator_name_vi").replace({"Chỉ số": name})
    reference["indicators"] = reference["indicators"].with_columns(renamed)
    return write_template(FRAMEWORK, "dti_2024", "2024", "vn63", reference)


def units(system: str, *changes: tuple[str, str, object], without: int | None = None) -> bytes:
    """The template of a system of units as filled with what is known of it, with these cells of its sheets changed;
    `without` is the row of a unit that is taken out.
    """
    reference, _ = read_reference(TINY_REFERENCE)
    book = load_workbook(io.BytesIO(write_template(UNITS, system, "2024", "", reference)))
    for sheet, cell, value in changes:
        book[sheet][cell] = value
    if without:
        book["Các đơn vị"].delete_rows(without)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def score_sheet(*lines: Sequence[object]) -> bytes:
    """A province's own score sheet."""
    head = [["STT", "Tiêu chí", "Điểm tối đa", "Điểm tự đánh giá", "Điểm thẩm định"]]
    return as_xlsx([*head, *lines])


def in_tcvn3(text: str) -> str:
    """How TCVN3 text looks where it is taken for Windows-1252."""
    return "".join(_TCVN3.get(letter, letter) for letter in unicodedata.normalize("NFC", text))


def in_vni(text: str) -> str:
    """The same for VNI."""
    return "".join(_VNI.get(letter, letter) for letter in unicodedata.normalize("NFC", text))


def in_cp1258(text: str) -> bytes:
    """Text in Windows-1258, its tones as letters of their own where the table has no letter with the tone."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    content = b""
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        content += (base + "".join(part for part in parts if part in tones)).encode("cp1258")
    return content


# written out here by hand from the published tables, apart from those of the program: an oracle for its readings
_LETTERS = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĐ"
_IN_TCVN3 = "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ§"
_IN_VNI = (
    "aø aû aõ aù aï aê aè aú aü aé aë aâ aà aå aã aá aä ñ eø eû eõ eù eï eâ eà eå eã eá eä ì æ ó í ò oø oû oõ où oï oâ "
    "oà oå oã oá oä ô ôø ôû ôõ ôù ôï uø uû uõ uù uï ö öø öû öõ öù öï yø yû yõ yù î Ñ"
)
_TCVN3 = dict(zip(_LETTERS, _IN_TCVN3, strict=True))
_VNI = dict(zip(_LETTERS, _IN_VNI.split(), strict=True))
