"""Parsed releases kept as Parquet, named by everything that could change them. Safe to delete, whole or in part."""

import hashlib
import io
import json
import secrets
import shutil
import time
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import polars as pl

from etl.fingerprint import file_sha256, inputs_hash, words_hash
from etl.problems import Problem
from etl.releases import Release

_CONTENT = "content.json"
_OF_PAGES = ("names",)  # reference tables that no file is read by
_BY_RELEASE = ("editions", "periods")  # of which a release depends on the rows of its own period
KEPT_SECONDS = 30 * 24 * 3600


class Cache:
    """Frames and review problems of releases that were accepted; a refused release is read anew each time."""

    def __init__(
        self,
        directory: Path,
        layouts: Mapping[str, Path],
        reference: Mapping[str, pl.DataFrame],
        sql_dir: Path,
        vocabulary: Path,
    ) -> None:
        """Keep entries below `directory`, made on the first `put`.

        `layouts` are the files of the layouts by name, `vocabulary` the folder of the words their headings are read by.
        """
        self._directory = directory
        self.layouts = dict(layouts)
        self._editions = reference["editions"]
        # what a release's frames depend on beside its own files: the codes, the tables and this very code
        codes = [_frame_hash(frame) for name, frame in sorted(reference.items()) if name not in _OF_PAGES + _BY_RELEASE]
        code = [sql_dir / "staging", vocabulary, Path(__file__).parent]
        self._surroundings = [*codes, words_hash(), inputs_hash(code)]

    def get(self, release: Release) -> tuple[dict[str, pl.DataFrame], list[Problem]] | None:
        """What was kept for this release, or None if nothing usable is there."""
        folder = self._directory / self._key(release)
        try:
            content = json.loads((folder / _CONTENT).read_text(encoding="utf-8"))
            frames = {name: pl.read_parquet(folder / f"{name}.parquet") for name in content["rows"]}
        except (OSError, ValueError, KeyError, pl.exceptions.PolarsError):
            return None
        if {name: frame.height for name, frame in frames.items()} != content["rows"]:
            return None
        return frames, [Problem(**{**fields, "fix": tuple(fields["fix"])}) for fields in content["problems"]]

    def put(self, release: Release, frames: Mapping[str, pl.DataFrame], problems: list[Problem]) -> None:
        """Keep an accepted release: written aside, moved into place whole, instead of a damaged entry too.

        A disk that is full or read-only only means that the release is read again next time.
        """
        aside = self._directory / f".new-{secrets.token_hex(8)}"
        place = self._directory / self._key(release)
        content = {
            "rows": {name: frame.height for name, frame in frames.items()},
            "problems": [asdict(problem) for problem in problems],
        }
        try:
            aside.mkdir(parents=True)
            for name, frame in frames.items():
                frame.write_parquet(aside / f"{name}.parquet")
            (aside / _CONTENT).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
            shutil.rmtree(place, ignore_errors=True)
            aside.replace(place)
        except (OSError, pl.exceptions.PolarsError):  # also: another builder was faster
            shutil.rmtree(aside, ignore_errors=True)

    def prune(self) -> None:
        """Remove entries made more than a month ago, and what killed builders left."""
        for folder in self._directory.glob("*") if self._directory.is_dir() else ():
            try:
                age = time.time() - folder.stat().st_mtime
            except OSError:
                continue
            if age > (KEPT_SECONDS if not folder.name.startswith(".new-") else 3600):
                shutil.rmtree(folder, ignore_errors=True)

    def _key(self, release: Release) -> str:
        """A name for all that could change the frames. Of the editions that is those of the release's own period, so
        that declaring a new one does not mean reading all others again."""
        parts = (
            release.release_code,
            release.sha256,
            file_sha256(release.sidecar_path),
            file_sha256(self.layouts[release.layout]),
            _frame_hash(self._editions.filter(pl.col("period_code") == release.period_code)),
            *self._surroundings,
        )
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _frame_hash(frame: pl.DataFrame) -> str:
    text = io.BytesIO()
    frame.write_csv(text)
    return hashlib.sha256(text.getvalue()).hexdigest()
