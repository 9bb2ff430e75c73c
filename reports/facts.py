"""What the warehouse knows of one unit in one edition, read once for a document."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from reports.errors import ReportRefused
from text import nearest
from text.answer import measure_label
from text.catalogue import named
from warehouse import builds, paths
from warehouse.queries import components, documents, editions, profile, sources, units
from warehouse.queries.editions import Wanted
from warehouse.queries.ranking import cohort_summary

Row = dict[str, Any]
INDEX = "index"


@dataclass(frozen=True)
class Facts:
    """Rows of marts as they are; `rows` are the unit's figures above the components, in the order of the tree."""

    build_id: str
    edition: Row
    rows: list[Row]

    @property
    def edition_code(self) -> str:
        """The code of the edition."""
        return str(self.edition["edition_code"])

    @property
    def unit(self) -> Row:
        """The unit by the index: the first row of the tree."""
        return self.rows[0]

    @property
    def unit_code(self) -> str:
        """The code of the unit."""
        return str(self.unit["unit_code"])

    @property
    def unit_param(self) -> str:
        """System and code of the unit, as links name it: `vn63.08`."""
        return f"{self.edition['unit_system']}.{self.unit_code}"

    def level(self, *levels: str) -> list[Row]:
        """The unit's figures at these levels."""
        return [row for row in self.rows if row["indicator_level"] in levels]

    @cached_property
    def tree(self) -> list[Row]:
        """Every indicator of the framework, those that are not assessed too."""
        return documents.tree(self.build_id, self.edition["framework_code"]).to_dicts()

    @cached_property
    def pillar_mains(self) -> list[Row]:
        """Pillars and their main indicators."""
        return documents.pillar_mains(self.build_id, self.edition["framework_code"]).to_dicts()

    @cached_property
    def years(self) -> list[Row]:
        """The index over the years, up to this one."""
        return documents.years(self.build_id, self.edition_code, self.unit_code).to_dicts()

    @cached_property
    def summary(self) -> Row:
        """Counts and means of the cohort by the index."""
        return cohort_summary(self.build_id, self.edition_code, INDEX).row(0, named=True)

    @cached_property
    def statuses(self) -> list[Row]:
        """The unit's components, in the order of the framework."""
        found = components.statuses(self.build_id, self.edition_code, self.unit_code)
        return found.sort("indicator_position").to_dicts()

    @cached_property
    def counts(self) -> Row | None:
        """How many components have which status; None where none is loaded."""
        found = components.counts(self.build_id, self.edition_code, self.unit_code)
        return found.row(0, named=True) if found.height else None

    @cached_property
    def mains(self) -> dict[str, Row]:
        """Points and counts of the unit's main indicators, by code."""
        found = components.mains(self.build_id, self.edition_code, self.unit_code).to_dicts()
        return {row["indicator_code"]: row for row in found}

    @cached_property
    def reasons(self) -> dict[str, Row]:
        """The closed list of reasons, by code."""
        found = components.reasons(self.build_id, self.edition_code, self.unit_code).to_dicts()
        return {row["reason_code"]: row for row in found}

    @cached_property
    def predecessors(self) -> list[Row]:
        """The units that this one was merged from, with their own index; none for one that was not merged."""
        return profile.predecessors(self.build_id, self.edition_code, self.unit_code).to_dicts()

    @cached_property
    def editions(self) -> dict[str, Row]:
        """Every published edition by its code."""
        return {row["edition_code"]: row for row in editions.editions(self.build_id).to_dicts()}

    def names(self, language: str) -> dict[str, str]:
        """What addresses of figures name by a code: indicators, and the units that this one was merged from."""
        found = {row["predecessor_code"]: named(row, "predecessor_name", language) for row in self.predecessors}
        return found | {row["indicator_code"]: measure_label(row, language) for row in self.tree}

    @cached_property
    def cited(self) -> list[Row]:
        """The sources behind the unit's figures of this edition, those of its components first, else the best first."""
        origins = sources.origins(self.build_id, self.edition_code, self.unit["parent_unit_code"] or "").filter(
            pl.col("edition_code") == self.edition_code, pl.col("unit_code") == self.unit_code
        )
        used = {(row["release_code"], row["source_address"]) for row in origins.to_dicts()}
        used |= {(row["release_code"], row["source_address"]) for row in self.statuses}
        return [
            source
            for source in sources.of_all(self.build_id).to_dicts()
            if used & {(release, source["source_address"]) for release in source["release_codes"]}
        ]


def read(build_id: str, edition: Mapping[str, Any], unit: str) -> Facts:
    """The facts about a unit, by its code or by a name of it that means no other. Raises ReportRefused for what the
    edition does not have: `unit_name` with the nearest names for a name, `unit` for a code.
    """
    rows = documents.figures(build_id, edition["edition_code"], unit).to_dicts()
    if not rows:
        known = documents.names(build_id, edition["edition_code"])["unit_code"].sort().to_list()
        spelled = units.spellings(build_id, edition["unit_system"]).filter(pl.col("unit_code").is_in(known)).to_dicts()
        code = nearest.unit_of(unit, spelled)
        if code is not None:
            return read(build_id, edition, code)
        if proposed := nearest.units(unit, spelled):
            named_so = [f"{row['unit_name_vi']} ({row['unit_code']})" for row in proposed]
            raise ReportRefused("unit_name", unit, named_so)
        raise ReportRefused("unit", unit, known)
    return Facts(build_id, dict(edition), rows)


def of_words(wanted: Wanted, unit: str) -> Facts:
    """The facts that a command names, of the current build: `dti.2021.vn63` or its parts; `08`, `vn63.08` or a name.

    Raises ReportRefused (`edition`, `unit`, `unit_name`) and what `builds.current` raises.
    """
    build_id = builds.current(paths.warehouse_dir()).build_id
    known = editions.editions(build_id).to_dicts()
    edition = editions.find(known, wanted)
    if edition is None:
        named = [wanted.edition_code, wanted.index_code, wanted.year, wanted.cohort_code]
        raise ReportRefused("edition", " ".join(filter(None, named)), [row["edition_code"] for row in known])
    system, _, code = unit.strip().rpartition(".")
    if not _is_system(system):
        return read(build_id, edition, unit.strip())  # a name with a dot, as TP. Huế
    if system not in ("", edition["unit_system"]):
        raise ReportRefused("unit", unit, [f"{edition['unit_system']}.…"])
    return read(build_id, edition, code)


def _is_system(text: str) -> bool:
    """Whether this is how systems of units are named, or empty."""
    return text.isascii() and text == text.lower() and " " not in text
