"""The raw files and their sidecars: which releases there are, one file each."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from etl.errors import FolderMissing
from etl.fingerprint import is_ignored
from etl.folders import beside
from etl.problems import Problem
from etl.sidecars import DOCUMENT, Release, read_release


def find_releases(
    raw_dir: Path, layouts: Collection[str], loads: Sequence[Path] = (), withdrawn: Collection[str] = ()
) -> tuple[list[Release], list[Problem]]:
    """Every sound release below `raw_dir` and in the folders of `loads` by code, and what is wrong with the others.

    `layouts` are the known layout names; releases whose code is in `withdrawn` are passed over.
    Documents are checked too but are not releases. Raises FolderMissing.
    """
    if not raw_dir.is_dir():
        raise FolderMissing(raw_dir)
    found: list[Release] = []
    problems: list[Problem] = []
    for root in beside(raw_dir, loads, "raw"):
        for place, year, faults in _places(root):
            problems += faults
            for data, sidecar, faults in _pairs(place, root) if place else ():
                if data and f"{year}/{data.stem}" in withdrawn:
                    continue
                problems += faults
                if data is None or sidecar is None:
                    continue
                release, faults = read_release(data, sidecar, year, layouts)
                problems += faults
                if release and not faults and release.layout != DOCUMENT:
                    found.append(replace(release, load_id=None if root == raw_dir else root.parent.name))
    codes = Counter(release.release_code for release in found)
    problems += [
        Problem(release.file, code="release_repeated", found=release.release_code)
        for release in found
        if codes[release.release_code] > 1
    ]
    releases = [release for release in found if codes[release.release_code] == 1]
    return sorted(releases, key=lambda release: release.release_code), problems


def _places(root: Path) -> Iterator[tuple[Path | None, int, list[Problem]]]:
    """The folders below `root` that hold files, each with its year; none, but a problem, for one of no year."""
    for folder in sorted(path for path in root.iterdir() if path.is_dir() and not is_ignored(path)):
        if not (folder.name.isascii() and folder.name.isdigit() and len(folder.name) == 4):
            yield None, 0, [Problem(folder.name, code="folder_not_a_year", found=folder.name)]
            continue
        yield from ((place, int(folder.name), []) for place in (folder, folder / "documents") if place.is_dir())


def _pairs(folder: Path, raw_dir: Path) -> list[tuple[Path | None, Path | None, list[Problem]]]:
    """Data file and sidecar of each stem, with a problem where one is missing or two files share a stem."""
    files = [path for path in sorted(folder.iterdir()) if path.is_file() and not is_ignored(path)]
    sidecars = {path.stem: path for path in files if path.suffix == ".json"}
    data = [path for path in files if path.suffix != ".json"]
    stems = Counter(path.stem for path in data)
    pairs: list[tuple[Path | None, Path | None, list[Problem]]] = []
    for path in data:
        file = path.relative_to(raw_dir).as_posix()
        if stems[path.stem] > 1:
            pairs.append((None, None, [Problem(file, code="stem_repeated", found=path.stem)]))
        elif path.stem not in sidecars:
            pairs.append((None, None, [Problem(file, code="sidecar_missing", expected=f"{path.stem}.json")]))
        else:
            pairs.append((path, sidecars[path.stem], []))
    for stem in sorted(sidecars.keys() - stems.keys()):
        file = sidecars[stem].relative_to(raw_dir).as_posix()
        pairs.append((None, None, [Problem(file, code="file_missing", expected=f"{stem}.*")]))
    return pairs
