"""Which releases there are already, by bytes and by what they were loaded for."""

from collections.abc import Sequence
from dataclasses import dataclass

from etl.folders import Folders
from etl.loads.candidates import current_or_none
from etl.loads.loading_history import all_releases
from etl.loads.loads import Active, Load, read_load
from etl.loads.purpose import FRAMEWORK, Purpose


@dataclass(frozen=True)
class LoadedBefore:
    """The loads of the current build and the hashes of all its releases, shipped ones too, by code.

    `layouts` are what the releases of the loads were read in, withdrawn ones too, by code, and `scales` what a person
    said their figures are.
    """

    loads: Sequence[Load]
    withdrawn: frozenset[str]
    hashes: dict[str, str]
    layouts: dict[str, str]
    scales: dict[str, str | None]

    def same_as(
        self, sha256: str, purpose: Purpose, layout: str | None = None, scale: str | None = None
    ) -> str | None:
        """The active release that these bytes already are for this purpose, whatever source was named.

        Only one read in `layout`, and at `scale`, if that is given. A shipped release has no purpose; its year tells.
        Of a framework only the newest file is in force, so an earlier one is not there already.
        """
        for load in self._newest(purpose.framework_code) if purpose.kind == FRAMEWORK else self.loads:
            for file in load.files:
                is_active = file.release_code not in self.withdrawn
                is_read_so = layout in (None, self.layouts.get(file.release_code))
                is_read_so = is_read_so and scale in (None, self.scales.get(file.release_code))
                is_same = file.sha256 == sha256 and load.purpose.subject == purpose.subject
                if is_active and is_read_so and is_same:
                    return file.release_code
        loaded = {file.release_code for load in self.loads for file in load.files}
        for code, known in self.hashes.items():
            is_of_year = code.startswith(f"{purpose.year}/") and purpose.kind != FRAMEWORK
            if known == sha256 and is_of_year and code not in loaded:
                return code
        return None

    def _newest(self, framework_code: str) -> Sequence[Load]:
        """The load that a framework is in force from, none for one that was never loaded."""
        asked = (FRAMEWORK, framework_code)
        return [load for load in self.loads if (load.purpose.kind, load.purpose.framework_code) == asked][-1:]

    def elsewhere(self, sha256: str, purpose: Purpose) -> str | None:
        """Any active release of these bytes that was not loaded for this purpose."""
        others = self.hashes.keys() - set(self.earlier(purpose))
        return next((code for code in sorted(others) if self.hashes[code] == sha256), None)

    @property
    def layouts_in_use(self) -> set[str]:
        """The layouts that active releases of the loads were read in."""
        return {layout for code, layout in self.layouts.items() if code not in self.withdrawn}

    def is_withdrawn(self, release_code: str) -> bool:
        """True for a release of an active load that was taken out again."""
        there = any(file.release_code == release_code for load in self.loads for file in load.files)
        return there and release_code in self.withdrawn

    def earlier(self, purpose: Purpose) -> tuple[str, ...]:
        """The releases loaded before for the same subject, by code."""
        same = [load for load in self.loads if load.purpose.subject == purpose.subject]
        codes = {file.release_code for load in same for file in load.files}
        return tuple(sorted(codes & self.hashes.keys()))


def read_loaded_before(folders: Folders, active: Active) -> LoadedBefore:
    """What the active loads and the current build say. Raises LoadMissing."""
    stamp = current_or_none(folders.warehouse)
    loads = [read_load(folders.loaded, load_id) for load_id in active.loads]
    loaded = [entry for entry in all_releases(folders) if entry.load_id]
    layouts = {entry.release_code: entry.layout for entry in loaded}
    scales = {entry.release_code: entry.scale for entry in loaded}
    return LoadedBefore(loads, frozenset(active.withdrawn), dict(stamp.releases) if stamp else {}, layouts, scales)
