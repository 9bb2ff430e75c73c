"""Synthetic visits by who has no right: what an address asks, what a page sends back, and where files may lie.

Values stand where a page expects codes of ours; addresses of files are those of Streamlit's folders, led out of them.
"""

import itertools
from collections.abc import Iterator
from urllib.parse import quote_plus

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Common_pb2 import (
    DoubleArray,
    FileUploaderState,
    SInt64Array,
    StringArray,
    StringTriggerValue,
    UploadedFileInfo,
)
from streamlit.proto.Components_pb2 import ArrowTable
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates

from warehouse.paths import ROOT

PAGES = ("", "home", "overview", "ranking", "profile", "comparison", "components", "simulator", "reconciliation")
OTHERS = ("load", "history", "audit")
NAMES = (
    "lang", "index", "year", "cohort", "measure", "region", "unit", "units", "against", "with", "main", "status",
    "reason", "agency", "scope", "kind", "framework", "for_year", "action", "before", "q", "view", "part", "mode",
)  # fmt: skip
VALUES = (
    "' or 1=1 --", "'; drop table mart.editions; --", "$year", "{0.__class__}", "%s%n", "${jndi:ldap://e.vn}",
    "../../../etc/passwd", "/etc/passwd\x00.csv", "C:\\Windows\\win.ini", "file:///etc/passwd", "https://e.vn/",
    "<script>alert(1)</script>", "javascript:alert(1)", "[a](https://e.vn) $x$", "__proto__", "constructor", "None",
    "-1", "0", "1e309", "NaN", "99999999999999999999999", "2022.vn63.x", "٢٠٢٢", "é" * 5000,
    "\u202e\u0000\ufffe\U000e0001", "08." * 500, "", " ", ".", "08", "audit", "\r\nSet-Cookie: a=b", "=1+1",
)  # fmt: skip
REPEATED = ("unit=08&unit=01", "lang=vi&lang=en&lang=zz", "embed=true", "embed_options=x", "&&==&;", "%ff%fe=%00")


def asked() -> Iterator[tuple[str, str]]:
    """Page and query: every value in all places at once, what repeats itself, and every third value at each name."""
    for value, page in itertools.product(VALUES, PAGES):
        yield page, "&".join(f"{name}={quote_plus(value, errors='replace')}" for name in NAMES)
    for query, page in itertools.product(REPEATED, PAGES):
        yield page, query
    for page, name, value in itertools.product(PAGES, NAMES, VALUES[::3]):
        known = {"lang": "vi", "index": "dti", "year": "2022", "cohort": "vn63", "unit": "08", name: value}
        yield page, "&".join(f"{each}={quote_plus(code, errors='replace')}" for each, code in known.items())


def values_of_widgets(file_id: str = "x") -> tuple[dict[str, object], ...]:
    """What a page may claim that somebody put into a widget."""
    file = UploadedFileInfo(file_id=file_id, name="a.csv", size=1)
    return (
        {"trigger_value": True},
        {"string_trigger_value": StringTriggerValue(data="x")},
        {"string_value": "../../etc/passwd"},
        {"string_value": "\ud83d".encode("utf-8", "replace").decode() + "\x00" * 9},
        {"int_value": -(2**62)},
        {"bool_value": True},
        {"int_array_value": SInt64Array(data=[-1, 2**62])},
        {"double_array_value": DoubleArray(data=[float("inf")])},
        {"arrow_value": ArrowTable(data=b"ARROW1")},
        {"json_trigger_value": "{"},
        {"json_value": "[" * 5000},
        {"double_value": float("nan")},
        {"bytes_value": b"\x80\x04."},
        {"json_value": '{"__proto__": {"role": "admin"}}'},
        {"string_array_value": StringArray(data=["' or 1=1 --"] * 50)},
        {"file_uploader_state_value": FileUploaderState(uploaded_file_info=[file])},
    )


def sent(ids: list[str], hashes: list[str], session: str, files: list[str]) -> Iterator[BackMsg]:
    """Messages of a page that was never drawn here: its widgets' `ids`, its `hashes`, the `files` it offers, the
    `session` of who may.
    """
    values = values_of_widgets(files[0])
    keys = ("access.cookies", "access.held", "export_all_xlsx", "load_kind", "__proto__")
    guessed = [*(f"$$ID-0-{key}" for key in keys), "$$STREAMLIT_INTERNAL_KEY_SCRIPT_RUN_WITHOUT_ERRORS", "$$ID"]
    for said in values:
        yield run(widget_states=WidgetStates(widgets=[WidgetState(id=widget, **said) for widget in {*ids, *guessed}]))
    for script, page in zip(hashes, itertools.cycle((*OTHERS, "../pages/audit.py", "pages/audit")), strict=False):
        yield run(page_script_hash=script, page_name=page)
        yield run(fragment_id=script, page_name=page)
        yield run(fragment_id=script, is_auto_rerun=True)
    for wanted, whose in itertools.product([*files, "x", "../../serve.py"], (session, "", "x")):
        message = BackMsg()
        message.backend_operation_request.request_id = "1"
        message.backend_operation_request.session_id = whose
        message.backend_operation_request.deferred_file.file_id = wanted
        yield message
        message = BackMsg()
        message.backend_operation_request.request_id = "1"
        message.backend_operation_request.session_id = whose
        message.backend_operation_request.dataframe_chunk.source_id = wanted
        yield message


def run(**said: object) -> BackMsg:
    """What asks for a run of a page."""
    return BackMsg(rerun_script=ClientState(**said))


_FOLDERS = ("/", "/media/", "/component/", "/component/x/", "/static/", "/app/static/", "/_stcore/bidi-components/x/")
_UP = (
    "../", "%2e%2e/", "..%2f", "%2e%2e%2f", "..%252f", "%252e%252e/", "..\\", "..%5c", "....//", "..;/", "..%c0%af",
    "./../", "..%00/", "%ef%bc%8e%ef%bc%8e/",
)  # fmt: skip
_PRIVATE = {
    "serve.py": "The server's entry", "access/key.py": "The loading key", ".streamlit/config.toml": "maxUploadSize",
    "data/loaded/audit.jsonl": '"action"', ".git/HEAD": "ref: ",
}  # fmt: skip


def files() -> list[tuple[str, bytes]]:
    """Addresses that would lead to a file that is nobody's business, and what stands in it."""
    up = [(f"{folder}{step * depth}{name}", told.encode())
          for folder, step, depth in itertools.product(_FOLDERS, _UP, (1, 4))
          for name, told in _PRIVATE.items()]  # fmt: skip
    places = [
        (f"{folder}{start}{ROOT}/{name}".replace(" ", "%20"), told.encode())
        for folder, start in itertools.product(_FOLDERS, ("", "/", "%2f", "file://", "//localhost", "\\\\127.0.0.1"))
        for name, told in _PRIVATE.items()
    ]
    system = [(f"{folder}{step * 12}etc/passwd", b"root:") for folder, step in itertools.product(_FOLDERS, _UP)]
    return up + places + system
