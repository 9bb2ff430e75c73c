"""The server's entry: loads what every page needs, then serves app.py.

Without this the first visitor of a fresh server waits for these imports (about a second on a fast machine).
"""

from importlib import import_module
from pathlib import Path

import streamlit as st

for module in ("duckdb", "pandas", "plotly.graph_objects", "polars", "pyarrow"):
    import_module(module)

app = st.App(Path(__file__).with_name("app.py"))
