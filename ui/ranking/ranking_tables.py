"""The tables of the ranking page, on screen and in files: one year, all years, two years; near ties in a bracket."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property, partial
from typing import Any

import polars as pl

from text import caveats, formats, time_series
from text.answer import measure_label, measure_name, rank_cell
from text.catalogue import say
from text.periods import period
from ui.table_description import Field, Row, Table, called_as, told_as
from ui.visit import Visit
from warehouse.queries import ranking as queries

_UNIT_WIDTH = 120
_NARROW = ("rank", "unit_name", "places_gained", "restated_places_gained", "value")
BRIEF = (*_NARROW, "near_tie_group")
# Of units that lie in others: which, and the place among those in the same one.
_WHERE = (Field("parent_name", needs=("parent_name_vi",)), Field("place_in_parent", needs=("place_in_parent",)))
_FILE = (
    "unit_code", "unit_name", *_WHERE, Field("parent_unit_count", needs=("parent_unit_count",)), "period_code",
    "indicator_code", "region_name", "rank", "cohort_size", "rank_basis",
    "places_gained", "value", "value_basis", "value_change", "near_tie_group", "near_tie_count", "near_tie_first_rank",
    "near_tie_last_rank", "restated_places_gained", "restated_value_change", "comparability", "value_source_address",
    "rank_source_address",
)  # fmt: skip
_YEARS_ON_A_PHONE = 4
_SIDES = ("earlier", "later")
# Of each year in a file, by column, and what its title begins with.
_OF_YEARS = {
    "period_code": "period", "rank": "rank", "cohort_size": "size", "rank_basis": "basis", "value": "value",
    "decision": "framework",
}  # fmt: skip
UNITS = Table("sheet_rows", screen=(), file=_FILE)  # as files alone


class Values:
    """Values of pillars and main indicators of all units, from `warehouse.queries.ranking.main_values`; taken apart
    into rows only when a table of them is drawn.
    """

    def __init__(self, found: pl.DataFrame):
        self._found = found
        self.bases = set(found["value_basis"])
        self.scale_max = dict(found.unique("indicator_code", keep="first")["indicator_code", "scale_max"].iter_rows())

    @cached_property
    def _by_unit(self) -> dict[tuple[str, str], dict]:
        cells = self._found["unit_code", "indicator_code", "value", "value_decimals"]
        return {(unit, code): {"value": value, "value_decimals": places} for unit, code, value, places in cells.rows()}

    def count(self, indicator_code: str) -> int:
        """How many units have a value."""
        return self._counts.get(indicator_code, 0)

    @cached_property
    def _counts(self) -> dict[str, int]:
        return dict(self._found.drop_nulls("value").group_by("indicator_code").len().iter_rows())

    def of(self, unit_code: str, indicator_code: str) -> dict:
        """Value and decimals of one unit and indicator; empty without a value."""
        return self._by_unit.get((unit_code, indicator_code), {})


def one_year(
    units: Sequence[Row], measures: Sequence[dict], values: Values, mean: Decimal | None, *, is_within: bool = False
) -> Table:
    """Rows of `mart.unit_ranking`: rank, unit, changes, value with its bar and the `mean` across them, then the pillars
    and main indicators that at least half of the units have.

    `units` are the whole cohort, `values` those of `measures` that some unit has; `is_within` where only those that lie
    in one other are shown, so that it need not be said of each. Where the cohort changed, the changes
    on screen are those against the restated earlier year, and named so; a file has both, all parts, and the basis and
    source of each figure.
    """
    restated = any("cohort_changed" in (unit["comparability_reasons"] or []) for unit in units)
    prefix = "restated_" if restated else ""
    scale = next((unit["scale_max"] for unit in units if unit["value"] is not None), None)
    screen: list[Field | str] = [
        Field("rank", shown=rank_cell),
        Field("unit_name", width=_UNIT_WIDTH),
        *([] if is_within else _WHERE[:1]),
        *_WHERE[1:],
        Field(
            f"{prefix}places_gained",
            title=None if restated else "column_places",
            needs=(f"{prefix}places_gained",),
        ),
        Field("value", share=_share, mark=float(mean / scale) if mean and scale else None, needs=("value",)),
        Field(f"{prefix}value_change", needs=(f"{prefix}value_change",)),
    ]
    if any((unit["near_tie_count"] or 1) > 1 for unit in units):
        screen.append(NEAR_TIES)
    known = [measure for measure in measures if measure["indicator_code"] in values.scale_max]
    common = [measure for measure in known if values.count(measure["indicator_code"]) * 2 >= len(units)]
    screen += [_short_measure(measure, values, common) for measure in common]
    of_measures = [_measure(measure, values, partial(measure_name, measure)) for measure in known]
    return Table("sheet_rows", screen, [*_FILE, *of_measures], keeps_first="unit_name", narrow=_NARROW)


def _near_ties(unit: Row, _: str) -> str:
    """The ranks of the units too close to this one to say which is better: `9–11`; a dash where it stands alone."""
    if (unit["near_tie_count"] or 1) == 1 or unit["near_tie_first_rank"] is None:
        return formats.MISSING
    return "–".join(dict.fromkeys(str(unit[f"near_tie_{end}_rank"]) for end in ("first", "last")))


NEAR_TIES = Field(
    "near_tie_group",
    title="ranking_column_near",
    shown=_near_ties,
    number=lambda unit: unit["near_tie_group"] if (unit["near_tie_count"] or 1) > 1 else None,
)


_FEWEST_ALIKE = 3


def _short_measure(measure: dict, values: Values, beside: Sequence[dict]) -> Field:
    """A pillar or main indicator under its level, so that its name may be short; the whole one is its help."""
    over = f"column_level_{measure['indicator_level']}"

    def short(language: str) -> str:
        of_level = [each for each in beside if each["indicator_level"] == measure["indicator_level"]]
        labels = [measure_label(each, language).removeprefix(say(language, over)).strip() for each in of_level]
        return _shortened(labels[of_level.index(measure)], labels)

    return replace(_measure(measure, values, short), over=over, far=True)


def _shortened(label: str, labels: Sequence[str]) -> str:
    """`6. Chính quyền` of `6. Hoạt động chính quyền số`: without the last word where most labels end with it, and
    without the first two words behind the number where several begin so.
    """
    words = label.split()
    if sum(other.split()[-1] == words[-1] for other in labels) * 2 > len(labels) > 1:
        words = words[:-1]
    number = [words[0]] if words[0].endswith(".") else []
    begun = words[len(number) : len(number) + 2]
    alike = sum(other.split()[len(number) : len(number) + 2] == begun for other in labels)
    rest = words[len(number) + (2 if alike >= _FEWEST_ALIKE and len(words) > len(number) + 2 else 0) :]
    text = " ".join(rest)
    return " ".join([*number, text[:1].upper() + text[1:]]) or label


def _measure(measure: dict, values: Values, called: Any) -> Field:
    code = measure["indicator_code"]

    def told(language: str) -> str:
        maximum = formats.points(values.scale_max[code], language)
        return say(language, "column_measure_help", measure=measure_name(measure, language), maximum=maximum)

    return Field(
        "value",
        title=called,
        help=told,
        of=lambda unit: values.of(unit["unit_code"], code),
        key=f"measure_{code}",
    )


def _share(unit: Row) -> float | None:
    return None if unit["value"] is None else float(unit["value"] / unit["scale_max"])


def all_years(years: Sequence[dict], rows: Sequence[dict], measure: dict) -> Table:
    """Units as rows, one column of ranks per year; `years` and `rows` are those of `warehouse.queries.time_series`.

    A restated year says so in its title. A file has the code of each year, the basis of its rank, the size of its
    cohort, the value and the framework beside it, and the code of the `measure`.
    """
    figures = {(row["unit_code"], row["edition_code"]): row for row in rows}
    screen: list[Field | str] = ["unit_name"]
    file: list[Field | str] = ["unit_code", "unit_name", Field("indicator_code", of=lambda _: measure)]
    for year in years:
        of_year = partial(_figures, figures, year)
        screen.append(
            Field(
                "rank",
                title=partial(_of_year, None, year),
                help=told_as("restated_previous_rank") if year["is_restated"] else None,
                of=of_year,
                key=f"rank_{year['period_code']}",
            )
        )
        for name, part in _OF_YEARS.items():
            cell = _decision if name == "decision" else None
            title = partial(_of_year, f"series_column_{part}", year)
            file.append(Field(name, title=title, of=of_year, cell=cell))
    newest = [f"rank_{year['period_code']}" for year in years[-_YEARS_ON_A_PHONE:]]
    return Table("sheet_rows", screen, file, keeps_first=True, narrow=("unit_name", *newest))


def _figures(figures: Mapping[tuple[str, str], dict], year: dict, unit: Row) -> Row:
    """What a unit has in a year, and what is known of the year itself."""
    return figures.get((unit["unit_code"], year["edition_code"]), {}) | {
        name: year[name] for name in ("period_code", "cohort_size", "decision")
    }


def _of_year(key: str | None, year: dict, language: str) -> str:
    name = period(year, language)
    return say(language, key, year=name) if key else str(name)


def _decision(row: Row, language: str) -> str:
    return caveats.decision(row["decision"], language)


def two_years(row: dict) -> Table:
    """Rows of `mart.two_years`, `row` any of them: both ranks and the places gained, both values and the change.

    A file has the basis of each change and how far the years compare.
    """
    restated = row["is_earlier_restated"] or row["is_later_restated"]
    ranks = [Field(f"{side}_rank", title=partial(_side, "rank", row, place)) for place, side in enumerate(_SIDES)]
    values = [Field(f"{side}_value", title=partial(_side, "value", row, place)) for place, side in enumerate(_SIDES)]
    change: Field | str = "value_change"
    places = Field("places_gained", title="column_places")
    if restated:
        change, places = (
            Field(name, title=called_as(f"restated_{name}"), help=told_as(f"restated_{name}"))
            for name in ("value_change", "places_gained")
        )
    screen = ["unit_name", *ranks, places, *values, change]
    codes = [f"{side}_{code}" for side in _SIDES for code in ("period_code", "indicator_code")]
    sized = [field for side, rank in zip(_SIDES, ranks, strict=True) for field in (rank, f"{side}_cohort_size")]
    file = [
        "unit_code", "unit_name", *codes, *sized, *values, "places_gained", "places_gained_basis", change,
        "value_change_basis", "comparability",
    ]  # fmt: skip
    narrow = ("unit_name", *(each.key or each.name for each in ranks), "places_gained")
    return Table("sheet_rows", screen, file, keeps_first=True, narrow=narrow)


def _side(figure: str, row: dict, place: int, language: str) -> str:
    return say(language, f"series_column_{figure}", year=time_series.both_periods(row, language)[place])


def near_units(unit: dict, visit: Visit) -> list[dict]:
    """The units too close to one row of `mart.unit_ranking`, best first: rows of `mart.near_units`."""
    return visit.fetch(queries.near_units, unit["indicator_code"], unit["unit_code"])
