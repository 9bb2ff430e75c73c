"""Names are never markup: whatever a name of the data, a file or a visitor holds is read as it is written."""

import ast
import inspect
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from access.roles import Visitor
from tests.hostile import MARK, TEXT, build
from ui import notes
from warehouse import paths

ROOT = paths.ROOT
# Ours that are called as elements of Streamlit are: they return words or a reader, and draw nothing.
NOT_DRAWN = {"charts.table", "flow.progress", "load_flow.progress", "plans.progress", "self.title"}
MADE_OF_LITERALS = {"literal", "bold", "gray", "link", "linked", "listed", "_small"}
SHOWN_AS_MARKDOWN = {"body", "label", "help", "delta", "content", "text", "caption"}  # fields of Streamlit's messages
# Their names stand in tables and pickers, which read no Markdown.
NAMELESS = {"data", "history", "load", "reconciliation"}
YEAR = {"index": "dti", "year": "2022", "cohort": "vn63"}
VISITS = [
    ("overview", {}),
    ("overview", {"unit": "08"}),
    ("ranking", {"unit": "08"}),
    *(("ranking", {"view": view}) for view in ("years", "two_years", "map")),
    ("ranking", {"view": "two_years", "with": "2024.vn34"}),
    ("ranking", {"q": TEXT[:60]}),
    ("ranking", {"unit": TEXT[:60]}),
    *(("profile", {"unit": "08", "part": part}) for part in ("standing", "change", "points", "targets", "sources")),
    ("profile", {"unit": "08", "year": "2021", "part": "points"}),
    ("comparison", {"units": "01.08"}),
    ("comparison", {"units": "08", "mode": "years"}),
    ("components", {"unit": "08", "year": "2021"}),
    ("components", {"unit": "01"}),
    ("targets", {"unit": "67", "index": "ict_index", "year": "2017"}),
    ("tasks", {"unit": "08", "year": "2021"}),
    ("tasks", {"unit": "08", "year": "2021", "view": "zeros"}),
    ("documents", {"unit": "08", "year": "2021"}),
    ("simulator", {"unit": "08", "year": "2022", "add": "8:31.8"}),
    ("components", {"unit": "08", "year": "2021", "view": "heat"}),
    ("reconciliation", {}),
    ("data", {"unit": "08", "edition": "dti.2022.vn63"}),
    *(("history", {"part": part}) for part in ("releases", "log", "difference")),
    ("load", {"kind": "main_values"}),
]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folder of a build in which every name ends with `TEXT`, seen by an analyst."""
    directory = tmp_path_factory.mktemp("hostile")
    build(directory)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DTI_WAREHOUSE_DIR", str(directory))
        patch.setattr("ui.access.visitor", lambda: Visitor("analyst", "analyst@example.vn"))
        yield directory


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(("name", "choices"), VISITS, ids=[f"{name}-{'-'.join(of)}" for name, of in VISITS])
def test_hostile_names_stay_literal_on_every_page(hostile, name, choices, language):
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    page.switch_page(f"pages/{name}.py")
    for choice, code in (YEAR | choices | {"lang": language}).items():
        page.query_params[choice] = code
    page.run()
    assert not page.exception
    assert not page.error
    said = list(_said(page))
    assert any(MARK in text for _, text in said) or name in NAMELESS, "no name is shown"
    assert [text for text in said if text[1].count(MARK) != text[1].count(notes.literal(TEXT))] == []
    for chart in page.get("plotly_chart"):
        assert "<a" not in chart.proto.spec
        assert "<b>d" not in chart.proto.spec


def _said(page: AppTest) -> Iterator[tuple[str, str]]:
    """Every text that the browser reads as Markdown, with the element it is in."""
    waiting = [page._tree]
    while waiting:
        block = waiting.pop()
        waiting += getattr(block, "children", {}).values()
        if message := getattr(block, "proto", None):
            yield from _texts(message, type(message).__name__)


def _texts(message: object, element: str) -> Iterator[tuple[str, str]]:
    for field, held in message.ListFields():
        for each in held if field.is_repeated else [held]:
            if hasattr(each, "ListFields"):
                yield from _texts(each, element)
            elif field.name in SHOWN_AS_MARKDOWN and isinstance(each, str):
                yield element, each


@cache
def _markdown_parameters() -> dict[str, set[str]]:
    """Which parameters of which elements are Markdown, as Streamlit's own documentation says."""
    found: dict[str, set[str]] = {}
    for name, element in inspect.getmembers(st, callable):
        parameter = ""
        for line in (inspect.getdoc(element) or "").partition("Parameters\n")[2].partition("\nExample")[0].splitlines():
            if heading := re.match(r"\*?(\w+) : ", line):
                parameter = heading[1]
            elif parameter and "Markdown" in line and not line.lstrip().startswith((">", "..")):
                found.setdefault(name, set()).add(parameter)
    return found


def _drawn(tree: ast.AST) -> Iterator[tuple[ast.Call, str, ast.expr]]:
    """Every argument that an element of Streamlit shows as Markdown."""
    parameters = _markdown_parameters()
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.IfExp):
            yield from ((call, "body", argument) for argument in call.args[:1])
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
            continue
        name = call.func.attr
        is_words = name == "title" and call.args and ast.unparse(call.args[0]).endswith("language")
        if name not in parameters or is_words or ast.unparse(call.func) in NOT_DRAWN:
            continue
        places = list(inspect.signature(getattr(st, name)).parameters)
        named = [*zip(places, call.args, strict=False), *((word.arg, word.value) for word in call.keywords)]
        yield from ((call, place, argument) for place, argument in named if place in parameters[name])


def _is_literal(drawn: ast.expr) -> bool:
    """Whether an argument is a constant of ours, or made of literals."""
    match drawn:
        case ast.Constant():
            return True
        case ast.Lambda():
            return _is_literal(drawn.body)
        case ast.IfExp():
            return _is_literal(drawn.body) and _is_literal(drawn.orelse)
        case ast.BoolOp(op=ast.And()):  # nothing where there is nothing to say
            return _is_literal(drawn.values[-1])
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name == "say":
            return not drawn.keywords
        case ast.Call(func=ast.Name(id="Markup") | ast.Attribute(attr="Markup"), args=[ast.Call(keywords=values)]):
            return all(_is_literal(each.value) for each in values)
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name in MADE_OF_LITERALS
    return False


def _has_literal_cells(table: ast.expr) -> bool:
    return any(ast.unparse(node) == "map(notes.literal, cells)" for node in ast.walk(table))


def _files() -> list[Path]:
    return [*sorted((ROOT / "ui").rglob("*.py")), *sorted((ROOT / "pages").glob("*.py"))]


def test_streamlits_documentation_names_the_elements_that_show_markdown():
    found = _markdown_parameters()
    assert {"body"} <= found["markdown"] & found["info"] & found["header"]
    assert {"label", "value", "delta"} <= found["metric"]
    assert {"label", "format_func"} <= found["pills"]
    assert "options" not in found["selectbox"]


@pytest.mark.parametrize("file", _files(), ids=lambda file: file.relative_to(ROOT).as_posix())
def test_whatever_is_shown_as_markdown_is_a_constant_or_literal(file):
    tree = ast.parse(file.read_text(encoding="utf-8"))
    # options are codes of ours; what is read of them is said by `format_func`
    loose = [
        f"{call.lineno}: {ast.unparse(argument)}"
        for call, place, argument in _drawn(tree)
        if place != "options" and not _is_literal(argument) and not (place == "data" and _has_literal_cells(argument))
    ]
    assert loose == []
