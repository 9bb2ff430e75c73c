"""Whether the reference tables agree: unique keys, no code that leads nowhere, no name of two units."""

from decimal import Decimal

import polars as pl

from etl.declarations import Declaration
from etl.problems import Problem
from etl.values.names import Names

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
# an index has in a period one official edition of a cohort, and one provisional
_EDITION_ONCE = ("index_code", "period_code", "cohort_code", "is_provisional")


def inconsistencies(frames: dict[str, pl.DataFrame], declarations: dict[str, Declaration]) -> list[Problem]:
    """Every repeated key, dangling code and ambiguous spelling."""
    return [*_repeated_keys(frames, declarations), *_dangling(frames), *_ambiguous_names(frames)]


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


def _ambiguous_names(frames: dict[str, pl.DataFrame]) -> list[Problem]:
    return [
        Problem("reference/aliases.csv", code="name_ambiguous", found=f"{system}: {spelling}", fix=codes)
        for system, spelling, codes in spellings(frames).ambiguous()
    ]


def _joined(key: tuple[str | int | Decimal | None, ...]) -> str:
    return ", ".join("" if part is None else str(part) for part in key)
