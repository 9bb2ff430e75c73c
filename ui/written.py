"""A table's cells as they read and look, handed to Streamlit without pandas composing each of them as HTML first.

Streamlit takes text and colours from two protected methods of a pandas Styler. Pandas answers them with a page of HTML
in dictionaries, of which Streamlit reads the text and the colours again: a third of the time of a whole ranking. What
the browser gets is the same either way (`tests/pages/test_tables.py`).
"""

from collections.abc import Iterable

import pandas as pd
from pandas.io.formats.style import Styler

from text.formats import MISSING

Cell = tuple[int, int]  # row and column, from 0


class Written(Styler):
    """Rows whose cells read as `str` writes them, a dash where nothing is known, with `looks` as the CSS of cells."""

    __module__, __qualname__ = Styler.__module__, Styler.__qualname__  # Streamlit knows a Styler by its name

    def __init__(self, rows: pd.DataFrame, looks: dict[str, Iterable[Cell]]):
        super().__init__(rows)
        self._looks = looks

    def _compute(self) -> "Written":
        return self

    def _translate(self, *_: object) -> dict:
        missing = zip(*self.data.isna().to_numpy().nonzero(), strict=True)
        return {
            "cellstyle": [
                {
                    "props": [tuple(rule.split(": ")) for rule in look.split("; ")],
                    "selectors": [f"row{row}_col{column}" for row, column in cells],
                }
                for look, cells in self._looks.items()
            ],
            "body": [[{"id": f"row{row}_col{column}", "display_value": MISSING} for row, column in missing]],
        }
