"""The folders of one installation, and what of them a build reads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from warehouse import paths


@dataclass(frozen=True)
class Folders:
    """Where builds, loads and shipped data lie. Tests put them elsewhere."""

    warehouse: Path = field(default_factory=paths.warehouse_dir)
    loaded: Path = field(default_factory=paths.loaded_dir)
    raw: Path = paths.RAW_DIR
    reference: Path = paths.REFERENCE_DIR
    layouts: Path = paths.LAYOUTS_DIR
    sql: Path = paths.SQL_DIR


def beside(shipped: Path, loads: Sequence[Path], name: str) -> Iterator[Path]:
    """A shipped folder, then the folder `name` of each load that has one, oldest load first."""
    yield shipped
    yield from (folder for load in loads if (folder := load / name).is_dir())
