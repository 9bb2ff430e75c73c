"""The only cache of the interface, keyed by build id and scalars: a new build never shows old figures."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import streamlit as st

from warehouse import builds, paths


def current_build() -> builds.Stamp:
    """The stamp of the build that pages read now. Raises `warehouse.errors.NoBuild`."""
    directory = paths.warehouse_dir()
    return _stamp(directory, builds.current_id(directory))


def fetch(query: Callable[..., pl.DataFrame], build_id: str, *codes: str | int) -> pl.DataFrame:
    """The rows of a function of `warehouse.queries`; asked once per build and arguments."""
    return _rows(f"{query.__module__}.{query.__name__}", build_id, codes, query)


def show(draw: Callable[[], None], name: str, build_id: str, *arguments: object) -> None:
    """Show what `draw` draws; drawn once per build and arguments, then the same elements are shown again.

    `arguments` must say everything that `draw` depends on. It may draw charts and tables, not pickers.
    """
    _shown(name, build_id, arguments, draw)


# Frames and stamps never change, so every session may hold the same ones: nothing is copied at a hit.
@st.cache_resource(max_entries=1000, show_spinner=False)
def _rows(name: str, build_id: str, codes: tuple, _query: Callable) -> pl.DataFrame:
    return _query(build_id, *codes)


@st.cache_resource(max_entries=10, show_spinner=False)
def _stamp(directory: Path, build_id: str) -> builds.Stamp:
    return builds.current(directory)


@st.cache_data(max_entries=300, show_spinner=False)
def _shown(name: str, build_id: str, arguments: tuple, _draw: Callable) -> None:
    _draw()
