"""How far one walks through the code: modules that only one other imports, and files touched to show a further mart,
counted by doing it in a copy: ``python -m benchmarks.structure``.
"""

import ast
import tempfile
from collections import defaultdict
from pathlib import Path

from tests import new_mart
from warehouse import paths

PACKAGES = ("access", "etl", "launch", "pages", "text", "ui", "warehouse")


def importers() -> dict[str, set[str]]:
    """The modules of the program that others import, by name, with those that do."""
    files = {
        ".".join(file.relative_to(paths.ROOT).with_suffix("").parts): file
        for package in PACKAGES
        for file in (paths.ROOT / package).rglob("*.py")
        if file.stem != "__init__"
    }
    files |= {name: paths.ROOT / f"{name}.py" for name in ("app", "serve", "run")}
    found: dict[str, set[str]] = defaultdict(set)
    for module, file in files.items():
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                named = {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                named = {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
            else:
                continue
            for imported in named & files.keys():
                found[imported].add(module)
    return found


def of_new_mart() -> set[str]:
    """The files touched to show a further mart as a table with its files."""
    with tempfile.TemporaryDirectory() as folder:
        return new_mart.add_to(new_mart.copy_to(Path(folder)))


def main() -> None:
    """Print the figures."""
    once = sorted(module for module, users in importers().items() if len(users) == 1)
    print(f"Modules with one importer: {len(once)}")
    for module in once:
        print(f"  {module}")
    touched = sorted(of_new_mart())
    print(f"Files touched to show a further mart as a table with its files: {len(touched)}")
    for name in touched:
        print(f"  {name}")


if __name__ == "__main__":
    main()
