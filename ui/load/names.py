"""How editions, units and indicators of a candidate build are called."""

from functools import cached_property

from text.answer import measure_name
from text.catalogue import named, say
from ui import data
from warehouse.queries import loading as queries


class Names:
    """The names in one language of what the rows of a build have codes for."""

    def __init__(self, build_id: str, language: str):
        self.build_id, self.language = build_id, language
        cohorts, frameworks = (data.fetch(ask, build_id).to_dicts() for ask in (queries.cohorts, queries.frameworks))
        self._cohorts = {row["cohort_code"]: row for row in cohorts}
        self._indexes = {row["index_code"]: named(row, "short_name", language) for row in frameworks}

    def edition(self, row: dict) -> str:
        """`DTI cấp tỉnh 2024 · 34 tỉnh, thành phố`."""
        index = self._indexes.get(row["index_code"], row["index_code"])
        known = self._cohorts.get(row["cohort_code"])
        cohort = named(known, "cohort_name", self.language) if known else row["cohort_code"]
        return f"{index} {row['year']} · {cohort}"

    def measure(self, row: dict) -> str:
        """The name of an indicator, its code where the candidate has none for it."""
        return self._measures.get((row["index_code"], row["indicator_code"]), row["indicator_code"])

    def unit(self, row: dict) -> str:
        """The name of a unit; of a figure of a whole cohort, that it is one."""
        if row["unit_code"] is None:
            return say(self.language, "reconciliation_cohort")
        system = self._cohorts[row["cohort_code"]]["unit_system"]
        units = data.fetch(queries.units, self.build_id, system).iter_rows(named=True)
        return next(
            (named(unit, "unit_name", self.language) for unit in units if unit["unit_code"] == row["unit_code"]),
            row["unit_code"],
        )

    @cached_property
    def _measures(self) -> dict[tuple[str, str], str]:
        rows = data.fetch(queries.indicators, self.build_id).to_dicts()
        return {(row["index_code"], row["indicator_code"]): measure_name(row, self.language) for row in rows}
