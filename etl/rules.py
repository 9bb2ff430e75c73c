"""What a file is read against: known layouts, codes and tables; and one release read against them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from etl.contracts.codebook import Codebook
from etl.contracts.contracts import CONTRACTS, contract
from etl.declarations import Declaration, read_declarations
from etl.folders import beside
from etl.problems import Problem, shortened
from etl.reading.readers import read_cells
from etl.reading.sheets import Sheet
from etl.reading.workbooks import Progress, silent
from etl.reference import read_reference
from etl.shapes.layouts import Layout, read_layouts
from etl.shapes.mapping import map_rows
from etl.sidecars import Release


@dataclass(frozen=True)
class Rules:
    """`codebook` is None if reference tables or layouts are faulty: then no file can be judged."""

    reference: dict[str, pl.DataFrame]
    layouts: Mapping[str, Layout]
    tables: Mapping[str, Declaration]
    codebook: Codebook | None


def read_rules(
    reference_dir: Path, layouts_dir: Path, sql_dir: Path, loads: Sequence[Path] = ()
) -> tuple[Rules, list[Problem]]:
    """The rules, those of the folders `loads` on top, and whatever is wrong with them.

    Raises FolderMissing and DeclarationBroken.
    """
    tables = read_declarations(sql_dir / "staging")
    reference, problems = read_reference(reference_dir, sql_dir, loads)
    folders = list(beside(layouts_dir, loads, "layouts"))
    layouts, faults = read_layouts(folders, {name: tables[name].columns for name in CONTRACTS})
    problems = [*problems, *faults]
    is_sound = not any(problem.blocks for problem in problems)
    return Rules(reference, layouts, tables, Codebook(reference) if is_sound else None), problems


def read_frames(release: Release, rules: Rules) -> tuple[dict[str, pl.DataFrame], list[Problem]]:
    """The staging frames of one release by table, and its problems; with a blocking one no frames."""
    sheets, problems = read_cells(release.path, release.file)
    if any(problem.blocks for problem in problems):
        return {}, problems
    frames, faults = frames_of(sheets, release, rules)
    return frames, [*problems, *faults]


def frames_of(
    sheets: Sequence[Sheet], release: Release, rules: Rules, progress: Progress = silent
) -> tuple[dict[str, pl.DataFrame], list[Problem]]:
    """As `read_frames`, of the cells of a file that has been read. `progress` hears of rows judged."""
    layout = rules.layouts[release.layout]
    rows, problems = map_rows(sheets, layout, release.file, release.constants)
    frames, faults = contract(rows, layout, release, rules.codebook, rules.tables, progress)
    problems = shortened([*problems, *faults])
    return ({} if any(problem.blocks for problem in problems) else frames), problems
