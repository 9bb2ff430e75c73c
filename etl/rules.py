"""What a file is read against: known layouts, codes and tables; and one release read against them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from etl.contracts.codebook import Codebook
from etl.contracts.contracts import CONTRACTS, contract
from etl.declarations import Declaration, read_declarations
from etl.folders import beside
from etl.problems import Problem, shortened
from etl.reading.data_file import read_cells
from etl.reading.sheets import Sheet
from etl.reading.workbooks import Progress, silent
from etl.reference import read_reference
from etl.shapes.layouts import Layout, read_layouts
from etl.shapes.row_mapping import map_rows
from etl.sidecars import Release

_COLUMNS = ("index", "pillar", "group", "main")  # levels of indicators that tables have columns for
_NAMES = ("indicator_name_vi", "indicator_name_en")
_INDEX_NAMES = ("index_name_vi", "index_name_en", "short_name_vi", "short_name_en")


@dataclass(frozen=True)
class RulesFound:
    """What the folders hold; if it is faulty, no file can be judged by it."""

    reference: dict[str, pl.DataFrame]
    layouts: Mapping[str, Layout]
    tables: Mapping[str, Declaration]


@dataclass(frozen=True)
class Rules(RulesFound):
    """Reference tables and layouts without a fault, and so the codes they give."""

    codebook: Codebook


def read_rules(
    reference_dir: Path, layouts_dir: Path, sql_dir: Path, loads: Sequence[Path] = ()
) -> tuple[RulesFound, list[Problem]]:
    """The rules, those of the folders `loads` on top, and whatever is wrong with them: `Rules` if nothing blocks.

    Raises FolderMissing and DeclarationBroken.
    """
    tables = read_declarations(sql_dir / "staging")
    reference, problems = read_reference(reference_dir, sql_dir, loads)
    folders = list(beside(layouts_dir, loads, "layouts"))
    layouts, faults = read_layouts(folders, {name: tables[name].columns for name in CONTRACTS})
    problems = [*problems, *faults]
    if any(problem.blocks for problem in problems):
        return RulesFound(reference, layouts, tables), problems
    return Rules(reference, layouts, tables, Codebook(reference)), problems


def layouts_for(rules: Rules, framework_code: str) -> dict[str, Layout]:
    """The layouts a file of one framework may have, those that read headings as words with the names it gives.

    A layout for tables of one index is for no other; where an index has one of its own, the one for any is left out.
    """
    index_code = rules.codebook.index_of[framework_code]
    fixed = {name: _fixed_index(each) for name, each in rules.layouts.items() if each.words and each.wide}
    has_own = index_code in fixed.values()
    return {
        name: _named(layout, rules, framework_code)
        for name, layout in rules.layouts.items()
        if fixed.get(name) in (None, index_code) and not (layout.framework_names and has_own)
    }


def _fixed_index(layout: Layout) -> str | None:
    return next((table.defaults["index_code"] for table in layout.tables if "index_code" in table.defaults), None)


def _named(layout: Layout, rules: Rules, framework_code: str) -> Layout:
    """A layout that knows indicators by the names of a framework, if it is one that should."""
    if not layout.framework_names or layout.words is None or layout.wide is None:
        return layout
    of_framework = (pl.col("framework_code") == framework_code) & pl.col("indicator_level").is_in(_COLUMNS)
    indicators = rules.reference["indicators"].filter(of_framework)
    names = {row["indicator_code"]: [row[name] for name in _NAMES] for row in indicators.iter_rows(named=True)}
    [index] = rules.reference["indexes"].filter(index_code=rules.codebook.index_of[framework_code]).rows(named=True)
    names.setdefault(layout.wide.root, []).extend(index[name] for name in _INDEX_NAMES)
    return replace(layout, words=layout.words.with_names(names))


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
    if framework_code := release.constants.get("framework_code"):
        layout = _named(layout, rules, framework_code)
    rows, problems = map_rows(sheets, layout, release.file, release.constants)
    frames, faults = contract(rows, layout, release, rules.codebook, rules.tables, progress)
    problems = shortened([*problems, *faults])
    return ({} if any(problem.blocks for problem in problems) else frames), problems
