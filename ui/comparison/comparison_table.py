"""The lines of a comparison, one per indicator, and the table of them, on screen and in files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial

from exports.names import span
from text import formats
from text.answer import cell_value, measure_label, measure_name, rank_cell
from text.catalogue import LANGUAGES, say
from text.periods import Period
from ui.charts.comparison import Line
from ui.table_description import Field, Row, Table, called_as, told_as
from ui.visit import Visit

UNITS = "units"
YEARS = "years"
MODES = (UNITS, YEARS)
MOST_UNITS = 8
FIRST_UNITS = 3
_SIDES_ON_A_PHONE = 3


@dataclass(frozen=True)
class Comparison:
    """A comparison as a reader chose it.

    `sides` are the names of what is compared, the first one being what differences are taken against; `missing` those
    that were chosen and have no figure at all. `unit` is None where units are compared, else the one unit; `years` are
    then rows of `queries.time_series.editions`, the earlier one first.
    """

    visit: Visit
    codes: str
    sides: list[str]
    missing: list[str]
    lines: list[Line]
    unit: dict | None
    years: list[dict]

    @property
    def language(self) -> str:
        """The language of the page."""
        return self.visit.language

    @cached_property
    def common(self) -> list[Line]:
        """The lines that can be compared."""
        return [line for line in self.lines if line.is_common]

    @property
    def is_restated(self) -> bool:
        """Whether the earlier year is restated for the units of the later one."""
        return any(row["is_restated"] for row in self.years)

    @property
    def framework_code(self) -> str:
        """The framework that names the indicators: the later year's."""
        return (self.years[-1] if self.years else self.visit.edition)["framework_code"]

    @property
    def edition_codes(self) -> str:
        """The editions of the figures, joined by commas: what the sources depend on, and with `codes` the figures."""
        return ",".join(row["edition_code"] for row in self.years) or self.visit.edition_code

    def cited(self, sources: Sequence[dict]) -> list[dict]:
        """Those of the cohort's sources that gave figures of what is compared."""
        codes = set(self.codes.split("."))
        return [source for source in sources if codes & set(source["unit_codes"])]

    @property
    def title(self) -> str:
        """What the table and the chart are called."""
        visit = self.visit
        index = visit.named(visit.edition, "short_name")
        if self.unit:
            earlier, later = (Period(row["period_code"], visit.language) for row in self.years)
            unit = visit.named(self.unit)
            return visit.say("comparison_title_years", unit=unit, index=index, earlier=earlier, later=later)
        cohort = visit.named(visit.edition, "cohort_name")
        return visit.say("comparison_title_units", index=index, year=visit.period(visit.edition), cohort=cohort)

    def words(self, language: str) -> str:
        """What was chosen, as files quote it."""
        return say(language, "comparison_chosen", sides=formats.listed(self.sides, language))

    def file_stem(self, kind: str) -> str:
        """How files of this comparison are named: `so-sanh_dti_2022_vn63_tuyen-quang_hung-yen`."""
        units = [self.visit.named(self.unit)] if self.unit else self.sides
        periods = span(row["period_code"] for row in self.years or [self.visit.edition])
        return self.visit.file_stem(kind, *units, period=periods)


def lines_of(rows: Sequence[dict], measures: Sequence[dict], edition: dict) -> list[Line]:
    """The rows of a query as lines, in the order of the framework's tree; the index goes by its short name."""
    short = {f"indicator_name_{language}": edition[f"short_name_{language}"] for language in LANGUAGES}
    by_code: dict[str, list[dict]] = {}
    for row in rows:
        by_code.setdefault(row["indicator_code"], []).append(row)
    return [
        Line(measure | (short if measure["indicator_level"] == "index" else {}), by_code[code])
        for measure in measures
        if (code := measure["indicator_code"]) in by_code
    ]


def first_units(units: Iterable[str], own: str | None) -> list[str]:
    """The codes compared when nobody chose: the own unit and those that lead the cohort. `units` are best first."""
    return list(dict.fromkeys([*([own] if own else []), *units]))[:FIRST_UNITS]


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
        *_codes(compared),
        Field("common", title="comparison_field_common", shown=_common, format="text"),
    ]
    for place in range(len(compared.sides)):
        screen += _on_screen(compared, place)
        file += _in_file(compared, place)
    if compared.unit:
        title = called_as("restated_places_gained") if compared.is_restated else "column_places"
        screen.append(_of_side(Field("places_gained", title=title), -1))
    has_values = any(cell["value"] is not None for line in compared.common for cell in line.cells)
    figures = [f"{'value' if has_values else 'rank'}_{place}" for place in range(_SIDES_ON_A_PHONE)]
    return Table("comparison_sheet", screen, file, keeps_first=True, narrow=("indicator_name", *figures))


def _codes(compared: Comparison) -> list[Field]:
    """What all lines of a file are of: the unit whose years are compared, or the period of the units."""
    if compared.unit:
        return [Field(name, of=lambda _: compared.unit or {}) for name in ("unit_code", "unit_name")]
    return [Field("period_code", of=lambda _: compared.visit.edition)]


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
            difference = replace(
                difference, title=called_as("restated_value_change"), help=told_as("restated_value_change")
            )
        fields.append(replace(difference, key=f"difference_{place}"))
    return [_of_side(field, place) for field in fields]


def _in_file(compared: Comparison, place: int) -> list[Field]:
    fields = [Field(name) for name in _OF_SIDES]
    if place and compared.unit:
        fields += [_DIFFERENCE, Field("places_gained"), Field("comparability")]
    elif place:
        fields.append(replace(_DIFFERENCE, title="comparison_field_difference"))
    side = compared.sides[place]
    if compared.unit:
        code = Field("period_code", of=lambda _: compared.years[place])
    else:
        code = _of_side(Field("unit_code"), place)
    of_side = [code, *(_of_side(field, place) for field in fields)]
    return [replace(field, title=partial(_side_and_field, side, field)) for field in of_side]


def _of_sides(names: dict[str, str], key: str, language: str) -> str:
    return say(language, key, **names)


def _side_and_field(side: str, field: Field, language: str) -> str:
    return say(language, "comparison_field_of_side", side=side, field=field.heading(language))


def _common(line: Line, language: str) -> str:
    return say(language, "word_yes" if line.is_common else "word_no")


def _best(compared: Comparison, line: Line, language: str) -> str:
    names = [side for side, cell in zip(compared.sides, line.cells, strict=True) if cell["is_best"]]
    return formats.listed(names, language) or say(language, "comparison_cell_equal")


def _value(shows_best: bool, cell: Row, language: str) -> str:
    value = cell_value(cell, language)
    is_marked = shows_best and cell["is_best"] and cell["are_values_common"]
    return say(language, "comparison_cell_best", cell=value) if is_marked else value


def _rank(shows_best: bool, cell: Row, language: str) -> str:
    """The rank; it carries the sign of the best one only where values cannot say who is best."""
    rank = rank_cell(cell, language)
    is_marked = shows_best and cell["is_best"] and not cell["are_values_common"]
    return say(language, "comparison_cell_best", cell=rank) if is_marked else rank


def _signed(cell: Row, language: str) -> str:
    difference = formats.change(cell["difference"], language, cell["difference_decimals"])
    if cell["is_near"]:
        return say(language, "comparison_cell_near", cell=difference)
    return say(language, "cell_published", cell=difference) if cell["difference_basis"] == "published" else difference


_DIFFERENCE = Field("difference", title=called_as("value_change"), shown=_signed, format="signed")
