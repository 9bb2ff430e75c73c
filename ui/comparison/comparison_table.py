"""The comparison as a table, on screen and in files: indicators as rows, what is compared as columns."""

from dataclasses import replace
from functools import partial

from text import formats
from text.answer import cell_value, measure_label, measure_name
from text.catalogue import say
from ui.comparison.lines import Comparison, Line
from ui.table_description import Field, Row, Table, called_as

_OF_SIDES = (
    "value", "value_basis", "rank", "cohort_size", "rank_basis", "value_source_address", "rank_source_address",
)  # fmt: skip


def describe(compared: Comparison) -> Table:
    """Lines: the indicator, the best one, then of each side value, rank and the difference against the first side.

    The best value has a sign before it and its unit stands in words in a column of its own. Figures that nobody has
    get no column. A file has the basis and source of each figure, of lines that are common to all or not.
    """
    screen = [Field("indicator_name", shown=lambda line, language: measure_label(line.indicator, language))]
    if not compared.unit and len(compared.sides) > 1:
        best = partial(_best, compared)
        screen.append(Field("best", title="comparison_column_best", shown=best, format="text"))
    file = [
        Field("indicator_code", of=lambda line: line.indicator),
        Field("indicator_name", cell=lambda line, language: measure_name(line.indicator, language)),
        Field("common", title="comparison_field_common", shown=_common, format="text"),
    ]
    for place in range(len(compared.sides)):
        screen += _on_screen(compared, place)
        file += _in_file(compared, place)
    if compared.unit:
        title = called_as("restated_places_gained") if compared.is_restated else "column_places"
        screen.append(_of_side(Field("places_gained", title=title), -1))
    return Table("comparison_sheet", screen, file, keeps_first=True)


def _of_side(field: Field, place: int) -> Field:
    """A column of the cells of one side, where any of them is known."""
    return replace(field, of=lambda line: line.cells[place], needs=(field.name,))


def _on_screen(compared: Comparison, place: int) -> list[Field]:
    said = partial(_of_sides, {"side": compared.sides[place], "first": compared.sides[0]})
    shows_best = not compared.unit
    value = Field("value", partial(said, "comparison_column_value"), shown=partial(_value, shows_best))
    rank = Field("rank", partial(said, "comparison_column_rank"), shown=partial(_rank, shows_best))
    fields = [replace(value, key=f"value_{place}"), replace(rank, key=f"rank_{place}")]
    if place:
        difference = _DIFFERENCE
        if not compared.unit:
            title, told = (partial(said, f"comparison_column_difference{part}") for part in ("", "_help"))
            difference = replace(difference, title=title, help=told)
        elif compared.is_restated:
            difference = replace(difference, title=called_as("restated_value_change"))
        fields.append(replace(difference, key=f"difference_{place}"))
    return [_of_side(field, place) for field in fields]


def _in_file(compared: Comparison, place: int) -> list[Field]:
    fields = [Field(name) for name in _OF_SIDES]
    if place and compared.unit:
        fields += [_DIFFERENCE, Field("places_gained"), Field("comparability")]
    elif place:
        fields.append(replace(_DIFFERENCE, title="comparison_field_difference"))
    side = compared.sides[place]
    return [_of_side(replace(field, title=partial(_side_and_field, side, field)), place) for field in fields]


def _of_sides(names: dict[str, str], key: str, language: str) -> str:
    return say(language, key, **names)


def _side_and_field(side: str, field: Field, language: str) -> str:
    return say(language, "comparison_field_of_side", side=side, field=field.heading(language))


def _common(line: Line, language: str) -> str:
    return say(language, "word_yes" if line.is_common else "word_no")


def _best(compared: Comparison, line: Line, language: str) -> str:
    names = [side for side, cell in zip(compared.sides, line.cells, strict=True) if cell["is_best"]]
    return ", ".join(names) or say(language, "comparison_cell_equal")


def _value(shows_best: bool, cell: Row, language: str) -> str:
    value = cell_value(cell, language)
    is_marked = shows_best and cell["is_best"] and cell["are_values_common"]
    return say(language, "comparison_cell_best", cell=value) if is_marked else value


def _rank(shows_best: bool, cell: Row, language: str) -> str:
    """The rank; it carries the sign of the best one only where values cannot say who is best."""
    rank = formats.rank(cell["rank"], cell["cohort_size"])
    is_marked = shows_best and cell["is_best"] and not cell["are_values_common"]
    return say(language, "comparison_cell_best", cell=rank) if is_marked else rank


def _signed(cell: Row, language: str) -> str:
    difference = formats.change(cell["difference"], language, cell["difference_decimals"])
    if cell["is_near"]:
        return say(language, "comparison_cell_near", cell=difference)
    return say(language, "cell_published", cell=difference) if cell["difference_basis"] == "published" else difference


_DIFFERENCE = Field("difference", title=called_as("value_change"), shown=_signed, format="signed")
