"""What the browser gets of a table is what pandas itself would have Streamlit send."""

import math
import re

import pandas as pd
import pyarrow as pa
import pytest
from streamlit import dataframe_util
from streamlit.elements.lib.pandas_styler_utils import marshall_styler
from streamlit.proto.ArrowData_pb2 import ArrowData

from ui import tables
from ui.table_description import Column
from ui.theme import palette

LIGHT = palette("light")
OWN = 1
COLUMNS = [
    Column("unit", "Tỉnh", ["Hà Nội", "Tuyên Quang", "=1+1"], pinned=True),
    Column("value", "Giá trị", ["0,7020", "0,3954", "—"], [0.702, 0.3954, None], "number"),
    Column("change", "Thay đổi", ["+0,0135 ↗", "+0,0135", "—"], [0.0135, 0.0135, None], "number"),
    Column("bar", "", [], [0.702, None, 0.0], "bar"),
    Column("lost", "Mất", ["—"] * 3, [None] * 3, "number"),
    Column("state", "Mức", ["đủ", "không", "một phần"], fills=[("#fff", "#000"), ("#000", "#fff"), ("#777", "#fff")]),
]


def cell_as_pandas_writes(column: Column, row: int) -> str:
    if column.kind == "text":
        return column.shown[row]
    if column.numbers[row] is None:
        return "—"
    return "" if column.kind == "bar" else column.shown[row]


def by_pandas(own_row: int | None) -> ArrowData:
    """The same table by the public means of pandas: formats and looks, cell by cell."""
    rows = pd.DataFrame({column.key: column.shown if column.kind == "text" else column.numbers for column in COLUMNS})
    styler = rows.style
    for column in COLUMNS:
        for row in range(len(rows)):
            words = cell_as_pandas_writes(column, row)
            styler.format(lambda _, words=words: words, subset=pd.IndexSlice[row, column.key], na_rep="—")
            look = f"background-color: {LIGHT.row}; font-weight: 600; " if row == own_row else ""
            if column.fills:
                look += "background-color: {}; color: {}".format(*column.fills[row])
            styler.map(lambda _, look=look: look, subset=pd.IndexSlice[row, column.key])
    return marshalled(styler)


def marshalled(styler: object) -> ArrowData:
    proto = ArrowData()
    marshall_styler(proto, styler, "table")
    return proto


def texts(proto: ArrowData) -> dict[str, list[str]]:
    table = pa.ipc.open_stream(proto.styler.display_values).read_all()
    return {column.key: table.column(column.key).to_pylist() for column in COLUMNS}


def looks(proto: ArrowData) -> dict[str, str]:
    """What each cell looks like: its declarations, in the order in which they count."""
    rules = re.findall(r"(.+?) \{ (.+?) \}", proto.styler.styles)
    return {cell: look for cells, look in rules for cell in re.findall(r"row\d+_col\d+", cells)}


@pytest.fixture
def given(monkeypatch):
    """What a table gives to Streamlit."""
    shown = []
    monkeypatch.setattr(tables.st, "dataframe", lambda data, **_: shown.append(data))
    return shown


@pytest.mark.parametrize("own_row", [None, 0, OWN])
def test_cells_read_and_look_as_pandas_has_them(given, own_row):
    tables.show(COLUMNS, LIGHT, alt="", key="table", own_row=own_row)
    assert dataframe_util.is_pandas_styler(given[0]), "Streamlit takes it for a Styler"
    ours, theirs = marshalled(given[0]), by_pandas(own_row)
    assert texts(ours) == texts(theirs)
    assert looks(ours) == looks(theirs)
    assert len(looks(ours)) == (3 if own_row is None else len(COLUMNS) + 2)


def test_numbers_sort_as_numbers_and_the_missing_are_null(given):
    tables.show(COLUMNS, LIGHT, alt="", key="table")
    table = pa.ipc.open_stream(dataframe_util.convert_pandas_df_to_arrow_bytes(given[0].data)).read_all()
    for column in COLUMNS:
        if column.kind != "text":
            assert pa.types.is_float64(table.schema.field(column.key).type)
            cells = table.column(column.key).to_pylist()
            assert [None if cell is None or math.isnan(cell) else cell for cell in cells] == column.numbers
