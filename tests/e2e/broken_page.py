"""A page whose file cannot be made, served by `test_file_failures`."""

import sys
from pathlib import Path

import streamlit as st

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from access.roles import VIEWER
from ui import file_button


def _broken() -> bytes:
    raise OSError("the disk is full")


file_button.draw("file", _broken, "text/csv", VIEWER, file_name="file.csv", key="broken")
file_button.show_failures("en" if st.toggle("english") else "vi")
