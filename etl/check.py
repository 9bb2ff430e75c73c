"""Single files read as a load would read them: every problem, and nothing built or changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.problems import Problem
from etl.rules import Rules, RulesFound, read_frames, read_rules
from etl.sidecars import DOCUMENT, read_release
from warehouse.paths import SQL_DIR


@dataclass(frozen=True)
class Checked:
    """Rows of each accepted file, and all problems, sorted."""

    row_counts: dict[Path, int]
    problems: list[Problem]


def check_files(
    paths: Iterable[Path],
    reference_dir: Path,
    layouts_dir: Path,
    sql_dir: Path = SQL_DIR,
    loads: Sequence[Path] = (),
) -> Checked:
    """Check data files lying beside their sidecars in a folder named for the year; `loads` are read on top.

    Raises FolderMissing and DeclarationBroken.
    """
    rules, problems = read_rules(reference_dir, layouts_dir, sql_dir, loads)
    row_counts: dict[Path, int] = {}
    for path in paths:
        count, faults = _check_file(path.resolve(), rules)
        problems += faults
        if not any(problem.blocks for problem in faults):
            row_counts[path] = count
    return Checked(row_counts, sorted(problems))


def _check_file(path: Path, rules: RulesFound) -> tuple[int, list[Problem]]:
    folder = path.parent.parent if path.parent.name == "documents" else path.parent
    file, sidecar = f"{folder.name}/{path.name}", path.with_suffix(".json")
    if not path.is_file():
        return 0, [Problem(file, code="file_missing", expected=path.name)]
    if not sidecar.is_file():
        return 0, [Problem(file, code="sidecar_missing", expected=sidecar.name)]
    if not (folder.name.isascii() and folder.name.isdigit() and len(folder.name) == 4):
        return 0, [Problem(file, code="folder_not_a_year", found=folder.name)]
    release, problems = read_release(path, sidecar, int(folder.name), rules.layouts)
    if release is None or problems or release.layout == DOCUMENT or not isinstance(rules, Rules):
        return 0, problems
    frames, problems = read_frames(release, rules)
    return sum(frame.height for frame in frames.values()), problems
