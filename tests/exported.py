"""The files that pages offer, as a spreadsheet or a program reads them, held against what they were made of."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any
from unittest.mock import patch

from openpyxl import load_workbook
from python_calamine import CalamineWorkbook
from streamlit.testing.v1 import AppTest

from access.roles import Visitor
from exports.delimited import csv_machine, csv_vietnamese
from exports.sheet import Cell
from text import formats
from ui import file_button
from ui.table_description import Column, Field, Table
from warehouse import paths
from warehouse.columns import Format, column_catalogue

# written out here apart from the program's own: what spreadsheets may take for the start of a formula
_SKIPPED = "\ufeff\u200b\u200c\u200d\u2060 \u00a0\u3000"
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"-?[0-9]+([.,][0-9]+)?(E-?[0-9]+)?")
_CODE = re.compile(r'="[0-9][0-9.,:/-]*([eE][0-9]+)?"')  # our own, never a text of the data: a code that stays one
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

Offer = tuple[str, Callable[[], bytes]]


class NotShown(Exception):
    """The page does not show what was chosen: its sentences."""


def offered(name: str, choices: Mapping[str, str]) -> list[Offer]:
    """Every file that a page offers an analyst with these choices: its name, and what builds its bytes.

    Raises NotShown where the page has an error to show in place of what was chosen.
    """
    files: list[Offer] = []

    def catch(_label: str, *, data: Callable[[], bytes], file_name: str, **_: object) -> None:
        files.append((file_name, data))

    page = AppTest.from_file(str(paths.ROOT / "app.py"), default_timeout=120)
    page.switch_page(f"pages/{name}.py")
    for choice, code in choices.items():
        page.query_params[choice] = code
    with (
        patch("ui.file_button.st.download_button", catch),
        patch("ui.access.visitor", lambda: Visitor("analyst", "analyst@example.vn")),
        patch("ui.access.checked_on_click", lambda _, make: make),
    ):
        page.run()
    if page.exception or page.error:
        raise NotShown([each.value for each in (*page.exception, *page.error)])
    return list(dict(files).items())


def made_of(build: Callable[[], bytes]) -> list[list[Cell]] | None:
    """The titles and rows that a file is made of; None for one that is no table of a page."""
    if isinstance(build, partial) and build.func is file_button._made:
        build = build.args[0]
    if not isinstance(build, partial):
        return None
    table, rows = [each for each in build.args if each not in (csv_vietnamese, csv_machine)][:2]
    sheet = table.sheet(rows, build.args[-1])
    return [list(sheet.titles), *map(list, sheet.rows)]


def unlike_the_rules(table: Table, rows: Sequence[Any], language: str) -> list[str]:
    """What of the sheet of a table is not as every sheet has to be, in words; empty where all is."""
    sheet = table.sheet(rows, language)
    found = [f"twice: {title}" for title, times in Counter(sheet.titles).items() if times > 1]
    found += [f"neither figure nor empty: {row!r:.120}" for row in sheet.rows if {"", "—"} & {*map(str, row)}]
    if sheet.kept > 2:
        found.append(f"{sheet.kept} columns stay")
    fields = [Field(each) if isinstance(each, str) else each for each in table.file or table.screen]
    formats_of = [Format.read(each.format) if each.format else column_catalogue().column(each.name).format
                  for each in fields]  # fmt: skip
    for place, (field, written) in enumerate(zip(fields, formats_of, strict=True)):
        if written.kind == "rank" and written.by:
            beside = [each.name for each in fields[place + 1 : place + 2]]
            earlier = [each.by for each in formats_of[:place] if each.kind == "rank"]
            if beside != [written.by] and written.by not in earlier:
                found.append(f"no size beside {field.name}")
    for column in table.columns(rows, language):
        if column.kind in ("number", "change") and sheet.titles.count(column.title) == 1:
            place = sheet.titles.index(column.title)
            found += _read_otherwise(column, [row[place] for row in sheet.rows], sheet.formats[place], language)
    return found


def _read_otherwise(column: Column, cells: Sequence[Cell], written: Sequence[str], language: str) -> Iterator[str]:
    """The cells that a workbook shows otherwise than the screen, whose marks it need not have: a tie before a rank, an
    arrow before places, a bound in place of points that are not known.
    """
    for cell, pattern, shown in zip(cells, written, column.shown, strict=True):
        if not isinstance(cell, Decimal | int | float):
            if shown not in ("—", "") and "≤" not in shown:
                yield f"{column.title}: empty instead of {shown}"
            continue
        amount = Decimal(str(cell))
        if pattern == "General":
            read = formats.points(amount, language)
        else:
            read = formats.number(amount, language, len(pattern.partition(";")[0].partition(".")[2]))
            read = f"+{read}" if pattern.startswith("+") and amount > 0 else read
        is_places = pattern == "+0;-0;0"
        figures = re.findall(r"[+−]?[0-9][0-9.,]*", shown) or ["0" if is_places else ""]
        as_shown = {read, read.strip("+−")} if is_places else {read, formats.points(amount, language)}
        if figures[0] not in as_shown:
            yield f"{column.title}: {read} instead of {shown}"


def faults(name: str, content: bytes, made: Sequence[Sequence[Cell]] | None) -> tuple[int, list[str]]:
    """How many cells a file has, and what is wrong with it: cells that run, cannot be read, or say something else."""
    found: list[str] = []
    if name.endswith(".csv"):
        is_machine = not content.startswith(codecs.BOM_UTF8)
        cells = _csv_cells(content, is_machine, found)
        if made is not None:
            found += _differences(cells, made, partial(_as_field, "." if is_machine else ","))
        return sum(map(len, cells)), found
    cells = list(_workbook_cells(content, found))
    if made is not None:
        found += _differences(cells[0], made, _as_value)
        read = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
        found += _differences([[cell if cell != "" else None for cell in row] for row in read], made, _as_value)
    return sum(len(row) for sheet in cells for row in sheet), found


def _csv_cells(content: bytes, is_machine: bool, found: list[str]) -> list[list[str]]:
    text = content.decode("utf-8" if is_machine else "utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter="," if is_machine else ";", strict=True))
    for row in rows:
        for field in row:
            is_code = not is_machine and _CODE.fullmatch(field)
            if field.lstrip(_SKIPPED).startswith(_STARTS) and not (_NUMBER.fullmatch(field) or is_code):
                found.append(f"may run: {field[:40]!r}")
            if _CONTROL.search(field):
                found.append(f"cannot be read: {field[:40]!r}")
    return rows


def _workbook_cells(content: bytes, found: list[str]) -> Iterator[list[list[object]]]:
    for sheet in load_workbook(io.BytesIO(content)):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f" or cell.hyperlink or (isinstance(cell.value, str) and cell.data_type != "s"):
                    found.append(f"may run: {cell.value!r:.40}")
                if isinstance(cell.value, str) and _CONTROL.search(cell.value):
                    found.append(f"cannot be read: {cell.value!r:.40}")
        yield [[cell.value for cell in row] for row in sheet.iter_rows()]


def _differences(cells: Sequence[Sequence[object]], made: Sequence[Sequence[Cell]], write: Callable) -> Iterator[str]:
    if len(cells) != len(made):
        yield f"{len(cells)} rows instead of {len(made)}"
    for row, expected in zip(cells, made, strict=False):
        if [_as_read(cell) for cell in row] != [write(amount) for amount in expected]:
            yield f"{row!r:.120} instead of {expected!r:.120}"


def _as_value(amount: Cell) -> object:
    if isinstance(amount, Decimal | int | float):
        return float(amount)
    return amount.isoformat() if isinstance(amount, date) else amount or None


def _as_read(amount: object) -> object:
    if isinstance(amount, datetime):
        amount = amount.date()
    return amount if isinstance(amount, str) else _as_value(amount)


def _as_field(mark: str, amount: Cell) -> str:
    if isinstance(amount, str) and mark == "," and _CODE.fullmatch(f'="{amount}"'):
        return f'="{amount}"'
    if isinstance(amount, str):
        return f"'{amount}" if amount.lstrip(_SKIPPED).startswith(_STARTS[:7] + _STARTS[9:]) else amount
    if amount is None:
        return ""
    return (f"{amount:f}" if isinstance(amount, Decimal) else str(amount)).replace(".", mark)
