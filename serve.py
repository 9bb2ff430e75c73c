"""The server's entry: loads what every page needs, then serves app.py behind the guards of `access`.

Without this the first visitor of a fresh server waits for these imports (about a second on a fast machine).
"""

from importlib import import_module
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager

from access import audit_file, guard, headers, key, leaving, private_files, routes
from text.catalogue import LANGUAGES, say
from ui import login
from ui.audit import export

for module in ("duckdb", "pandas", "plotly.graph_objects", "polars", "pyarrow"):
    import_module(module)

# Until app.py has named its pages once, Streamlit would offer every file of pages/ to the first visitor.
PagesManager.uses_pages_directory = False
index_html = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
app = st.App(
    Path(__file__).with_name("app.py"),
    routes=routes.below(
        st.get_option("server.baseUrlPath"),
        [
            *routes.routes(key.gate(), login.is_on, login.sender, login.faults),
            audit_file.route(login.sender, export.pieces),
        ],
    ),
    middleware=[
        Middleware(headers.SecurityHeaders, policy=headers.policy(index_html)),
        Middleware(guard.Guard, visitor=login.sender),
        Middleware(leaving.Leaving, leave=login.end),
        Middleware(private_files.PrivateFiles, visitor=login.sender),
    ],
)
faults = [*key.faults(), *login.faults()]  # only now: before, Streamlit does not know which folder's secrets are meant
if faults:
    raise SystemExit("\n".join(say(language, f"fault_{fault}") for fault in faults for language in LANGUAGES))
