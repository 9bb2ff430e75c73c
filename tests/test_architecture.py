"""Who may import whom, read from the imports themselves."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OURS = ("app", "pages", "ui", "access", "api", "text", "etl", "exports", "planning", "reports", "warehouse")
ALLOWED = {
    "app": {"ui", "text"},
    "pages": {"ui", "text", "exports", "planning", "reports", "warehouse", "access"},
    "ui": {"access", "text", "exports", "planning", "reports", "warehouse"},
    "access": {"text", "exports", "warehouse"},
    "api": {"access", "text", "exports", "planning", "warehouse"},
    "etl": {"text", "exports", "warehouse"},
    "exports": {"text", "warehouse"},
    "planning": {"text", "warehouse"},
    "reports": {"planning", "text", "warehouse"},
    "warehouse": set(),
    "text": set(),
}
# What loads data and takes it back: the only part of the interface that reaches the loader and compares builds.
LOADING = re.compile(r"pages/(load|history)\.py|ui/(load|history)/\w+\.py")
# The loader from the bottom up: a module imports what stands in its own line or before it, and never in a circle.
LOADER = (
    {"errors", "problems", "periods", "folders", "fingerprint", "values"},
    {"reading"},
    {"shapes"},
    {"declarations", "releases", "reference"},
    {"contracts"},
    {"kinds"},
    {"cache", "staging"},
    {"deliveries"},
    {"building"},
    {"uploads"},
    {"verify"},
    {"report", "commands_lake", "commands_build", "commands_load", "__main__"},
)
ONLY_IN = {
    "streamlit": r"^(app|serve)\.py$|^pages/|^ui/(?!charts/|table_description)",
    "starlette": r"^(access|api)/|^serve\.py$",
    "duckdb": r"^warehouse/",
    "plotly": r"^ui/charts/",
    "openpyxl": r"^etl/",
    "xlsxwriter": r"^exports/|^reports/charts\.py$",
    "docx": r"^reports/",
    "docxtpl": r"^reports/(word|template_check)\.py$",
    "pptx": r"^reports/charts\.py$",
    "python_calamine": r"^etl/reading/workbook_child\.py$",
}


def modules() -> dict[str, ast.Module]:
    """Every Python file of the program by its path, tests and benchmarks apart."""
    files = [
        ROOT / "app.py",
        ROOT / "serve.py",
        *(file for part in OURS for file in (ROOT / part).rglob("*.py")),
    ]
    return {
        file.relative_to(ROOT).as_posix(): ast.parse(file.read_text(encoding="utf-8"))
        for file in files
        if file.is_file()
    }


def imported(tree: ast.Module) -> set[str]:
    """Full names of the modules a file imports, wherever in it."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


MODULES = modules()


@pytest.mark.parametrize("path", MODULES)
def test_a_module_imports_only_what_its_layer_may(path):
    layer = path.removesuffix(".py").split("/")[0]
    reached = {name.split(".")[0] for name in imported(MODULES[path])} & set(OURS)
    loader = {"etl"} if LOADING.fullmatch(path) else set()
    assert reached <= ALLOWED.get(layer, {"ui", "access", "api", "text"}) | {layer} | loader


def test_the_interface_reaches_the_warehouse_through_queries_builds_columns_and_errors_only():
    strangers = [
        f"{path}: {name}"
        for path, tree in MODULES.items()
        if path.startswith(("pages/", "ui/"))
        for name in imported(tree)
        if name.startswith("warehouse.")
        and name.split(".")[1]
        not in ("queries", "builds", "columns", "errors", "memory_cache", "paths", "audit", "publications", "lake")
        and not (LOADING.fullmatch(path) and name.split(".")[1] in ("compare", "effect"))
    ]
    assert strangers == []


def test_the_calculation_of_plans_reads_the_warehouse_through_queries_builds_and_errors_only():
    strangers = [
        f"{path}: {name}"
        for path, tree in MODULES.items()
        if path.startswith("planning/")
        for name in imported(tree)
        if name.startswith("warehouse.") and name.split(".")[1] not in ("queries", "builds", "errors", "paths")
    ]
    assert strangers == []


def part_of_the_loader(name: str) -> str:
    """`etl.reading.sheets` is in `reading`, `etl.problems` is `problems`."""
    return name.split(".")[1]


def imports_of_the_loader() -> dict[str, set[str]]:
    """Modules of the loader that each of its modules imports, at its top or inside a function."""
    names = {path.removesuffix(".py").replace("/", ".").removesuffix(".__init__"): path for path in MODULES}
    ours = {name: path for name, path in names.items() if name.startswith("etl.")}
    return {name: imported(MODULES[path]) & ours.keys() - {name} for name, path in ours.items()}


def test_the_loader_reads_straight_on_from_files_to_deliveries():
    rank = {part: place for place, parts in enumerate(LOADER) for part in parts}
    imports = imports_of_the_loader()
    assert {part_of_the_loader(name) for name in imports} == rank.keys()
    upward = [
        f"{name} imports {other}"
        for name, others in imports.items()
        for other in others
        if rank[part_of_the_loader(other)] > rank[part_of_the_loader(name)]
    ]
    assert upward == []


def test_no_module_of_the_loader_imports_itself_by_way_of_others():
    left = imports_of_the_loader()
    while free := [name for name, others in left.items() if not others & left.keys()]:
        left = {name: others for name, others in left.items() if name not in free}
    assert sorted(left) == []


def test_what_all_of_the_loader_shares_imports_nothing_of_ours_but_the_folding_of_names():
    for path, tree in MODULES.items():
        if path.startswith("etl/values/") or path in ("etl/errors.py", "etl/problems.py"):
            ours = {name for name in imported(tree) if name.split(".")[0] in OURS}
            assert {name for name in ours if not name.startswith("text.folding")} == set(), path


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_is_imported_only_where_it_belongs(library):
    users = [
        path for path, tree in MODULES.items() if library in {name.split(".")[0] for name in imported(tree)}
    ]
    strangers = [path for path in users if not re.search(ONLY_IN[library], path)]
    assert strangers == []


def test_environment_variables_are_read_in_one_place():
    readers = [
        path
        for path in MODULES
        if re.search(r"os\.(environ|getenv)", (ROOT / path).read_text(encoding="utf-8"))
    ]
    assert [path for path in readers if path != "warehouse/paths.py"] == []


def test_there_is_one_place_that_catches_every_exception():
    catching = [
        path
        for path, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and isinstance(node.type, ast.Name)
        and node.type.id == "Exception"
    ]
    assert catching == ["ui/frame.py"]


def test_nothing_is_rendered_as_html():
    guilty = [path for path in MODULES if "unsafe_allow_html" in (ROOT / path).read_text(encoding="utf-8")]
    assert guilty == []
