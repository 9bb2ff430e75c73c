"""Ranks and values of two years with their changes, on screen and in files."""

from collections.abc import Sequence
from decimal import Decimal

from text import formats, history
from text.answer import cell_value
from text.catalogue import named, say
from ui import tables
from ui.downloads import Sheet
from ui.ranking.views import Reading
from ui.tables import Column

_SIDES = ("earlier", "later")
_WRITTEN = ("value", "value_decimals", "value_basis")


class TwoYearsTable:
    """One row per unit; rows are those of `mart.two_years`, `row` any of them."""

    def __init__(self, row: dict, language: str):
        self.language = language
        self.kind = "_restated" if row["is_earlier_restated"] or row["is_later_restated"] else ""
        self.names = dict(zip(_SIDES, history.both_years(row, language), strict=True))

    def show(self, units: Sequence[dict], reading: Reading, title: str) -> None:
        """Draw the table, the own unit highlighted."""
        own = [at for at, unit in enumerate(units) if unit["unit_code"] == reading.own_code]
        alt = say(self.language, "history_two_alt", title=title, count=len(units))
        tables.show(self.columns(units), reading.palette, alt=alt, key="two_years", own_row=own[0] if own else None)

    def columns(self, units: Sequence[dict]) -> list[Column]:
        """Unit, both ranks and the places gained, both values and the change."""
        names = [named(unit, "unit_name", self.language) for unit in units]
        places = [unit["places_gained"] for unit in units]
        changes = [unit["value_change"] for unit in units]
        return [
            Column("unit", say(self.language, "column_unit"), names, pinned=True),
            *(self._ranks(side, units) for side in _SIDES),
            Column(
                "places",
                say(self.language, f"column_places{self.kind}"),
                [self._marked(history.places_moved(gained, self.language), unit, "places_gained_basis")
                 for gained, unit in zip(places, units, strict=True)],
                places,
                "number",
            ),
            *(self._values(side, units) for side in _SIDES),
            Column(
                "change",
                say(self.language, f"column_change{self.kind}"),
                [self._marked(formats.change(moved, self.language, unit["value_change_decimals"]), unit,
                              "value_change_basis") for moved, unit in zip(changes, units, strict=True)],
                [_float(moved) for moved in changes],
                "number",
            ),
        ]  # fmt: skip

    def _ranks(self, side: str, units: Sequence[dict]) -> Column:
        ranks = [unit[f"{side}_rank"] for unit in units]
        shown = [formats.rank(unit[f"{side}_rank"], unit[f"{side}_cohort_size"]) for unit in units]
        return Column(f"{side}_rank", self._title("rank", side), shown, ranks, "number")

    def _values(self, side: str, units: Sequence[dict]) -> Column:
        values = [unit[f"{side}_value"] for unit in units]
        shown = [
            cell_value({field: unit[f"{side}_{field}"] for field in _WRITTEN}, self.language) for unit in units
        ]
        return Column(f"{side}_value", self._title("value", side), shown, [_float(v) for v in values], "number")

    def _title(self, figure: str, side: str) -> str:
        return say(self.language, f"history_column_{figure}", year=self.names[side])

    def _marked(self, cell: str, unit: dict, basis: str) -> str:
        return say(self.language, "cell_published", cell=cell) if unit[basis] == "published" else cell

    def sheet(self, units: Sequence[dict]) -> Sheet:
        """The same rows for a file, numbers as numbers, with the basis of each change and how far the years compare."""
        titles = [say(self.language, "field_unit_code"), say(self.language, "column_unit")]
        titles += [self._title(figure, side) for figure in ("rank", "value") for side in _SIDES]
        titles += [say(self.language, key) for key in (
            "field_places", "history_field_places_basis", f"column_change{self.kind}", "history_field_change_basis",
            "field_comparability",
        )]  # fmt: skip
        rows = [
            [
                unit["unit_code"],
                named(unit, "unit_name", self.language),
                *(unit[f"{side}_{figure}"] for figure in ("rank", "value") for side in _SIDES),
                unit["places_gained"],
                self._basis(unit["places_gained_basis"]),
                unit["value_change"],
                self._basis(unit["value_change_basis"]),
                say(self.language, f"word_{unit['comparability']}"),
            ]
            for unit in units
        ]
        return Sheet(say(self.language, "sheet_rows"), titles, rows)

    def _basis(self, basis: str | None) -> str | None:
        return basis and say(self.language, f"history_basis_{basis}")


def _float(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)
