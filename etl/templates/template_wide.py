"""Templates with one row per unit and one column per indicator: values of main indicators, points of components."""

from decimal import Decimal

from etl.templates.template_form import Form, Row
from etl.templates.template_rules import Between
from etl.templates.template_sheets import Column, Table
from text.template import HINTS, NOT_SCORED, SHEETS, WIDE, WITH_MAXIMUM, WITHOUT_MAXIMUM

_SHARE = Between("share", 0, 1)
_VALUE_FORMAT, _SCORE_FORMAT = "0.0000", "General"


def main_values(form: Form, titles: list[str]) -> list[Table]:
    """The index, then pillars and main indicators in the framework's order, with the rank in the index; their points
    where that is the scale of the index, else their values.

    Groups take part where a framework has no pillars, as in the ICT Index: a document prints one or the other.
    """
    inner = ("pillar", "main") if form.of_levels("pillar") else ("group", "main")
    rank = Column(WIDE["rank"], HINTS["rank"], 12, Between("rank", 1, form.cohort_size, "whole"), "0")
    scored = [row for row in form.of_levels("index", *inner) if row["is_scored"]]
    if form.is_in_points:
        columns = [_points(row, 12, f"{0:.{form.shown_decimals}f}") for row in scored]
    else:
        columns = [
            Column(row["indicator_code"], row["indicator_name_vi"], 12, _SHARE, _VALUE_FORMAT) for row in scored
        ]
    [name] = SHEETS["main_points" if form.is_in_points else "main_values"]
    return [_table(name, titles[0], form, [rank, *columns], fits_page=len(columns) <= 14)]


def components(form: Form, titles: list[str]) -> list[Table]:
    """A sheet each for the points of the appraisal, those a unit gives itself and those of a first round."""
    columns = [_points(row) for row in form.of_levels("component")]
    names = SHEETS["components"]
    return [_table(name, title, form, columns, False) for name, title in zip(names, titles, strict=True)]


def _points(row: Row, width: int = 18, shown: str = _SCORE_FORMAT) -> Column:
    name, maximum = row["indicator_name_vi"], row["max_score"]
    if not row["is_scored"]:
        return Column(row["indicator_code"], NOT_SCORED.format(name=name), width, format=shown, is_closed=True)
    if maximum is None:
        rule, caption = Between("open_points", 0), WITHOUT_MAXIMUM.format(name=name)
    else:
        rule, caption = Between("points", 0, maximum), WITH_MAXIMUM.format(name=name, maximum=_printed(maximum))
    return Column(row["indicator_code"], caption, width, rule, shown)


def _table(name: str, title: str, form: Form, columns: list[Column], fits_page: bool) -> Table:
    units = [Column(WIDE["unit_code"], width=8, is_code=True), Column(WIDE["unit_name"], width=24, is_code=True)]
    rows = [(row["unit_code"], row["unit_name_vi"], *(None for _ in columns)) for row in form.units]
    return Table(name, title, [*units, *columns], rows, frozen=2, fits_page=fits_page)


def _printed(number: Decimal) -> str:
    return f"{number.normalize():f}".replace(".", ",")
