"""A figure goes to the browser as it was drawn, and Plotly's own check of it stays within reach."""

import plotly.graph_objects as go
import plotly.tools
import pytest

from ui.charts.frame import Figure

BARS = {"type": "bar", "x": [0.6904, None, 0.7089], "y": [0, 1, 2], "marker": {"color": "#0E6670"}}
LAYOUT = {"template": {}, "height": 260, "xaxis": {"range": [0, 1]}}


def test_streamlit_sends_the_properties_as_they_were_drawn():
    sent = plotly.tools.return_figure_from_figure_or_data(Figure([BARS], LAYOUT), validate_figure=True)
    assert sent == {"data": [BARS], "layout": LAYOUT}


def test_plotly_reads_the_same_figure():
    figure = Figure([BARS], LAYOUT)
    own = go.Figure([BARS], LAYOUT)
    assert figure.data == own.data
    assert figure.layout == own.layout


@pytest.mark.parametrize(
    ("bars", "layout"),
    [(BARS | {"colour": "red"}, LAYOUT), (BARS, LAYOUT | {"hight": 3}), (BARS | {"width": "x"}, LAYOUT)],
)
def test_a_property_that_plotly_lacks_is_told_when_the_figure_is_read(bars, layout):
    with pytest.raises(ValueError, match="Invalid"):
        _ = Figure([bars], layout).data
