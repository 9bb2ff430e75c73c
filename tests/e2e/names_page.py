"""A page of synthetic names, one of each in every element that shows Markdown, served by `test_literal`."""

import sys
from pathlib import Path

import streamlit as st

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.hostile import NAMES
from ui import notes

for number, name in enumerate(NAMES):
    text = notes.literal(name)
    with st.container(key=f"name_{number}"):
        st.title(text, anchor=False)
        notes.quiet(name)
        notes.show([name])
        st.markdown(notes.bold(name))
        st.markdown(notes.link(name, "https://dti.gov.vn/?a=1&copy;=<2>](x):red-background[R]:material/home:"))
        st.info(text)
        st.metric(text, text, text)
        st.pills(text, [number], format_func=lambda _, text=text: text, key=f"pills_{number}")
        st.button(text, key=f"button_{number}")
        st.checkbox(text, key=f"checkbox_{number}")
        st.link_button(text, "https://dti.gov.vn")
        st.table({text: [text]})
st.markdown("drawn")
