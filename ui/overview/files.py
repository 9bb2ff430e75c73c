"""The units of the overview as files: those that its short lists name, or the whole cohort."""

from dataclasses import dataclass

from text import caveats
from ui import export_menu
from ui.overview.units import move_caveats, moved_lists, standing_lists
from ui.ranking import ranking_tables
from ui.visit import Visit
from warehouse.queries import ranking as queries


@dataclass(frozen=True)
class _Listed:
    """Which lists the units stand in, as files quote it."""

    told: str

    def words(self, language: str) -> str:
        """The lists, in the language that they were named in."""
        return self.told


def offer(visit: Visit) -> None:
    """Offer rank, value, changes and sources of the units listed, each once and best first, and of all units."""
    units = visit.units
    lists = {**standing_lists(visit), **moved_lists(visit)}
    listed = {unit["unit_code"] for rows in lists.values() for unit in rows}
    names = ", ".join(visit.say(key) for key in lists)
    told = caveats.series(units, visit.summary, visit.language) + move_caveats(visit)
    export_menu.offer(
        ranking_tables.UNITS,
        [unit for unit in units if unit["unit_code"] in listed] or units,
        units,
        export_menu.facts(
            export_menu.Caption(visit.edition, visit.title()),
            _Listed(visit.say("overview_units_listed", lists=names) if lists else ""),
            visit.build_id,
            visit.fetch(queries.sources, visit.measure_code),
            told,
            visit.language,
        ),
        visit.file_stem(visit.say("overview_units_file"), visit.measure_code),
        visit.language,
        key="overview_units_files",
    )
