"""The data dictionary, written from the headers of ``sql/mart`` and ``sql/columns.csv``, and the schema's version.

``python -m warehouse.dictionary`` writes docs/data_dictionary.md and sql/schema.txt anew; the same inputs give the same
bytes.
"""

import hashlib
from pathlib import Path

import duckdb

from warehouse import build, builds, paths, sql_files
from warehouse.columns import NAME, Catalogue, column_catalogue

DICTIONARY = paths.ROOT / "docs" / "data_dictionary.md"

OPENING = """\
# Data dictionary

Every table and view of the `mart` layer, the only one that pages and exports read.
Written by `python -m warehouse.dictionary` from the headers of `sql/mart/*.sql` and from `sql/columns.csv`;
change those, not this.

A name means the same in every mart. `0..1` is the scale of most indexes; values of an index that is shown in points
are points, out of `scale_max`. An empty cell is an unknown or a figure that may not be shown, never
a zero. The codes are explained in [methodology.md](methodology.md).
"""


def mart_columns(sql_dir: Path = paths.SQL_DIR) -> dict[str, list[tuple[str, str]]]:
    """Name and type of the columns of each mart, in their order, as an empty warehouse has them."""
    with duckdb.connect() as connection:
        build.create_objects(connection, {}, sql_dir)
        rows = connection.execute(
            "select table_name, column_name, data_type from information_schema.columns "
            "where table_schema = 'mart' order by table_name, ordinal_position"
        ).fetchall()
    columns: dict[str, list[tuple[str, str]]] = {}
    for mart, name, kind in rows:
        columns.setdefault(mart, []).append((name, kind.lower()))
    return columns


def schema_version(sql_dir: Path = paths.SQL_DIR) -> str:
    """Eight digits that change with the name or the type of any column of any mart, and with nothing else."""
    columns = {mart: sorted(columns) for mart, columns in sorted(mart_columns(sql_dir).items())}
    return hashlib.sha256(repr(columns).encode()).hexdigest()[:8]


def write_dictionary(sql_dir: Path = paths.SQL_DIR) -> str:
    """The dictionary as Markdown: marts by name, columns in their order.

    Raises SqlFileFault for a column that ``columns.csv`` does not describe.
    """
    described = column_catalogue(sql_dir / "columns.csv")
    columns = mart_columns(sql_dir)
    by_name = {file.name: file for file in sql_files.ordered(sql_dir) if file.layer == "mart"}
    marts = [by_name[name] for name in sorted(by_name)]
    index = [f"- [{mart.full_name}](#mart{mart.name})" for mart in marts]
    sections = [_section(mart, columns[mart.name], described) for mart in marts]
    return "\n".join([OPENING, *index, "", "\n\n".join(sections), ""])


def _section(mart: sql_files.SqlFile, columns: list[tuple[str, str]], described: Catalogue) -> str:
    """One mart: what a row is, its key, its method and a table of its columns."""
    key = ", ".join(f"`{column}`" for column in mart.grain)
    titles = " · ".join(described.column(mart.full_name).titles.values())
    lines = [f"## {mart.full_name}", "", f"{titles}. {mart.description}", "", f"Key: {key}"]
    if method := mart.header.get("Method"):
        lines[-1] += f" · method: [{method.partition('#')[2]}]({method.removeprefix('docs/')})"
    lines += ["", "| Column | Type | Unit | Title | Meaning |", "|---|---|---|---|---|"]
    for name, kind in columns:
        column = described.column(name)
        meaning = column.meaning_en
        if column.format.kind == NAME:
            meaning += f" ({name.rpartition('_')[2]})"
        titles = " · ".join(column.titles.values())
        lines.append(f"| `{name}` | {kind} | {column.unit} | {titles} | {meaning} |")
    return "\n".join(lines)


if __name__ == "__main__":
    DICTIONARY.write_text(write_dictionary(), encoding="utf-8", newline="\n")
    builds.SCHEMA_FILE.write_text(schema_version() + "\n", encoding="utf-8", newline="\n")
