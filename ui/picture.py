"""A chart on the page: its words are text of the page, its marks lead on, and it is offered as a file, PNG and SVG.

Plotly's own toolbar knows one format per chart, leaves the page's letters out of its pictures and speaks English. One
script for the page draws the files, with the words in the picture, and costs the server nothing per chart.
"""

from pathlib import Path

import streamlit as st

from text.catalogue import say
from ui import notes
from ui.charts import comparison, map
from ui.charts.frame import Figure
from ui.theme import DARK, LIGHT, series_colours

_CONFIG = {"displayModeBar": False}
_component = st.components.v2.component(
    "picture_files", js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
)


def draw(figure: Figure, alt: str, key: str) -> None:
    """Show a figure under its heading; `alt` says for readers who cannot see it what it shows."""
    with st.container(key=f"figure_{key}", gap="small"):
        st.header(notes.literal(figure.heading), anchor=False)
        if figure.reading:
            notes.quiet(figure.reading)
        st.plotly_chart(figure, theme=None, config=_CONFIG, alt=alt, key=key)


def light_colours() -> dict[str, str]:
    """The colour on white of every colour that charts have on dark paper: files are made for white paper."""
    pairs = [
        *((getattr(DARK, name), getattr(LIGHT, name)) for name in DARK.__dataclass_fields__),
        *zip(series_colours(DARK), series_colours(LIGHT), strict=True),
        *((dark, light) for _, light, dark in comparison.MARKS),
        *zip(map.DARK_STEPS, map.LIGHT_STEPS, strict=True),
        *zip(map.DARK_TEXTS, map.LIGHT_TEXTS, strict=True),
    ]
    return dict(pairs)


def tend(language: str) -> None:
    """Put the buttons, with their words in `language`, on every chart of this browser window, now and later, and open
    what its marks lead to.
    """
    words = {kind: say(language, "picture_file", kind=kind) for kind in ("PNG", "SVG")}
    _component(key="picture_files", data={"words": words, "colours": light_colours()}, height=0)
