"""From raw files to staging frames: what a file is read against, one release read, and all of them. All or nothing per
release, every problem at once.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from etl.cache import Cache
from etl.contracts.codebook import Codebook
from etl.contracts.contracts import apply_contracts
from etl.declarations import Declaration, read_declarations
from etl.folders import with_deliveries
from etl.kinds.registry import KINDS, contracts_by_table
from etl.problems import Problem, shortened
from etl.reading.data_file import read_cells
from etl.reading.sheets import Sheet
from etl.reading.workbooks import Progress, silent
from etl.reference import read_reference
from etl.releases import DOCUMENT, Release, find_releases, read_release
from etl.shapes.layouts import VOCABULARY, Layout, read_layouts
from etl.shapes.row_mapping import map_rows
from text.periods import PERIOD_CODE
from warehouse.paths import SQL_DIR

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
    reference_dir: Path, layouts_dir: Path, sql_dir: Path, deliveries: Sequence[Path] = ()
) -> tuple[RulesFound, list[Problem]]:
    """The rules, those of the folders `deliveries` on top, and whatever is wrong with them: `Rules` if nothing blocks.

    Raises FolderMissing and DeclarationBroken.
    """
    tables = read_declarations(sql_dir / "staging")
    reference, problems = read_reference(reference_dir, sql_dir, deliveries)
    folders = list(with_deliveries(layouts_dir, deliveries, "layouts"))
    layouts, faults = read_layouts(folders, {name: tables[name].columns for name in contracts_by_table()}, KINDS)
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
    contracts = contracts_by_table()
    frames, faults = apply_contracts(rows, layout, release, rules.codebook, rules.tables, contracts, progress)
    problems = shortened([*problems, *faults])
    return ({} if any(problem.blocks for problem in problems) else frames), problems


@dataclass(frozen=True)
class Loaded:
    """What a build starts from. `staging` has every declared frame, empty ones too; `problems` are sorted.

    Frames hold accepted releases only; with `is_refused` no build may follow. `releases` are all found.
    """

    reference: dict[str, pl.DataFrame]
    staging: dict[str, pl.DataFrame]
    problems: list[Problem]
    releases: list[Release]

    @property
    def is_refused(self) -> bool:
        """True if a blocking problem was met anywhere."""
        return any(problem.blocks for problem in self.problems)


def load(
    raw_dir: Path,
    reference_dir: Path,
    layouts_dir: Path,
    cache_dir: Path | None = None,
    sql_dir: Path = SQL_DIR,
    deliveries: Sequence[Path] = (),
    withdrawn: Collection[str] = (),
) -> Loaded:
    """Read every release below `raw_dir` into the staging frames that `sql_dir` declares.

    `deliveries` are folders read on top, each with `raw`, `reference` and `layouts` of its own or some of them;
    `withdrawn` are the codes of releases to leave out. Faulty rules stop the reading of files. Raises FolderMissing and
    DeclarationBroken; whatever is wrong with the data is a Problem.
    """
    rules, problems = read_rules(reference_dir, layouts_dir, sql_dir, deliveries)
    releases, faults = find_releases(raw_dir, rules.layouts, deliveries, withdrawn)
    problems += faults
    files, words = layout_files(layouts_dir, deliveries), layouts_dir / VOCABULARY
    cache = Cache(cache_dir, files, rules.reference, sql_dir, words) if cache_dir else None
    parts = {name: [table.empty()] for name, table in rules.tables.items()}
    for release in releases:
        if not isinstance(rules, Rules):
            break
        frames, faults = _cached_or_read(release, rules, cache)
        problems += faults
        if any(problem.blocks for problem in faults):
            continue
        parts["releases"].append(_described(release, frames, rules.tables["releases"]))
        for name, frame in frames.items():
            parts[name].append(frame)
    if cache:
        cache.prune()
    staging = {name: pl.concat(frames) for name, frames in parts.items()}
    return Loaded(rules.reference, staging, sorted(problems), releases)


def layout_files(layouts_dir: Path, deliveries: Sequence[Path]) -> dict[str, Path]:
    """The file of each layout by its name."""
    folders = with_deliveries(layouts_dir, deliveries, "layouts")
    return {path.stem: path for folder in folders for path in folder.glob("*.toml")}


def _cached_or_read(
    release: Release, rules: Rules, cache: Cache | None
) -> tuple[dict[str, pl.DataFrame], list[Problem]]:
    if cache and (kept := cache.get(release)):
        return kept
    frames, problems = read_frames(release, rules)
    if cache and frames:
        cache.put(release, frames, problems)
    return frames, problems


def _described(release: Release, frames: Mapping[str, pl.DataFrame], table: Declaration) -> pl.DataFrame:
    """The release's own row of staging.releases."""
    row = {
        "notes": "\n".join(release.transcription_notes) or None,
        "file_name": release.path.name,
        "row_count": sum(frame.height for frame in frames.values()),
    }
    row |= {name: getattr(release, name) for name in table.columns.keys() - row.keys()}
    return pl.DataFrame([row], schema=table.columns)


@dataclass(frozen=True)
class CheckedFiles:
    """Rows of each accepted file, and all problems, sorted."""

    row_counts: dict[Path, int]
    problems: list[Problem]


def check_files(
    paths: Iterable[Path],
    reference_dir: Path,
    layouts_dir: Path,
    sql_dir: Path = SQL_DIR,
    deliveries: Sequence[Path] = (),
) -> CheckedFiles:
    """Check data files lying beside their sidecars in a folder named after the period; `deliveries` are read on top.

    Raises FolderMissing and DeclarationBroken.
    """
    rules, problems = read_rules(reference_dir, layouts_dir, sql_dir, deliveries)
    row_counts: dict[Path, int] = {}
    for path in paths:
        count, faults = _check_file(path.resolve(), rules)
        problems += faults
        if not any(problem.blocks for problem in faults):
            row_counts[path] = count
    return CheckedFiles(row_counts, sorted(problems))


def _check_file(path: Path, rules: RulesFound) -> tuple[int, list[Problem]]:
    folder = path.parent.parent if path.parent.name == "documents" else path.parent
    file, sidecar = f"{folder.name}/{path.name}", path.with_suffix(".json")
    if not path.is_file():
        return 0, [Problem(file, code="file_missing", expected=path.name)]
    if not sidecar.is_file():
        return 0, [Problem(file, code="sidecar_missing", expected=sidecar.name)]
    if not PERIOD_CODE.fullmatch(folder.name):
        return 0, [Problem(file, code="folder_not_a_year", found=folder.name)]
    release, problems = read_release(path, sidecar, folder.name, rules.layouts)
    if release is None or problems or release.layout == DOCUMENT or not isinstance(rules, Rules):
        return 0, problems
    frames, problems = read_frames(release, rules)
    return sum(frame.height for frame in frames.values()), problems
