"""The ranked table, on screen and in files, from rows of `mart.unit_ranking`."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from text import formats
from text.answer import cell_value, measure_label, measure_name
from text.catalogue import named, say
from ui import tables
from ui.choices import Ranking, Selection
from ui.downloads import Sheet
from ui.ranking import near_ties
from ui.ranking import sheet as ranking_sheet
from ui.ranking.sheet import Values
from ui.tables import Column
from ui.theme import Palette

_BRIEF = ("unit", "rank", "places", "value")


@dataclass(frozen=True)
class RankingTable:
    """One ranking as a table: `measures` of its edition, `values` of those that are pillars or mains."""

    ranking: Ranking
    selection: Selection
    measures: Sequence[dict]
    values: Values
    language: str

    def show(self, units: Sequence[dict], palette: Palette, brief: bool = False) -> None:
        """Draw the table of `units`, the reader's own one highlighted; a brief one stops at the value."""
        own = self.selection.unit
        title = self.ranking.title(self.language, self.selection.words(self.language))
        tables.show(
            [column for column in self.columns(units, palette) if not brief or column.key in _BRIEF],
            palette,
            alt=say(self.language, "table_alt", title=title, count=len(units)),
            key="ranking",
            own_row=units.index(own) if own in units else None,
        )

    def columns(self, units: Sequence[dict], palette: Palette) -> list[Column]:
        """Unit, rank, changes, value with its bar, then every pillar and main indicator that has a value.

        Where the cohort changed, changes are those against the restated earlier year, and named so.
        """
        restated = any(
            "cohort_changed" in (unit["comparability_reasons"] or []) for unit in self.ranking.units
        )
        kind, field = ("_restated", "restated_") if restated else ("", "")
        marked = not restated
        values = [cell_value(unit, self.language) for unit in units], [_float(unit["value"]) for unit in units]
        places = [unit[f"{field}places_gained"] for unit in units]
        changes = [unit[f"{field}value_change"] for unit in units]
        columns = [
            Column("unit", self._say("column_unit"), self._names(units), pinned=True),
            Column(
                "rank",
                self._say("column_rank"),
                [self._rank(unit) for unit in units],
                [unit["rank"] for unit in units],
                "number",
                self._say("column_rank_help"),
            ),
            Column(
                "places",
                self._say(f"column_places{kind}"),
                [self._places(n, unit, marked) for n, unit in zip(places, units, strict=True)],
                places,
                "number",
            ),
            Column("value", self._say("column_value"), *values, "number"),
            near_ties.column(units, self.language, palette, self.selection.codes[1]),
            Column("bar", self._say("column_bar"), [], [_share(unit) for unit in units], "bar"),
            Column(
                "change",
                self._say(f"column_change{kind}"),
                [self._change(amount, unit, marked) for amount, unit in zip(changes, units, strict=True)],
                [_float(amount) for amount in changes],
                "number",
            ),
        ]
        if all(unit["value"] is None for unit in self.ranking.units):
            columns = [column for column in columns if column.key not in ("bar", "change")]
        if not any(near_ties.is_bracketed(unit) for unit in self.ranking.units):
            columns = [column for column in columns if column.key != near_ties.KEY]
        return columns + [self._measure_column(measure, units) for measure in self._known_measures()]

    def sheet(self, units: Sequence[dict]) -> Sheet:
        """The same rows for a file."""
        return ranking_sheet.sheet(units, self._known_measures(), self.values, self.language)

    def _known_measures(self) -> list[dict]:
        """The pillars and main indicators of which some unit has a value."""
        known = {code for _, code in self.values}
        return [measure for measure in self.measures if measure["indicator_code"] in known]

    def _measure_column(self, measure: dict, units: Sequence[dict]) -> Column:
        cells = [self._cell(unit, measure) for unit in units]
        of = next(cell["scale_max"] for (_, code), cell in self.values.items() if code == measure["indicator_code"])
        maximum = formats.points(of, self.language)
        return Column(
            f"measure_{measure['indicator_code']}",
            measure_label(measure, self.language),
            [cell_value(cell, self.language) if cell else formats.MISSING for cell in cells],
            [_float(cell.get("value")) for cell in cells],
            "number",
            self._say("column_measure_help", measure=measure_name(measure, self.language), maximum=maximum),
        )

    def _cell(self, unit: dict, measure: dict) -> dict:
        return self.values.get((unit["unit_code"], measure["indicator_code"]), {})

    def _names(self, units: Sequence[dict]) -> list[str]:
        return [named(unit, "unit_name", self.language) for unit in units]

    def _rank(self, unit: dict) -> str:
        place = formats.rank(unit["rank"], unit["cohort_size"])
        return self._say("cell_tie", rank=place) if (unit["tie_count"] or 1) > 1 else place

    def _places(self, gained: int | None, unit: dict, marked: bool) -> str:
        if gained is None:
            return formats.MISSING
        key = "cell_places_up" if gained > 0 else "cell_places_down" if gained < 0 else "cell_places_same"
        return self._marked(self._say(key, count=abs(gained)), marked and unit["places_gained_basis"])

    def _change(self, moved: Decimal | None, unit: dict, marked: bool) -> str:
        decimals = unit["value_change_decimals"] if marked else None
        cell = formats.change(moved, self.language, decimals)
        return self._marked(cell, marked and moved is not None and unit["value_change_basis"])

    def _marked(self, cell: str, basis: str | bool | None) -> str:
        return self._say("cell_published", cell=cell) if basis == "published" else cell

    def _say(self, key: str, **values: object) -> str:
        return say(self.language, key, **values)


def _share(unit: dict) -> float | None:
    return None if unit["value"] is None else float(unit["value"] / unit["scale_max"])


def _float(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)
