"""The server's entry: loads what every page needs, then serves app.py behind the guards of `access`.

Without this the first visitor of a fresh server waits for these imports (about a second on a fast machine).
"""

import gc
from importlib import import_module
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from streamlit import config
from streamlit.runtime import memory_media_file_storage
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.runtime_util import get_max_widget_state_size_bytes
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from access import (
    audit_file,
    background,
    clients,
    compression,
    connections,
    document,
    guard,
    key,
    routes,
    sessions,
    sign_in,
    upload_copies,
)
from api import server as api
from text.catalogue import LANGUAGES, say
from text.errors import sentence
from ui import login, streamlit_server
from ui.audit import audit_log

for module in ("duckdb", "pandas", "plotly.graph_objects", "polars", "pyarrow"):
    import_module(module)

# Until app.py has named its pages once, Streamlit would offer every file of pages/ to the first visitor.
PagesManager.uses_pages_directory = False
# The app makes its storage itself, of this class.
memory_media_file_storage.MemoryMediaFileStorage = streamlit_server.BuiltFiles  # type: ignore[misc]
# Streamlit would compare websockets with this list alone; `guard.KnownHosts` knows more names and compares everything.
listening_at = {st.get_option("server.address")} - {None, "0.0.0.0", "::"}  # noqa: S104 - names no machine
listed_hosts = [*st.get_option("server.allowedHosts"), *listening_at]
config.set_option("server.allowedHosts", [])
try:
    known = clients.read_settings()
except ValueError as error:
    raise SystemExit("\n".join(say(language, "fault_setting", detail=error) for language in LANGUAGES)) from error
if of_lake := background.lake_fault():
    raise SystemExit("\n".join(sentence(language, "LakeFailed", vars(of_lake)) for language in LANGUAGES))
base_path = st.get_option("server.baseUrlPath")
static = Path(st.__file__).parent / "static"
index_html = (static / "index.html").read_text(encoding="utf-8")
app = st.App(
    Path(__file__).with_name("app.py"),
    routes=routes.with_base_path(
        base_path,
        [
            *routes.routes(key.gate(), login.is_on, login.visitor_of, login.faults),
            audit_file.route(login.visitor_of, audit_log.pieces),
        ],
    ),
    middleware=[
        Middleware(
            connections.Limits,
            clients=known.clients,
            sessions=known.max_sessions,
            per_client=known.max_per_client,
            message_bytes=get_max_widget_state_size_bytes(),
        ),
        Middleware(document.SecurityHeaders, policy=document.policy(index_html)),
        Middleware(guard.KnownHosts, public_address=known.public_address, listed=listed_hosts),
        Middleware(
            sessions.Sessions,
            clients=known.clients,
            total=known.max_sessions,
            per_client=known.max_per_client,
            kind=streamlit_server.message_kind,
        ),
        Middleware(
            api.Api,
            base=base_path,
            clients=known.clients,
            per_minute=known.api_per_minute,
            login_is_on=login.is_on,
            visitor_of=login.visitor_of,
        ),
        Middleware(guard.Guard, visitor=login.visitor_of),
        Middleware(
            sign_in.SignIn,
            know=login.is_on,
            leave=login.end,
            is_signed_in=login.is_valid_callback,
            login_cookie=USER_COOKIE_NAME,
        ),
        Middleware(guard.PrivateFiles, visitor=login.visitor_of),
        Middleware(document.Document, documents=document.documents(index_html)),
        Middleware(compression.Compression, programs=compression.programs(static, base_path)),
    ],
    lifespan=background.follow_lake(background.keep_packages(upload_copies.lifespan)),
)
faults = [*key.faults(), *login.faults()]  # only now: before, Streamlit does not know which folder's secrets are meant
if faults:
    raise SystemExit("\n".join(say(language, f"fault_{fault}") for fault in faults for language in LANGUAGES))
# What is imported stays for good. Otherwise each full collection looks through all of it, a tenth of a second in the
# middle of somebody's page; so it looks at what pages have made since.
gc.collect()
gc.freeze()
