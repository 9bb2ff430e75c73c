"""Every value of a unit in one edition as the sum that it is, or as the cell of the document that prints it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from text import formats, method
from text.catalogue import named, say
from ui.table_description import Field, Row, Table
from ui.tables import Group
from ui.visit import Visit
from warehouse.queries import method as queries


@dataclass(frozen=True)
class Worked:
    """What is known of one unit: `standing` its indicators with a figure in the order of the framework, `sums` the ways
    to compute each of them, the one that counts first, `parts` what these are made of, `cells` what documents print.
    """

    standing: Sequence[dict]
    sums: Sequence[dict]
    parts: Sequence[dict]
    cells: Sequence[dict]

    @staticmethod
    def read(visit: Visit, unit_code: str) -> "Worked":
        """All of one unit in the edition of the visit."""
        asked = (queries.standing, queries.computations, queries.parts, queries.cells)
        return Worked(*(visit.fetch(query, unit_code) for query in asked))

    def sums_of(self, indicator_code: str) -> list[dict]:
        """The ways to compute one indicator."""
        return [row for row in self.sums if row["indicator_code"] == indicator_code]

    def parts_of(self, sum_: dict) -> list[dict]:
        """The known parts of one of the ways."""
        of = (sum_["indicator_code"], sum_["value_rule"])
        return [part for part in self.parts if (part["indicator_code"], part["value_rule"]) == of]

    def row_of(self, indicator_code: str) -> dict | None:
        """The figures of one indicator."""
        return next((row for row in self.standing if row["indicator_code"] == indicator_code), None)

    def cell_of(self, indicator_code: str, *figures: str) -> dict | None:
        """What a document prints of one indicator: the first of these figures that any does."""
        known = {row["figure"]: row for row in self.cells if row["indicator_code"] == indicator_code}
        return next((known[figure] for figure in figures if figure in known), None)


def lines(
    worked: Worked, standing: Sequence[dict], names: dict[str, str], language: str
) -> tuple[list[Row], list[Group]]:
    """The rows of the table of formulas of some of the indicators, and the head over those of each; `names` are those
    of indicators by code.
    """
    of_all = {name: worked.standing[0][name] for name in ("unit_code", "period_code")}
    rows: list[Row] = []
    groups: list[Group] = []
    for figures in standing:
        code = figures["indicator_code"]
        if figures["value"] is None:
            continue
        complete = [row for row in worked.sums_of(code) if row["is_complete"]]
        for sum_ in complete:
            inside = worked.parts_of(sum_)
            groups.append(_head(inside, names[code], sum_, figures, language))
            rows += [of_all | _row(part, sum_, names, language) for part in inside]
        if not complete:
            printed = worked.cell_of(code, "value", "score")
            note = method.published_only(next(iter(worked.sums_of(code)), None), figures, language)
            title, side = names[code], formats.value(figures["value"], language, figures["value_decimals"])
            groups.append(Group(1, title, side, [note]))
            rows.append(of_all | _printed(printed, figures, names, language))
    return rows, groups


def _head(inside: Sequence[dict], name: str, sum_: dict, figures: dict, language: str) -> Group:
    rule = say(language, f"method_rule_{sum_['value_rule']}")
    notes = [rule, method.verdict(sum_, figures, language)]
    return Group(len(inside), name, method.quotient(sum_, inside, language), notes)


def _row(part: dict, sum_: dict, names: dict[str, str], language: str) -> Row:
    is_of_units = sum_["value_rule"] in ("predecessors_mean", "same_unit")
    label = named(part, "part_unit_name", language) if is_of_units else _label(part, names, language)
    return part | {
        "indicator": names[part["indicator_code"]],
        "part": label,
        "amount": method.amount(part, language),
        "place": method.place(part, language),
    }


def _label(part: dict, names: dict[str, str], language: str) -> str:
    code = part["part_code"]
    return names.get(code) or f"{code}. {named(part, 'part_name', language)}"


def _printed(cell: dict | None, figures: dict, names: dict[str, str], language: str) -> Row:
    found = cell or {}
    return found | {
        "indicator_code": figures["indicator_code"],
        "indicator": names[figures["indicator_code"]],
        "part": say(language, f"method_cell_{figures['value_basis']}"),
        "amount": method.amount(found, language),
        "place": method.place(found, language),
        "part_points": None,
        "part_max_points": None,
    }


def _points(name: str, row: Row, language: str) -> str:
    return formats.MISSING if row[name] is None else formats.points(row[name], language)


TABLE = Table(
    "method_sheet",
    [
        Field("part", title="method_column_part", help=lambda _: "", format="text", width=260),
        Field("amount", title="method_column_amount", help=lambda _: "", format="text"),
        Field("part_max_points", shown=partial(_points, "part_max_points"), format="amount"),
        Field("part_points", shown=partial(_points, "part_points"), format="amount"),
        Field("place", title="method_column_place", help=lambda _: "", format="text", width=360),
    ],
    [
        "unit_code",
        "period_code",
        "indicator_code",
        Field("indicator", title="method_column_indicator", format="text"),
        Field("value_rule", cell=lambda row, _: row.get("value_rule")),
        Field("part", title="method_column_part", format="text"),
        Field("printed", cell=lambda row, _: row.get("printed")),
        "part_max_points",
        "part_points",
        Field("release_code", cell=lambda row, _: row.get("release_code")),
        Field("row_number", cell=lambda row, _: row.get("row_number")),
        Field("source_address", cell=lambda row, _: row.get("source_address")),
    ],
    keeps_first=True,
)
STEPS = Table(
    "method_steps_sheet",
    [
        Field("name", title="method_column_step", help=lambda _: "", format="text", width=220),
        Field("formula", title="method_column_formula", help=lambda _: "", format="text", width=420),
        Field("result", title="method_column_result", help=lambda _: "", format="text"),
    ],
    [
        "unit_code",
        "period_code",
        "indicator_code",
        Field("name", title="method_column_step", format="text"),
        Field("formula", title="method_column_formula", format="text"),
        Field("result", title="method_column_result", format="text"),
    ],
)
