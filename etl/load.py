"""All raw files to staging frames: read, map, check. All or nothing per release, every problem at once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from etl.cache import Cache
from etl.declarations import Declaration
from etl.folders import beside
from etl.problems import Problem
from etl.releases import find_releases
from etl.rules import Rules, read_frames, read_rules
from etl.shapes.layouts import VOCABULARY
from etl.sidecars import Release
from warehouse.paths import SQL_DIR


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
    loads: Sequence[Path] = (),
    withdrawn: Collection[str] = (),
) -> Loaded:
    """Read every release below `raw_dir` into the staging frames that `sql_dir` declares.

    `loads` are folders read on top, each with `raw`, `reference` and `layouts` of its own or some of them;
    `withdrawn` are the codes of releases to leave out. Faulty rules stop the reading of files. Raises FolderMissing and
    DeclarationBroken; whatever is wrong with the data is a Problem.
    """
    rules, problems = read_rules(reference_dir, layouts_dir, sql_dir, loads)
    releases, faults = find_releases(raw_dir, rules.layouts, loads, withdrawn)
    problems += faults
    files, words = layout_files(layouts_dir, loads), layouts_dir / VOCABULARY
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


def layout_files(layouts_dir: Path, loads: Sequence[Path]) -> dict[str, Path]:
    """The file of each layout by its name."""
    return {path.stem: path for folder in beside(layouts_dir, loads, "layouts") for path in folder.glob("*.toml")}


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
