"""A table's cells as they sort, read and look, handed to Streamlit without pandas composing each of them as HTML first.

Streamlit takes the texts and colours of cells from a pandas Styler, by two protected methods and by turning its rows
into text. Pandas answers with a page of HTML in dictionaries, of which Streamlit reads the texts and colours again: a
third of the time of a whole ranking. What the browser gets is the same either way (`tests/pages/test_tables.py`).
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd
from pandas.io.formats.style import Styler

Cell = tuple[int, int]  # row and column, from 0


class _Rows(pd.DataFrame):
    """Rows that sort by their own cells and read, as text, like those of the frame `read`."""

    _metadata = ("read",)

    def astype(self, dtype: object, *more: object, **named: object) -> pd.DataFrame:
        return self.read if dtype is str else super().astype(dtype, *more, **named)


class Written(Styler):
    """Columns of cells as they sort (`sorted_by`) and as they read, with `looks` as the CSS of cells."""

    __module__, __qualname__ = Styler.__module__, Styler.__qualname__  # Streamlit knows a Styler by its name

    def __init__(
        self,
        sorted_by: Mapping[str, Sequence | np.ndarray],
        read: Mapping[str, Sequence[str]],
        looks: Mapping[str, Iterable[Cell]],
    ):
        rows = _Rows(sorted_by)
        rows.read = pd.DataFrame(read, dtype=object)
        super().__init__(rows)
        self._looks = looks

    def _compute(self) -> "Written":
        return self

    def _translate(self, *_: object) -> dict:
        return {
            "cellstyle": [
                {
                    "props": [tuple(rule.split(": ")) for rule in look.split("; ")],
                    "selectors": [f"row{row}_col{column}" for row, column in cells],
                }
                for look, cells in self._looks.items()
            ]
        }
