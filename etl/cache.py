"""Parsed releases kept as Parquet, named by everything that could change them. Safe to delete at any time."""

import hashlib
import json
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import polars as pl

from etl.fingerprint import file_sha256, inputs_hash
from etl.problems import Problem
from etl.sidecars import Release

_PROBLEMS = "problems.json"


class Cache:
    """Frames and review problems of releases that were accepted; a refused release is read anew each time."""

    def __init__(self, directory: Path, layouts_dir: Path, reference_dir: Path, sql_dir: Path) -> None:
        """Keep entries below `directory`, made on the first `put`."""
        self._directory = directory
        self._layouts_dir = layouts_dir
        # what a release's frames depend on beside its own files: the codes, the tables and this very code
        self._surroundings = inputs_hash([reference_dir, sql_dir / "staging", Path(__file__).parent])

    def get(self, release: Release) -> tuple[dict[str, pl.DataFrame], list[Problem]] | None:
        """What was kept for this release, or None if nothing usable is there."""
        folder = self._directory / self._key(release)
        try:
            noted = json.loads((folder / _PROBLEMS).read_text(encoding="utf-8"))
            frames = {path.stem: pl.read_parquet(path) for path in sorted(folder.glob("*.parquet"))}
        except (OSError, ValueError, pl.exceptions.PolarsError):
            return None
        return frames, [Problem(**{**fields, "fix": tuple(fields["fix"])}) for fields in noted]

    def put(self, release: Release, frames: Mapping[str, pl.DataFrame], problems: list[Problem]) -> None:
        """Keep an accepted release: written aside, moved into place whole; a second writer is ignored.

        A disk that is full or read-only only means that the release is read again next time.
        """
        aside = self._directory / f".new-{secrets.token_hex(8)}"
        noted = json.dumps([asdict(problem) for problem in problems], ensure_ascii=False)
        try:
            aside.mkdir(parents=True)
            for name, frame in frames.items():
                frame.write_parquet(aside / f"{name}.parquet")
            (aside / _PROBLEMS).write_text(noted, encoding="utf-8")
            aside.replace(self._directory / self._key(release))
        except (OSError, pl.exceptions.PolarsError):  # also: another builder was faster
            shutil.rmtree(aside, ignore_errors=True)

    def _key(self, release: Release) -> str:
        layout = file_sha256(self._layouts_dir / f"{release.layout}.toml")
        parts = (
            release.release_code,
            release.sha256,
            file_sha256(release.sidecar_path),
            layout,
            self._surroundings,
        )
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()
