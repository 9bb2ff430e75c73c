"""The comparison as a table: indicators as rows, what is compared as columns."""

from collections.abc import Sequence
from decimal import Decimal

from text import formats
from text.answer import cell_value, measure_label
from text.catalogue import say
from ui import tables
from ui.comparison.lines import Comparison, Line
from ui.tables import Column
from ui.theme import Palette


def show(compared: Comparison, palette: Palette) -> None:
    """Draw the table of the lines that can be compared."""
    language = compared.language
    title, lines = compared.title(language), compared.common
    alt = say(language, "comparison_table_alt", title=title, sides=", ".join(compared.sides), count=len(lines))
    tables.show(columns(compared, lines), palette, alt=alt, key="comparison")


def columns(compared: Comparison, lines: Sequence[Line]) -> list[Column]:
    """Indicator, the best one, then of each side value, rank and the difference against the first side.

    The best value has a sign before it and its unit stands in words in a column of its own. Figures that nobody has
    get no column.
    """
    language = compared.language
    names = [measure_label(line.indicator, language) for line in lines]
    found = [Column("indicator", say(language, "comparison_column_indicator"), names, pinned=True)]
    if not compared.unit and len(compared.sides) > 1:
        found.append(Column("best", say(language, "comparison_column_best"), [_best(compared, line) for line in lines]))
    for place, side in enumerate(compared.sides):
        cells = [line.cells[place] for line in lines]
        found += [
            Column(
                f"value_{place}",
                say(language, "comparison_column_value", side=side),
                [_value(compared, cell, language) for cell in cells],
                [_number(cell["value"]) for cell in cells],
                "number",
            ),
            Column(
                f"rank_{place}",
                say(language, "comparison_column_rank", side=side),
                [_rank(compared, line, cell) for line, cell in zip(lines, cells, strict=True)],
                [cell["rank"] for cell in cells],
                "number",
                say(language, "column_rank_help"),
            ),
            *([_difference(compared, cells, place)] if place else []),
        ]
    if compared.unit:
        found.append(_places(compared, [line.cells[-1] for line in lines]))
    return [column for column in found if column.kind == "text" or any(n is not None for n in column.numbers)]


def _difference(compared: Comparison, cells: list[dict], place: int) -> Column:
    language, side = compared.language, compared.sides[place]
    if compared.unit:
        title, about = say(language, f"column_change{_restated(compared)}"), None
    else:
        title = say(language, "comparison_column_difference", side=side, first=compared.sides[0])
        about = say(language, "comparison_column_difference_help", first=compared.sides[0])
    shown = [_signed(cell, language) for cell in cells]
    return Column(f"difference_{place}", title, shown, [_number(cell["difference"]) for cell in cells], "number", about)


def _places(compared: Comparison, cells: list[dict]) -> Column:
    language = compared.language
    gained = [cell["places_gained"] for cell in cells]
    shown = [_moved(cell, language) for cell in cells]
    return Column("places", say(language, f"column_places{_restated(compared)}"), shown, gained, "number")


def _restated(compared: Comparison) -> str:
    return "_restated" if compared.is_restated else ""


def _best(compared: Comparison, line: Line) -> str:
    names = [side for side, cell in zip(compared.sides, line.cells, strict=True) if cell["is_best"]]
    return ", ".join(names) or say(compared.language, "comparison_cell_equal")


def _value(compared: Comparison, cell: dict, language: str) -> str:
    value = cell_value(cell, language)
    is_best = cell["is_best"] and cell["are_values_common"] and not compared.unit
    return say(language, "comparison_cell_best", cell=value) if is_best else value


def _rank(compared: Comparison, line: Line, cell: dict) -> str:
    """The rank; it carries the sign of the best one only where values cannot say who is best."""
    rank = formats.rank(cell["rank"], cell["cohort_size"])
    is_best = cell["is_best"] and not line.has_values and not compared.unit
    return say(compared.language, "comparison_cell_best", cell=rank) if is_best else rank


def _signed(cell: dict, language: str) -> str:
    difference = formats.change(cell["difference"], language, cell["difference_decimals"])
    if cell["is_near"]:
        return say(language, "comparison_cell_near", cell=difference)
    return say(language, "cell_published", cell=difference) if cell["difference_basis"] == "published" else difference


def _moved(cell: dict, language: str) -> str:
    gained = cell["places_gained"]
    if gained is None:
        return formats.MISSING
    key = "cell_places_up" if gained > 0 else "cell_places_down" if gained < 0 else "cell_places_same"
    moved = say(language, key, count=abs(gained))
    return say(language, "cell_published", cell=moved) if cell["places_gained_basis"] == "published" else moved


def _number(amount: Decimal | int | None) -> float | None:
    return None if amount is None else float(amount)
