"""The units of the overview as files: those that its short lists name, or the whole cohort."""

from dataclasses import dataclass

from text import caveats
from ui import export_menu
from ui.overview.subject import Overview
from ui.overview.units import move_caveats, moved_lists, standing_lists
from ui.ranking import ranking_tables
from warehouse.queries import ranking as queries


@dataclass(frozen=True)
class _Listed:
    """Which lists the units stand in, as files quote it."""

    told: str

    def words(self, language: str) -> str:
        """The lists, in the language that they were named in."""
        return self.told


def offer(view: Overview) -> None:
    """Offer rank, value, changes and sources of the units listed, each once and best first, and of all units."""
    units = view.ranking.units
    lists = {**standing_lists(view), **moved_lists(view)}
    listed = {unit["unit_code"] for rows in lists.values() for unit in rows}
    names = ", ".join(view.say(key) for key in lists)
    told = caveats.series(units, view.summary, view.language) + move_caveats(view)
    export_menu.offer(
        ranking_tables.UNITS,
        [unit for unit in units if unit["unit_code"] in listed] or units,
        units,
        export_menu.facts(
            view.ranking,
            _Listed(view.say("overview_units_listed", lists=names) if lists else ""),
            view.build_id,
            view.fetch(queries.sources),
            told,
            view.language,
        ),
        view.ranking.file_stem(view.say("overview_units_file")),
        view.language,
        key="overview_units_files",
    )
