"""A figure as the browser takes it: plain properties, sent as they are.

Plotly checks and copies every property of its own figures, which takes longer than all else on a page. What our charts
say of a figure is fixed in their code, so it is checked once, by the tests, and not at every visit.
"""

from collections.abc import Sequence
from functools import cached_property

import plotly.graph_objects as go


class Figure(go.Figure):
    """The traces and the layout of a chart, as plain dicts.

    Reading `data` or `layout` gives Plotly's own objects, and raises ValueError for properties that Plotly lacks.
    """

    def __init__(self, traces: Sequence[dict], layout: dict):
        # Not Plotly's own: that is the work to be spared.
        self._traces, self._plain_layout = list(traces), layout

    def to_dict(self) -> dict:
        """The properties as they were given, for Streamlit to send."""
        return {"data": self._traces, "layout": self._plain_layout}

    @property
    def data(self) -> tuple:
        """The traces, checked by Plotly."""
        return self._checked.data

    @property
    def layout(self) -> go.Layout:
        """The layout, checked by Plotly."""
        return self._checked.layout

    @cached_property
    def _checked(self) -> go.Figure:
        return go.Figure(self._traces, self._plain_layout)
