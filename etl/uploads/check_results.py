"""Files as an analyst hands them in, and what checking them finds."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from etl.deliveries.deliveries import LoadedFile, Purpose
from etl.problems import Problem
from etl.shapes.number_style import PERCENT, POINTS, VALUES
from etl.shapes.recognition import Seen, Shape

# problems that a person settles by saying what the figures are
SCALE_DOUBTS = {
    "looks_like_percent": (PERCENT, POINTS),
    "percent_or_points": (PERCENT, POINTS),
    "values_and_points": (PERCENT, POINTS, VALUES),
}


@dataclass(frozen=True)
class Upload:
    """One file as it was handed in. The name is only shown and kept, never used as a path."""

    name: str
    content: bytes


@dataclass(frozen=True)
class ColumnMapping:
    """What columns of a file are, by letter, as the analyst said; all else as in `layout` or, if empty, the nearest."""

    layout: str
    columns: Mapping[str, str]


@dataclass(frozen=True)
class Overrides:
    """What an analyst says of files that they do not say themselves: what their columns are, and their figures.

    `scale` is one of `etl.shapes.number_style.SCALES`: per cents without a sign, points, or values from 0 to 1.
    """

    mapping: ColumnMapping | None = None
    scale: str | None = None


@dataclass(frozen=True)
class FileVerdict:
    """What came of one file. `row_count` is 0 where it was refused; `problems` name the file as handed in.

    `shape` is what `etl.shapes.recognition` made of it, None where it was not looked at. `same_as` is the code of the
    active release that these very bytes, for this purpose, already are: the file is then left out of the delivery.
    """

    name: str
    sha256: str
    row_count: int = 0
    problems: tuple[Problem, ...] = ()
    shape: Shape | None = None
    same_as: str | None = None

    @property
    def layout(self) -> str | None:
        """The known shape the file has."""
        return self.shape.layout if self.shape else None

    @property
    def seen(self) -> Seen | None:
        """What stands where a header could be, if no known shape fits; `shape` then names the nearest one too."""
        return self.shape.seen if self.shape and not self.shape.layout else None


@dataclass(frozen=True)
class Checked:
    """Files that were checked, and the delivery they would make.

    `problems` are all of them, sorted, those across files and of the purpose itself too. `earlier` are the codes of
    active releases loaded before for the same subject, other files than these: what a corrected file may replace.
    `restores` are codes of withdrawn releases that these very files are. `content` is that of the delivery by path, and
    `files` what it loads. `reference_rows` are how many rows are new and how many are changed in each reference table
    that the files have rows of.
    """

    purpose: Purpose
    verdicts: tuple[FileVerdict, ...]
    problems: tuple[Problem, ...]
    earlier: tuple[str, ...] = ()
    restores: tuple[str, ...] = ()
    content: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    files: tuple[LoadedFile, ...] = ()
    reference_rows: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def is_sound(self) -> bool:
        """True if nothing blocks; there may be things to accept or to look at."""
        return not any(problem.blocks for problem in self.problems)

    @property
    def acceptances(self) -> tuple[Problem, ...]:
        """What a person has to accept before the files can be loaded, in the order of the problems."""
        return tuple(problem for problem in self.problems if problem.needs_acceptance)

    @property
    def needs_acceptance(self) -> bool:
        """True if the files can be loaded only by a person who accepts what is odd about them."""
        return self.is_sound and bool(self.acceptances)

    @property
    def scales(self) -> tuple[str, ...]:
        """What the figures may be where the files leave it open; one of these, said to `check`, settles it."""
        open_ = [SCALE_DOUBTS[problem.code] for problem in self.problems if problem.code in SCALE_DOUBTS]
        return tuple(dict.fromkeys(scale for scales in open_ for scale in scales))

    @property
    def is_known(self) -> bool:
        """True if every file is already loaded for this purpose: there is nothing to do."""
        return bool(self.verdicts) and all(verdict.same_as for verdict in self.verdicts)
