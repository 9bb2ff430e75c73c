"""What a file is read against: known layouts, codes and tables; and one release read against them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from etl.codebook import Codebook
from etl.contracts import CONTRACTS, contract
from etl.declarations import Declaration, read_declarations
from etl.layouts import Layout, read_layouts
from etl.mapping import map_rows
from etl.problems import Problem
from etl.readers import read_cells
from etl.reference import read_reference
from etl.sidecars import Release


@dataclass(frozen=True)
class Rules:
    """`codebook` is None if reference tables or layouts are faulty: then no file can be judged."""

    reference: dict[str, pl.DataFrame]
    layouts: Mapping[str, Layout]
    tables: Mapping[str, Declaration]
    codebook: Codebook | None


def read_rules(reference_dir: Path, layouts_dir: Path, sql_dir: Path) -> tuple[Rules, list[Problem]]:
    """The rules and whatever is wrong with them. Raises FolderMissing and DeclarationBroken."""
    tables = read_declarations(sql_dir / "staging")
    reference, problems = read_reference(reference_dir, sql_dir)
    layouts, faults = read_layouts(layouts_dir, {name: tables[name].columns for name in CONTRACTS})
    problems = [*problems, *faults]
    is_sound = not any(problem.blocks for problem in problems)
    return Rules(reference, layouts, tables, Codebook(reference) if is_sound else None), problems


def read_frames(release: Release, rules: Rules) -> tuple[dict[str, pl.DataFrame], list[Problem]]:
    """The staging frames of one release by table, and its problems; with a blocking one no frames."""
    layout = rules.layouts[release.layout]
    sheets, problems = read_cells(release.path, release.file)
    if problems:
        return {}, problems
    rows, problems = map_rows(sheets, layout, release.file)
    frames, faults = contract(rows, layout, release, rules.codebook, rules.tables)
    problems += faults
    return ({} if any(problem.blocks for problem in problems) else frames), problems
