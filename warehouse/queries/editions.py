"""Which editions and measures there are to choose from, and which edition is meant."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from warehouse.connection import query


def editions(build_id: str) -> pl.DataFrame:
    """One row per edition that was published, in the order of the picker (newest first)."""
    return query(build_id, "select * from mart.editions order by edition_position")


def of_series(build_id: str) -> pl.DataFrame:
    """One row per edition in the series of a cohort, published for its units or restated for them."""
    return query(
        build_id,
        """
        select edition_code, index_code, year, cohort_code, is_restated
        from mart.cohort_years
        order by index_code, cohort_code, edition_code
        """,
    )


def periods(build_id: str) -> pl.DataFrame:
    """One row per period that is declared, whether it has an edition or not, in the order of their codes."""
    return query(
        build_id, "select period_code, period_name_vi, period_name_en from reference.periods order by period_code"
    )


def measures(build_id: str, edition_code: str) -> pl.DataFrame:
    """One row per indicator of an edition that has any figure, in the order of its framework's tree."""
    return query(
        build_id,
        """
        select indicator_code, indicator_level, indicator_name_vi, indicator_name_en, value_count, rank_count
        from mart.measures
        where edition_code = $edition_code and has_figures
        order by indicator_position
        """,
        {"edition_code": edition_code},
    )


@dataclass(frozen=True)
class Wanted:
    """How an edition is asked for: by its code (`dti.2022.vn63`), or by index, year and cohort, as much as is said.

    The latter is how links were written before editions had codes, and how a yearly edition is named in commands.
    """

    edition_code: str | None = None
    index_code: str | None = None
    year: str | None = None
    cohort_code: str | None = None

    def fits(self, edition: Mapping) -> bool:
        """Whether a row of `mart.editions` is meant: a code says all, of the parts what is left out fits any."""
        if self.edition_code:
            return self.edition_code == edition["edition_code"]
        return all(
            part in (None, "", str(edition[name]))
            for name, part in (("index_code", self.index_code), ("year", self.year), ("cohort_code", self.cohort_code))
        )


def find(
    editions: Sequence[dict], wanted: Wanted, before: dict | None = None, own: Collection[str] = ()
) -> dict | None:
    """The edition that is meant; None where none fits.

    `editions` stand in the order of the picker. Parts that are left out are those of the edition looked at `before`,
    where such a one exists; else, of the index named or of the first index, the newest of `own` counts (the codes of
    those that rank the reader's own unit), else the one to show first; a provisional one only where none is official.
    """
    if wanted.edition_code:
        return _first(filter(wanted.fits, editions), own)
    index_code = wanted.index_code or (before or {}).get("index_code") or next(iter(editions), {}).get("index_code")
    wanted = replace(wanted, index_code=index_code)
    if before:
        filled = replace(
            wanted, year=wanted.year or str(before["year"]), cohort_code=wanted.cohort_code or before["cohort_code"]
        )
        if found := _first(filter(filled.fits, editions), own):
            return found
    return _first(filter(wanted.fits, editions), own)


def _first(fitting: Iterable[dict], own: Collection[str]) -> dict | None:
    """Of what fits, official ones before provisional ones, the newest that is in `own`, else the one to show first."""

    def place(row: dict) -> tuple[bool, bool, bool]:
        is_own = row["edition_code"] in own
        return row["is_provisional"], not is_own, not is_own and not row["is_latest"]

    return min(fitting, key=place, default=None)


def short_codes(editions: Iterable[Mapping], cohort: str = "cohort_code") -> dict[str, str]:
    """The codes of editions of one index by those that links had before: `2022.vn63`, year and cohort alone."""
    return {f"{row['year']}.{row[cohort]}": row["edition_code"] for row in editions}
