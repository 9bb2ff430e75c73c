"""Which of the active loads a build reads: those of which something is left when the withdrawn releases are out."""

import csv
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from etl.errors import LoadMissing
from etl.loads.loads import LABEL, Active

_EDITION = ("year", "cohort_code")


@dataclass
class _Load:
    """One load: whether it has a release that is not withdrawn, or never had one, as a framework; what it gives for
    others to use and what it uses: names of layouts, and editions by index as well as by framework.
    """

    folder: Path
    is_used: bool = True
    gives: set[tuple[str, ...]] = field(default_factory=set)
    needs: set[tuple[str, ...]] = field(default_factory=set)


def folders(loaded: Path, active: Active) -> tuple[Path, ...]:
    """The folders of the loads a build reads, oldest first. Raises LoadMissing.

    A load whose releases are all withdrawn is left out with its edition and its layout, unless a load that is read has
    no other to use, as the corrected file of a year has that of the file it took the place of.
    """
    idle = [_read(loaded / load_id, active.withdrawn) for load_id in active.loads]
    found = [load for load in idle if load.is_used]
    kept: list[_Load] = []
    while found:
        kept += found
        idle = [load for load in idle if load not in found]
        given = {thing for load in kept for thing in load.gives}
        lacking = {thing for load in kept for thing in load.needs} - given
        found = [load for load in idle if load.gives & lacking]
    return tuple(sorted(load.folder for load in kept))


def _read(folder: Path, withdrawn: Collection[str]) -> _Load:
    load = _Load(folder)
    try:
        (folder / LABEL).stat()
        load.gives |= {(path.stem,) for path in folder.glob("layouts/*.toml")}
        for row in _editions(folder):
            load.gives |= {(row[code], *(row[name] for name in _EDITION)) for code in ("index_code", "framework_code")}
            load.needs.add((row["index_code"], *(row[f"previous_{name}"] for name in _EDITION)))
        releases = {f"{path.parent.name}/{path.stem}": path for path in folder.glob("raw/*/*.json")}
        left = releases.keys() - set(withdrawn)
        load.is_used = bool(left) or not releases
        for code in left:
            sidecar = json.loads(releases[code].read_text(encoding="utf-8"))
            fixed = sidecar["constants"]
            load.needs |= {(sidecar["layout"],), tuple(fixed.get(name) for name in ("framework_code", *_EDITION))}
    except (OSError, ValueError, KeyError) as fault:
        raise LoadMissing(folder.name, str(folder.parent)) from fault
    return load


def _editions(folder: Path) -> Iterator[dict[str, str]]:
    path = folder / "reference" / "years.csv"
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as stream:
            yield from csv.DictReader(stream)
