"""Ranks of units over the years, on screen and in files."""

from collections.abc import Sequence
from typing import Any

from text import formats, history
from text.catalogue import named, say
from text.caveats import decision
from ui import tables
from ui.downloads import Sheet
from ui.ranking.views import Reading
from ui.tables import Column


class YearsTable:
    """One row per unit, one column per year; `years` and `rows` are those of `warehouse.queries.history`."""

    def __init__(self, years: Sequence[dict], rows: Sequence[dict], language: str):
        self.years, self.language = years, language
        self._figures = {(row["unit_code"], row["year"]): row for row in rows}

    def show(self, units: Sequence[dict], reading: Reading, title: str) -> None:
        """Draw one row per unit, one column of ranks per year."""
        own = [at for at, unit in enumerate(units) if unit["unit_code"] == reading.own_code]
        alt = say(self.language, "history_table_alt", title=title, count=len(units))
        tables.show(self.columns(units), reading.palette, alt=alt, key="years", own_row=own[0] if own else None)

    def columns(self, units: Sequence[dict]) -> list[Column]:
        """Unit, then the rank of every year; a restated year says so in its title."""
        names = [named(unit, "unit_name", self.language) for unit in units]
        return [
            Column("unit", say(self.language, "column_unit"), names, pinned=True),
            *(self._column(year, units) for year in self.years),
        ]

    def _column(self, year: dict, units: Sequence[dict]) -> Column:
        ranks = [self._figure(unit, year, "rank") for unit in units]
        name = history.year_name(year["year"], year["is_restated"], self.language)
        return Column(
            f"rank_{year['year']}",
            name,
            [formats.rank(rank, year["cohort_size"]) for rank in ranks],
            ranks,
            "number",
            say(self.language, "history_column_rank_help", year=name),
        )

    def sheet(self, units: Sequence[dict]) -> Sheet:
        """The same rows for a file, with the basis of each rank, the size of its cohort, the value, the framework."""
        titles = [say(self.language, key) for key in ("field_unit_code", "column_unit")]
        for year in self.years:
            name = history.year_name(year["year"], year["is_restated"], self.language)
            titles += [say(self.language, f"history_column_{part}", year=name) for part in
                       ("rank", "size", "basis", "value", "framework")]  # fmt: skip
        rows = []
        for unit in units:
            row = [unit["unit_code"], named(unit, "unit_name", self.language)]
            for year in self.years:
                basis = self._figure(unit, year, "rank_basis")
                row += [
                    self._figure(unit, year, "rank"),
                    year["cohort_size"],
                    basis and say(self.language, f"word_{basis}"),
                    self._figure(unit, year, "value"),
                    decision(year["decision"], self.language),
                ]
            rows.append(row)
        return Sheet(say(self.language, "sheet_rows"), titles, rows)

    def _figure(self, unit: dict, year: dict, field: str) -> Any:
        return self._figures.get((unit["unit_code"], year["year"]), {}).get(field)
