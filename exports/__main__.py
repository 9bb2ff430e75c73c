"""``python -m exports package [BUILD] [-o FILE]``: the data package of a build, the current one where none is named;
``python -m exports packages``: those there are; ``python -m exports missing``: makes those that published builds lack.
All with ``--json`` for programs.
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from exports import package
from text import console
from text.catalogue import DEFAULT_LANGUAGE, LANGUAGES
from text.errors import sentence
from warehouse import atomic_files, builds, packages, paths
from warehouse.errors import WarehouseError


def main(words: list[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 refused."""
    parser = argparse.ArgumentParser(prog="python -m exports", description="Files that leave the house.")
    verbs = parser.add_subparsers(dest="command", required=True)
    packing = verbs.add_parser("package", help="make and keep the data package of a build, or copy it to a file")
    packing.add_argument("build_id", nargs="?", metavar="BUILD", help="an id, or a day such as 2026-11-30")
    packing.add_argument("-o", dest="target", type=Path, metavar="FILE", help="write the package there")
    listing = verbs.add_parser("packages", help="list the builds that a package can be had of")
    lacking = verbs.add_parser("missing", help="make the packages that published builds lack")
    for verb in (packing, listing, lacking):
        verb.add_argument("--json", action="store_true", help="the same for programs")
        verb.add_argument("--lang", choices=sorted(LANGUAGES), default=DEFAULT_LANGUAGE)
    asked = parser.parse_args(words)
    directory = paths.warehouse_dir()
    try:
        if asked.command == "packages":
            told: Any = package.listed(directory, package.available(directory), builds.current_id(directory))
            lines = [f"{'*' if row['package_bytes'] is not None else ' '} {row['build_id']}" for row in told]
        elif asked.command == "missing":
            told = lines = package.make_missing(directory)
        else:
            named = asked.build_id or _current(directory)
            told = _package(directory, package.as_of(directory, named) or named, asked.target)
            lines = [f"{told['path']}  {told['bytes']} B  sha256 {told['sha256']}"]
    except WarehouseError as error:
        sys.stderr.write(sentence(asked.lang, type(error).__name__, dict(vars(error))) + "\n")
        return 1
    except OSError as fault:
        facts = {"path": asked.target, "detail": fault.strerror}
        sys.stderr.write(sentence(asked.lang, "FileNotWritten", facts) + "\n")
        return 1
    if asked.json:
        lines = [json.dumps(told, ensure_ascii=False)]
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 0


def _current(directory: Path) -> str:
    """The id of the current build, also where its file is gone and its package is not. Raises as `builds.current`."""
    named = builds.current_id(directory)
    return named if named in packages.kept(directory) else builds.current(directory).build_id


def _package(directory: Path, build_id: str, target: Path | None) -> dict[str, Any]:
    made = package.given(directory, build_id)
    if target:
        atomic_files.replace(target, made)
    return {
        "build_id": build_id,
        "path": str(target or packages.path(directory, build_id)),
        "bytes": len(made),
        "sha256": hashlib.sha256(made).hexdigest(),
    }


if __name__ == "__main__":
    console.run(main)
