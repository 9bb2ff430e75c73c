"""The kinds of files that can be loaded. A kind is declared here, once; everything else asks for what is declared.

What a kind's rows may say and what its template looks like stands in the module it names. That module is imported when
it is asked for: a build of unchanged inputs is answered without it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from etl.contracts.contracts import Contract

FRAMEWORK = "framework"  # of whose rows all kinds of figures need some
UNITS = "units"
NEW_CODE = re.compile(r"[a-z][a-z0-9_]{2,40}")  # of a framework or a system of units: part of file names
FIRST_YEAR = 2000
EDITION = ("index_code", "framework_code", "year", "cohort_code")


def last_year() -> int:
    """The newest year that can have been assessed: only one that has begun."""
    return datetime.now(UTC).year


@dataclass(frozen=True)
class Kind:
    """One kind of file.

    `module` has `CONTRACTS` by staging table, or `read_rows` where the rows go to reference tables, and `TEMPLATES` by
    kind. `code_column` is the column whose code says what its files are of, a framework or a system of units, and
    `code_example` such a code. `given` are the columns that the purpose of a delivery gives to every row.
    `offers_unit`: files may be of a single unit; those `of_whole_cohort` without one ought to hold every unit.
    `needs_components`: only a framework whose components are known has any. `needs_one_of` are columns of figures of
    which some row must fill one, `covers_level` is the level whose indicators ought all to be there. `words_in_points`
    names the words of its template where the index is in points, if those are others.
    """

    code: str
    module: str
    code_column: str = "framework_code"
    code_example: str = "dti_2026"
    given: tuple[str, ...] = ()
    offers_unit: bool = True
    of_whole_cohort: bool = False
    needs_components: bool = False
    needs_one_of: tuple[str, ...] = ()
    covers_level: str = ""
    words_in_points: str = ""

    @property
    def of_edition(self) -> bool:
        """Whether its rows are of one edition, which a delivery may declare."""
        return set(EDITION) <= set(self.given)

    @property
    def brings_reference(self) -> bool:
        """Whether its rows go to reference tables and it belongs to no year and no cohort."""
        return not self.given

    @property
    def contracts(self) -> Mapping[str, "Contract"]:
        """What one row of each of its staging tables may say."""
        return import_module(self.module).CONTRACTS

    @property
    def template(self) -> Callable[..., list[Any]]:
        """What makes the sheets of its template (`etl.kinds.workbook.TemplateSheet`)."""
        return import_module(self.module).TEMPLATES[self.code]

    @property
    def read_rows(self) -> Callable[..., Any]:
        """What reads the rows of its reference tables."""
        return import_module(self.module).read_rows


KINDS: dict[str, Kind] = {
    each.code: each
    for each in (
        Kind(
            "main_values",
            "etl.kinds.figures",
            given=EDITION,
            offers_unit=False,
            of_whole_cohort=True,
            covers_level="main",
            words_in_points="main_points",
        ),
        Kind(
            "components",
            "etl.kinds.figures",
            given=EDITION,
            of_whole_cohort=True,
            needs_components=True,
            needs_one_of=("score", "self_score", "value"),
        ),
        Kind("statuses", "etl.kinds.statuses", given=EDITION, needs_components=True),
        Kind("targets", "etl.kinds.plans", given=("index_code",)),
        Kind("tasks", "etl.kinds.plans", given=("framework_code",)),
        Kind(FRAMEWORK, "etl.kinds.framework_file"),
        Kind(UNITS, "etl.kinds.units_file", code_column="unit_system", code_example="xa_2025"),
    )
}


def contracts_by_table() -> dict[str, "Contract"]:
    """The contract of every staging table that files can fill, those that are only shipped too."""
    return {table: each for kind in KINDS.values() for table, each in kind.contracts.items()}
