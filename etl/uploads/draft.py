"""A delivery in the making: what its files need beside themselves, what comes of each, what they come to together."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import polars as pl

from etl.cache import Cache
from etl.contracts.codebook import Codebook
from etl.deliveries import deliveries
from etl.deliveries.deliveries import LoadedFile, Purpose
from etl.errors import MappingNotUsable
from etl.folders import Folders, temporary_folder
from etl.kinds.reference_sheets import new_and_changed
from etl.problems import Problem
from etl.reading.data_file import read_cells
from etl.reading.sheets import Sheet
from etl.shapes.layouts import VOCABULARY, read_layout
from etl.shapes.recognition import is_mapped, mapped_layout, recognise
from etl.staging import Rules, layout_files, layouts_for, read_rules
from etl.uploads import file_check
from etl.uploads.agreement import disagreements
from etl.uploads.check_results import Checked, ColumnMapping, FileVerdict, Overrides, Upload
from etl.uploads.file_check import (
    FileResult,
    ReceivedFile,
    check_figures,
    check_reference_rows,
    other_purpose,
    shown_name,
)
from etl.uploads.plausibility import (
    duplicates_across_files,
    files_of_the_same,
    missing_main_indicators,
    missing_units,
    new_edition,
    purpose_problems,
    surplus_units,
    whole_cohort_size,
)
from etl.uploads.release_list import KnownReleases, read_known_releases
from warehouse import paths
from warehouse.errors import BuildFailed, reason_of

STEPS = 100  # of one file: the first half for reading it, the second for judging its rows


class Draft:
    """A delivery in the making, below a temporary folder."""

    def __init__(
        self, folder: Path, purpose: Purpose, rules: Rules, before: KnownReleases, sql_dir: Path
    ) -> None:
        self.folder, self.purpose, self.rules, self.before = folder, purpose, rules, before
        self.sql_dir = sql_dir
        self.scale: str | None = None  # what a person said the figures are
        self.mapping: ColumnMapping | None = None
        self.is_single = True
        self.mapped: str | None = None  # the layout that the mapping became
        self.verdicts: list[FileVerdict] = []
        self.frames: list[tuple[str, Mapping[str, pl.DataFrame]]] = []  # staging frames by the file's given name
        self.tables: dict[str, pl.DataFrame] = {}  # rows of reference tables
        self.files: list[LoadedFile] = []
        self.content: dict[str, bytes] = {}
        self.restores: list[str] = []

    def declare(self, mapping: ColumnMapping | None, is_single: bool = True) -> None:
        """Add what the files need beside themselves: a new edition; and what the analyst has said of columns.

        Of several files (`is_single` False) a mapping is for those whose columns are open without it.
        """
        self.tables |= (declared := new_edition(self.purpose, self.rules.reference))
        if declared:
            known = self.rules.reference
            reference = {**known, **{name: pl.concat([known[name], rows]) for name, rows in declared.items()}}
            self.rules = replace(self.rules, reference=reference, codebook=Codebook(reference))
        in_use = self.before.layouts_in_use
        layouts = {name: each for name, each in self.rules.layouts.items() if not is_mapped(name) or name in in_use}
        if mapping and mapping.layout and mapping.layout not in layouts:
            raise MappingNotUsable(mapping.layout, tuple(sorted(mapping.columns)), ())
        self.mapping, self.is_single = mapping, is_single
        self.rules = replace(self.rules, layouts=layouts)

    def _map(self, mapping: ColumnMapping, sheets: Sequence[Sheet], cache: Cache) -> None:
        """Make what the analyst said of the columns of this file a layout, if it is said of this one."""
        offered = layouts_for(self.rules, self.purpose.framework_code)
        layouts = {name: each for name, each in offered.items() if not is_mapped(name)}
        shape = recognise(sheets, layouts, self.purpose.kind, self.purpose.year)
        base = layouts.get(mapping.layout) or layouts.get(shape.layout or shape.nearest or "")
        if base is None:
            raise MappingNotUsable(mapping.layout, tuple(sorted(mapping.columns)), ())
        if not self.is_single and not shape.is_open:
            return
        self.mapped, text = mapped_layout(base, mapping.columns, shape.columns)
        self._write(f"layouts/{self.mapped}.toml", text.encode())
        cache.layouts[self.mapped] = self.folder / f"layouts/{self.mapped}.toml"
        layout = replace(read_layout(self.mapped, text), words=base.words)
        self.rules = replace(self.rules, layouts={**self.rules.layouts, self.mapped: layout})

    def add(self, upload: Upload, cache: Cache, progress: Callable[[int], None]) -> None:
        """Check one file and, if it is new and sound, make it part of the delivery."""
        name, digest = file_check.shown_name(upload.name), sha256(upload.content).hexdigest()
        first = next((verdict for verdict in self.verdicts if verdict.sha256 == digest), None)
        if not self.mapping and not self.scale and (same_as := self.before.same_as(digest, self.purpose)):
            self.verdicts.append(FileVerdict(name, digest, same_as=same_as))
        elif first:
            problem = Problem(name, code="upload_repeated", found=first.name)
            self.verdicts.append(FileVerdict(name, digest, problems=(problem,)))
        else:
            self.verdicts.append(self._verdict(upload, name, digest, cache, progress))
        progress(STEPS)

    def checked(self, problems: Sequence[Problem]) -> Checked:
        """Everything found, and the content of the delivery if nothing blocks."""
        found = [*problems, *(problem for verdict in self.verdicts for problem in verdict.problems)]
        found += duplicates_across_files(self.frames, self.rules.codebook)
        if self.purpose.declared.brings_reference:
            sound = [verdict.name for verdict in self.verdicts if verdict.row_count]
            found += files_of_the_same(sound, self.purpose.code)
        else:
            size = whole_cohort_size(self.purpose.cohort_code, self.rules.reference)
            found += missing_units(self.frames, self.purpose, self.rules.codebook, size)
            found += surplus_units(self.frames, self.rules.codebook)
            found += missing_main_indicators(self.frames, self.purpose, self.rules.codebook)
            odd = disagreements(self.frames, self.rules.reference, self.rules.codebook, self.sql_dir)
            self.verdicts = [_with(verdict, odd) for verdict in self.verdicts]
            found += odd
        verdicts, known = tuple(self.verdicts), {verdict.same_as for verdict in self.verdicts}
        earlier = tuple(code for code in self.before.earlier(self.purpose) if code not in known)
        if earlier and (self.files or self.restores):
            found.append(Problem("", code="loaded_earlier", found=", ".join(earlier)))
        checked = Checked(self.purpose, verdicts, tuple(sorted(found)), earlier)
        if not checked.is_sound:
            return checked
        tables = {f"reference/{name}.csv": file_check.reference_csv(rows) for name, rows in self.tables.items()}
        content = {**self.content, **tables} if self.files else {}
        brings = self.tables if self.purpose.declared.brings_reference else {}
        return replace(
            checked,
            restores=tuple(self.restores),
            content=content,
            files=tuple(self.files),
            reference_rows=new_and_changed(brings, self.rules.reference),
        )

    def _verdict(
        self, upload: Upload, name: str, digest: str, cache: Cache, progress: Callable[[int], None]
    ) -> FileVerdict:
        path = self._write(f"{self._raw}/received{file_check.extension(name)}", upload.content)
        half = STEPS // 2
        sheets, problems = read_cells(path, name, lambda done, total: progress(half * done // total))
        progress(half)
        result = FileResult({}, [])
        if not any(problem.blocks for problem in problems):
            problems = [*problems, *other_purpose(sheets, name, self.purpose)]
            given = ReceivedFile(path, name, digest, sheets, problems, self.scale)
            if self.purpose.declared.brings_reference:
                result = check_reference_rows(given, self.purpose, self.rules)
            else:
                if self.mapping and not self.mapped:
                    self._map(self.mapping, sheets, cache)
                result = check_figures(
                    given,
                    self.purpose,
                    self.rules,
                    self.mapped,
                    cache,
                    lambda done, total: progress(half + half * done // total),
                )
        if code := self.before.elsewhere(digest, self.purpose):
            problems = [*problems, Problem(name, code="loaded_elsewhere", found=code)]
        file = f"{self.purpose.period_code}/{result.path.name}" if result.path else name
        problems = [*problems, *result.problems]
        named = sorted(replace(problem, file=name) if problem.file == file else problem for problem in problems)
        if result.path is None or any(problem.blocks for problem in problems):
            return FileVerdict(name, digest, 0, tuple(named), result.shape)
        if (self.mapping or self.scale) and (same_as := self._same_as(digest, result)):
            return FileVerdict(name, digest, same_as=same_as)
        self._take(LoadedFile(f"{self.purpose.period_code}/{result.path.stem}", name, digest), result, result.path)
        rows = sum(frame.height for frame in result.frames.values())
        return FileVerdict(name, digest, rows, tuple(named), result.shape)

    def _same_as(self, digest: str, result: FileResult) -> str | None:
        """The release that these bytes already are, read in this very way."""
        return self.before.same_as(digest, self.purpose, result.layout if self.mapped else None, self.scale)

    @property
    def _raw(self) -> str:
        folder = f"raw/{self.purpose.period_code}"
        return f"{folder}/documents" if self.purpose.declared.brings_reference else folder

    def _take(self, file: LoadedFile, result: FileResult, path: Path) -> None:
        """Make a sound file, which lies at `path`, part of the delivery, unless it was withdrawn and now comes back."""
        if self.purpose.declared.brings_reference:
            self.tables |= result.frames
        else:
            self.frames.append((file.name, result.frames))
        if self.before.is_withdrawn(file.release_code):
            self.restores.append(file.release_code)
            return
        self.files.append(file)
        parts = [path, path.with_suffix(".json")]
        if result.layout and result.layout == self.mapped:
            parts.append(self.folder / "layouts" / f"{self.mapped}.toml")
        self.content |= {part.relative_to(self.folder).as_posix(): part.read_bytes() for part in parts}

    def _write(self, name: str, content: bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path


def _with(verdict: FileVerdict, found: Sequence[Problem]) -> FileVerdict:
    """The verdict with what only showed when the figures of the delivery were seen together."""
    its_own = [problem for problem in found if problem.file == verdict.name]
    rows = 0 if any(problem.blocks for problem in its_own) else verdict.row_count
    return replace(verdict, row_count=rows, problems=tuple(sorted([*verdict.problems, *its_own])))


Progress = Callable[[str, int, int], None]


def check_uploads(
    uploads: Sequence[Upload], purpose: Purpose, overrides: Overrides, progress: Progress, folders: Folders
) -> Checked:
    """See `etl.uploads.loading.check`."""
    active = deliveries.active(folders.warehouse, folders.loaded)
    loaded = deliveries.folders_in_use(folders.loaded, active)
    rules, problems = read_rules(folders.reference, folders.layouts, folders.sql, loaded)
    if isinstance(rules, Rules):
        problems = [*problems, *purpose_problems(purpose, rules.codebook)]
    if not isinstance(rules, Rules) or any(problem.blocks for problem in problems):
        verdicts = tuple(FileVerdict(shown_name(each.name), sha256(each.content).hexdigest()) for each in uploads)
        return with_names(Checked(purpose, verdicts, tuple(sorted(problems))), rules.reference)
    before = read_known_releases(folders, active)
    steps = STEPS * len(uploads)
    try:
        with temporary_folder() as place:
            draft = Draft(place, purpose, rules, before, folders.sql)
            draft.scale = overrides.scale
            draft.declare(overrides.mapping, is_single=len(uploads) == 1)
            layouts = layout_files(folders.layouts, [*loaded, draft.folder])
            parsed = paths.parsed_dir(folders.warehouse)
            cache = Cache(parsed, layouts, draft.rules.reference, folders.sql, folders.layouts / VOCABULARY)
            for number, upload in enumerate(uploads):
                draft.add(upload, cache, _further(progress, STEPS * number, steps))
            return with_names(draft.checked(problems), draft.rules.reference)
    except OSError as fault:
        raise BuildFailed(reason_of(fault), str(fault)) from fault


def _further(progress: Progress, done: int, steps: int) -> Callable[[int], None]:
    """What tells the steps of one file, `done` being those of the files before it."""
    return lambda step: progress("check", done + step, steps)


# problems that list the codes a file or an option may hold: there the codes themselves are what is needed
LISTING_CODES = frozenset(
    {"framework_unknown", "cohort_unknown", "index_unknown", "indicator_key_unknown", "unit_system_unknown",
     "code_unfit"}
)
# problems whose `found` is ours, not a text of the file
FOUND_IS_OURS = frozenset({"edition_unknown", "edition_unclear", "template_other_purpose", "same_in_two_files"})


def with_names(checked: Checked, reference: Mapping[str, pl.DataFrame]) -> Checked:
    """The same, its problems without codes of frameworks, cohorts, indexes and systems of units, in the names of the
    reference tables (Vietnamese, as all names of units and indicators are)."""
    names = _names(reference, checked.purpose.cohort_code)
    if not names:
        return checked
    codes = re.compile(rf"(?<![\w-])({'|'.join(sorted(map(re.escape, names), key=len, reverse=True))})(?![\w-])")

    def spoken(problem: Problem) -> Problem:
        if problem.code in LISTING_CODES:
            return problem

        def said(text: str) -> str:
            return codes.sub(lambda match: names[match[1]], text)

        found = said(problem.found) if problem.code in FOUND_IS_OURS else problem.found
        return replace(problem, found=found, expected=said(problem.expected), fix=tuple(map(said, problem.fix)))

    verdicts = tuple(replace(each, problems=tuple(map(spoken, each.problems))) for each in checked.verdicts)
    return replace(checked, verdicts=verdicts, problems=tuple(sorted(map(spoken, checked.problems))))


def _names(reference: Mapping[str, pl.DataFrame], cohort_code: str) -> dict[str, str]:
    """Names by code. A system of units is called by the cohort loaded for, or by its first."""
    frameworks = reference["frameworks"].select("framework_code", "decision").drop_nulls()
    cohorts = reference["cohorts"].select("cohort_code", "cohort_name_vi", "unit_system")
    indexes = reference["indexes"].select("index_code", "short_name_vi")
    first = cohorts.unique("unit_system", keep="first", maintain_order=True)
    ours = cohorts.filter(pl.col("cohort_code") == cohort_code)
    systems = [row for rows in (first, ours) for row in rows.select("unit_system", "cohort_name_vi").rows()]
    of_cohorts = cohorts.select("cohort_code", "cohort_name_vi").rows()
    return {**dict(systems), **dict(of_cohorts), **dict(frameworks.rows()), **dict(indexes.rows())}
