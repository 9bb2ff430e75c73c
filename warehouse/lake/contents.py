"""What of a build's file goes into the lake, and how such a file is made again: tables with their rows, views and
macros as text.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse import sql_files

# What queries of the program read beneath the marts; all of `reference` goes along, a test looks for the others.
ALSO_READ = ("core.editions", "staging.releases")


@dataclass(frozen=True)
class Object:
    """A table, view or macro of a build: how it is created, and the sentence kept with it."""

    name: str
    kind: str
    sql: str
    comment: str = ""


def wanted(sql_dir: Path) -> tuple[str, ...]:
    """Every object that pages and queries need, each after all it reads: the marts, the facts of `reference`, all
    macros, and beneath them only what is read by one that is worked out anew at each question.
    """
    files = {file.full_name: file for file in sql_files.ordered(sql_dir)}
    needed = {
        name for name, file in files.items() if file.layer in ("mart", "reference") or file.kind == "macro"
    } | set(ALSO_READ)
    waiting = sorted(needed)
    while waiting:
        file = files[waiting.pop()]
        # rows that are kept need nothing beneath them any more
        reads = () if file.kind == "table" else file.reads - needed
        needed |= set(reads)
        waiting += reads
    return tuple(name for name in files if name in needed)


def objects(connection: duckdb.DuckDBPyConnection, sql_dir: Path) -> list[Object]:
    """Those objects of the file that is attached as ``build``, in the order in which they can be made."""
    found = {
        each.name: each for each in (*_tables_and_views(connection), *_macros(connection))
    }  # a build of before may lack one
    return [found[name] for name in wanted(sql_dir) if name in found]


def _tables_and_views(connection: duckdb.DuckDBPyConnection) -> Iterable[Object]:
    for kind, listed in (("table", "duckdb_tables()"), ("view", "duckdb_views()")):
        rows = connection.execute(
            f"select schema_name || '.' || {kind}_name, sql, coalesce(comment, '') from {listed} "
            "where database_name = 'build' and not internal"
        ).fetchall()
        yield from (Object(name, kind, sql, comment) for name, sql, comment in rows)


def _macros(connection: duckdb.DuckDBPyConnection) -> Iterable[Object]:
    rows = connection.execute(
        "select schema_name, function_name, parameters, macro_definition from duckdb_functions() "
        "where database_name = 'build' and function_type = 'macro' and not internal"
    ).fetchall()
    for schema, name, parameters, definition in rows:
        named = ", ".join(f'"{each}"' for each in parameters)
        yield Object(f"{schema}.{name}", "macro", f'create macro "{schema}"."{name}"({named}) as {definition}')


def create(connection: duckdb.DuckDBPyConnection, made: Iterable[Object]) -> None:
    """Make these objects, tables empty, in the database in use, which has none yet."""
    for layer in sql_files.LAYERS:
        connection.execute(f'create schema if not exists "{layer}"')
    # a macro is only text until it is asked; a view wants what it reads
    in_order = sorted(made, key=lambda each: ("table", "macro", "view").index(each.kind))
    for each in in_order:
        connection.execute(each.sql)
        if each.comment:
            schema, _, name = each.name.partition(".")
            quoted = each.comment.replace("'", "''")
            connection.execute(f"comment on {each.kind} \"{schema}\".\"{name}\" is '{quoted}'")
