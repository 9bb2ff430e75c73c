"""The tables of a page as a test reads them: what stands in the cells, and what they sort by."""

import json
from dataclasses import dataclass

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from ui import tables

_numbers: dict[str, dict[str, list[float | None]]] = {}  # of what was drawn, by column


@dataclass(frozen=True)
class DrawnTable:
    """One table: its key, what names it, its columns as the browser gets them, and the row that is the reader's own."""

    key: str
    alt: str
    columns: list[dict]
    own: int | None
    addresses: list[str | None]
    drawn: str

    @property
    def shown(self) -> pd.DataFrame:
        """The cells as they are painted, by the keys of columns."""
        return pd.DataFrame({column["key"]: column["cells"] for column in self.columns})

    @property
    def value(self) -> pd.DataFrame:
        """The cells as they sort: numbers where they are figures, NaN for what is not known; else as painted."""
        sorted_by = _numbers[self.drawn]
        figures = {name: pd.Series(found, dtype=float) for name, found in sorted_by.items() if found}
        return self.shown.assign(**figures)

    @property
    def titles(self) -> list[str]:
        """What the columns are called."""
        return [column["title"] for column in self.columns]


def tables_of(page: AppTest) -> list[DrawnTable]:
    """The tables of a page, from its top."""
    found = []
    for part in page.get("bidi_component"):
        drawn = json.loads(part.proto.json or "null")
        if isinstance(drawn, str) and '"sorted_by"' in drawn:
            told = json.loads(drawn)
            found.append(DrawnTable(part.key, told["alt"], told["columns"], told["own"], told["addresses"], drawn))
    return found


@pytest.fixture(scope="session", autouse=True)
def numbers_are_noted():
    """Note what the cells of each table sort by: the browser only gets the words."""
    payload = tables._payload

    def noted(columns, **more):
        drawn = payload(columns, **more)
        _numbers[drawn] = {
            column.key: list(column.numbers) if column.kind in ("number", "change") else [] for column in columns
        }
        return drawn

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables, "_payload", noted)
        yield
