"""The reference tables (data/reference/*.csv): what codes exist, as typed frames proven consistent."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

import polars as pl

from etl.declarations import Declaration, read_declarations
from etl.errors import FolderMissing
from etl.folders import with_deliveries
from etl.periods import YEARS, YEARS_COLUMNS, edition_of_year, period_of_year
from etl.problems import Problem
from etl.reading.delimited import read_delimited
from etl.reading.sheets import Sheet
from text.folding import folded
from text.nearest import nearest
from warehouse.paths import SQL_DIR

_OF_YEARS = {"editions": edition_of_year, "periods": period_of_year}


def read_reference(
    reference_dir: Path, sql_dir: Path = SQL_DIR, deliveries: Sequence[Path] = ()
) -> tuple[dict[str, pl.DataFrame], list[Problem]]:
    """One frame per table declared in `sql_dir`/reference, columns and types as declared there.

    A row of a load takes the place of an earlier one with the same key; a load of before periods were data declares its
    editions by years. With any problem the frames are not to be used. Raises FolderMissing.
    """
    if not reference_dir.is_dir():
        raise FolderMissing(reference_dir)
    frames: dict[str, pl.DataFrame] = {}
    problems: list[Problem] = []
    declarations = read_declarations(sql_dir / "reference")
    for name, declaration in declarations.items():
        frames[name], faults = _read_table(reference_dir / f"{name}.csv", declaration)
        problems += faults
        for folder in list(with_deliveries(reference_dir, deliveries, "reference"))[1:]:
            read = _read_years if name in _OF_YEARS and (folder / YEARS).is_file() else _read_table
            path = folder / (YEARS if read is _read_years else f"{name}.csv")
            if path.is_file():
                rows, faults = read(path, declaration, is_whole=False)
                problems += faults
                frames[name] = upserted(frames[name], rows, declaration)
    if not problems:
        problems = inconsistencies(frames, declarations)
    return frames, problems


def upserted(frame: pl.DataFrame, rows: pl.DataFrame, declaration: Declaration) -> pl.DataFrame:
    """The frame with the rows: each stands where the one with its key stood, new ones at the end in their order."""
    placed = frame.with_row_index("place")
    places = placed.select("place", *declaration.grain)
    kept = placed.join(rows, on=declaration.grain, how="anti", nulls_equal=True)
    taken = rows.join(places, on=declaration.grain, how="left", nulls_equal=True, maintain_order="left")
    whole = pl.concat([kept, taken.select(placed.columns)])
    return whole.sort("place", nulls_last=True, maintain_order=True).drop("place")


def _read_table(
    path: Path, declaration: Declaration, is_whole: bool = True
) -> tuple[pl.DataFrame, list[Problem]]:
    """One table. Unless it has to be whole it may lack columns: a load stays readable when tables have grown."""
    file = f"reference/{path.name}"
    if not path.is_file():
        return declaration.empty(), [Problem(file, code="reference_missing")]
    sheets, problems = read_delimited(path, file)
    if problems:
        return declaration.empty(), problems
    header, *rows = _without_blank_rows(sheets[0])
    return _typed_table(file, header[1], rows, declaration, is_whole)


def _read_years(path: Path, declaration: Declaration, is_whole: bool) -> tuple[pl.DataFrame, list[Problem]]:
    """The periods or editions that a load of before periods were data declares by years."""
    file = f"reference/{path.name}"
    sheets, problems = read_delimited(path, file)
    if problems:
        return declaration.empty(), problems
    (_, names), *rows = _without_blank_rows(sheets[0])
    if names != tuple(name for name in YEARS_COLUMNS if name in names) or not set(YEARS_COLUMNS[:4]) <= set(names):
        found, expected = ",".join(names), ",".join(YEARS_COLUMNS)
        return declaration.empty(), [Problem(file, row=1, code="reference_columns", found=found, expected=expected)]
    told: dict[int, dict[str, str]] = {}
    for number, row in rows:
        cells = dict(zip(names, row, strict=True))
        try:
            told[number] = _OF_YEARS[declaration.name](cells)
        except ValueError:
            column, found = names.index("year") + 1, cells["year"]
            problems.append(Problem(file, "", number, column, "reference_cell", found=found, expected="2025"))
    columns = tuple(next(iter(told.values()), declaration.columns))
    as_rows = [(number, tuple(row.values())) for number, row in told.items()]
    frame, faults = _typed_table(file, columns, as_rows, declaration, is_whole)
    return frame, [*problems, *faults]


def _typed_table(
    file: str,
    names: tuple[str, ...],
    rows: Sequence[tuple[int, tuple[str, ...]]],
    declaration: Declaration,
    is_whole: bool,
) -> tuple[pl.DataFrame, list[Problem]]:
    """The rows under `names`, each with its number in the file, as the declaration types them."""
    problems: list[Problem] = []
    wanted = tuple(name for name in declaration.columns if is_whole or name in names)
    if names != wanted:
        found, expected = ",".join(names), ",".join(declaration.columns)
        return declaration.empty(), [
            Problem(file, row=1, code="reference_columns", found=found, expected=expected)
        ]
    texts = pl.DataFrame([row for _, row in rows], schema=dict.fromkeys(names, pl.String), orient="row")
    texts = texts.with_columns(pl.when(pl.all() != "").then(pl.all()))
    lacking = [name for name in declaration.columns if name not in names]
    texts = texts.with_columns(pl.lit(None, pl.String).alias(name) for name in lacking)
    frame = texts.select(_typed(name, kind) for name, kind in declaration.columns.items())
    for column, name in enumerate((*names, *lacking), start=1):
        for index in (texts[name].is_not_null() & frame[name].is_null()).arg_true().to_list():
            found, expected = texts[name][index], str(declaration.columns[name])
            place = {"row": rows[index][0], "column": column}
            problems.append(Problem(file, code="reference_cell", found=found, expected=expected, **place))
        if name in declaration.required:
            missing = texts[name].is_null().arg_true().to_list()
            problems += [
                Problem(file, "", rows[i][0], column, "value_missing", expected=name) for i in missing
            ]
    return frame, problems


def _without_blank_rows(sheet: Sheet) -> list[tuple[int, tuple[str, ...]]]:
    return [(number, row) for number, row in enumerate(sheet.rows, start=1) if row]


def _typed(name: str, kind: pl.DataType) -> pl.Expr:
    if isinstance(kind, pl.Boolean):
        return pl.col(name).replace_strict({"true": True, "false": False}, default=None, return_dtype=kind)
    if isinstance(kind, pl.Date):
        return pl.col(name).str.to_date("%Y-%m-%d", strict=False)
    return pl.col(name).cast(kind, strict=False)


# what columns point at: (columns, table, its columns); a row with any of the columns empty is left alone
POINTS_AT: dict[str, list[tuple[tuple[str, ...], str, tuple[str, ...]]]] = {
    "units": [
        (("region_code",), "regions", ("region_code",)),
        (("parent_system", "parent_code"), "units", ("unit_system", "unit_code")),
    ],
    "successions": [
        (("from_system", "from_code"), "units", ("unit_system", "unit_code")),
        (("to_system", "to_code"), "units", ("unit_system", "unit_code")),
    ],
    "aliases": [(("unit_system", "unit_code"), "units", ("unit_system", "unit_code"))],
    "island_tiles": [(("unit_system", "unit_code"), "units", ("unit_system", "unit_code"))],
    "cohorts": [(("unit_system",), "units", ("unit_system",))],
    "frameworks": [(("index_code",), "indexes", ("index_code",))],
    "indicators": [
        (("framework_code",), "frameworks", ("framework_code",)),
        (("framework_code", "parent_code"), "indicators", ("framework_code", "indicator_code")),
    ],
    "pillar_mains": [
        (("framework_code", "pillar_code"), "indicators", ("framework_code", "indicator_code")),
        (("framework_code", "main_code"), "indicators", ("framework_code", "indicator_code")),
    ],
    "lead_agencies": [
        (("framework_code", "indicator_code"), "indicators", ("framework_code", "indicator_code")),
        (("unit_system", "unit_code"), "units", ("unit_system", "unit_code")),
    ],
    "scope_ends": [(("province_system", "province_code"), "units", ("unit_system", "unit_code"))],
    "agency_aliases": [(("unit_system", "unit_code"), "units", ("unit_system", "unit_code"))],
    "editions": [
        (("index_code", "framework_code"), "frameworks", ("index_code", "framework_code")),
        (("period_code",), "periods", ("period_code",)),
        (("cohort_code",), "cohorts", ("cohort_code",)),
        (("index_code", "previous_edition_code"), "editions", ("index_code", "edition_code")),
    ],
    "indicator_keys": [
        (("framework_code", "indicator_code"), "indicators", ("framework_code", "indicator_code"))
    ],
    "indicator_links": [
        (("from_framework_code", "from_indicator_code"), "indicators", ("framework_code", "indicator_code")),
        (("to_framework_code", "to_indicator_code"), "indicators", ("framework_code", "indicator_code")),
    ],
    "known_differences": [(("edition_code",), "editions", ("edition_code",))],
}
# the official names that reference.names translates, by kind: a table and its column
OFFICIAL_NAMES = {
    "unit": ("units", "unit_name_vi"),
    "region": ("regions", "region_name_vi"),
    "island": ("island_tiles", "island_name_vi"),
    "indicator": ("indicators", "indicator_name_vi"),
    "index": ("indexes", "index_name_vi"),
    "short_index": ("indexes", "short_name_vi"),
    "cohort": ("cohorts", "cohort_name_vi"),
    "period": ("periods", "period_name_vi"),
    "reason": ("reasons", "reason_name_vi"),
    "known_reason": ("known_differences", "reason_vi"),
}
# an index has in a period one official edition of a cohort, and one provisional
_EDITION_ONCE = ("index_code", "period_code", "cohort_code", "is_provisional")


def inconsistencies(frames: dict[str, pl.DataFrame], declarations: dict[str, Declaration]) -> list[Problem]:
    """Every repeated key, dangling code and ambiguous spelling."""
    return [
        *_repeated_keys(frames, declarations),
        *_dangling(frames),
        *_translations_of_nothing(frames),
        *_ambiguous_names(frames),
    ]


class Names:
    """Every known spelling of every unit, per unit system."""

    def __init__(self, names: Iterable[tuple[str, str, str]]) -> None:
        """`names`: (unit_system, spelling, unit_code); canonical names first, their spelling is proposed."""
        self._codes: dict[str, dict[str, set[str]]] = {}
        self._shown: dict[str, dict[str, str]] = {}
        for system, spelling, code in names:
            self._codes.setdefault(system, {}).setdefault(folded(spelling), set()).add(code)
            self._shown.setdefault(system, {}).setdefault(code, spelling)

    def codes_of(self, system: str, name: str) -> tuple[str, ...]:
        """The codes of the units of a system that are called so: several where communes of several provinces are."""
        return tuple(sorted(self._codes.get(system, {}).get(folded(name), ())))

    def nearest(self, system: str, name: str, count: int = 3) -> tuple[str, ...]:
        """Canonical names of the units whose spellings are most like this one, best first."""
        codes, shown = self._codes.get(system, {}), self._shown.get(system, {})
        return nearest(name, codes.keys(), lambda spelling: (shown[code] for code in sorted(codes[spelling])), count)

    def ambiguous(self) -> list[tuple[str, str, tuple[str, ...]]]:
        """Spellings that mean more than one unit of a system: (unit_system, folded spelling, codes)."""
        return [
            (system, spelling, tuple(sorted(codes)))
            for system, spellings in sorted(self._codes.items())
            for spelling, codes in sorted(spellings.items())
            if len(codes) > 1
        ]


def spellings(reference: dict[str, pl.DataFrame]) -> Names:
    """Every spelling of every unit: Vietnamese name, English name, aliases."""
    units, aliases = reference["units"], reference["aliases"]
    vietnamese = units.select("unit_system", "unit_name_vi", "unit_code").rows()
    english = units.select("unit_system", "unit_name_en", "unit_code").rows()
    return Names([*vietnamese, *english, *aliases.select("unit_system", "alias", "unit_code").rows()])


def _repeated_keys(frames: dict[str, pl.DataFrame], declarations: dict[str, Declaration]) -> list[Problem]:
    problems = []
    keys = [(name, declaration.grain) for name, declaration in declarations.items()]
    for name, key_columns in [*keys, ("editions", _EDITION_ONCE)]:
        repeated = frames[name].filter(~pl.struct(key_columns).is_first_distinct()).select(key_columns)
        expected = ", ".join(key_columns)
        problems += [
            Problem(
                f"reference/{name}.csv", code="reference_key_repeated", found=_joined(key), expected=expected
            )
            for key in repeated.rows()
        ]
    return problems


def _dangling(frames: dict[str, pl.DataFrame]) -> list[Problem]:
    problems = []
    for name, pointers in POINTS_AT.items():
        for columns, target, target_columns in pointers:
            known = set(frames[target].select(target_columns).rows())
            for key in frames[name].select(columns).drop_nulls().unique(maintain_order=True).rows():
                if key not in known:
                    found, file = _joined(key), f"reference/{name}.csv"
                    problems.append(
                        Problem(file, code="reference_points_nowhere", found=found, expected=target)
                    )
    return problems


def _translations_of_nothing(frames: dict[str, pl.DataFrame]) -> list[Problem]:
    problems = []
    for kind, official_name in frames["names"].select("kind", "official_name").unique(maintain_order=True).rows():
        table, column = OFFICIAL_NAMES.get(kind, ("", ""))
        if not table or official_name not in frames[table][column]:
            found, expected = f"{kind}, {official_name}", f"{table}.{column}" if table else ", ".join(OFFICIAL_NAMES)
            problems.append(
                Problem("reference/names.csv", code="reference_points_nowhere", found=found, expected=expected)
            )
    return problems


def are_apart(parents: Sequence[Sequence[str | None]]) -> bool:
    """Whether units lie in different ones: `parents` are system and code of the unit that each lies in."""
    known = {tuple(parent) for parent in parents if parent and None not in parent}
    return len(known) == len(parents)


def _ambiguous_names(frames: dict[str, pl.DataFrame]) -> list[Problem]:
    """Spellings of several units of a system, unless each of them lies in another unit: communes of two provinces may
    share a name, and a file then says the code.
    """
    lies_in = {
        (system, code): parent
        for system, code, *parent in frames["units"]
        .select("unit_system", "unit_code", "parent_system", "parent_code")
        .iter_rows()
    }
    return [
        Problem("reference/aliases.csv", code="name_ambiguous", found=f"{system}: {spelling}", fix=codes)
        for system, spelling, codes in spellings(frames).ambiguous()
        if not are_apart([lies_in.get((system, code), []) for code in codes])
    ]


def _joined(key: tuple[str | int | Decimal | None, ...]) -> str:
    return ", ".join("" if part is None else str(part) for part in key)
