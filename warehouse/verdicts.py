"""The verdict of the rules on printed figures that no build holds yet: those of files that are about to be loaded."""

from pathlib import Path

import duckdb
import polars as pl

from warehouse import paths, sql_files

_COLUMNS = ("printed", "decimals", "score", "max_score", "parts")


def verdicts(rows: pl.DataFrame, sql_dir: Path = paths.SQL_DIR) -> pl.Series:
    """How each printed figure stands to the ratio that reproduces it, in the order of the rows.

    `rows` has what `sql/rule/verdict.sql` takes: printed, decimals, score, max_score, parts; the answer is one of the
    four verdicts of docs/methodology.md#reconciliation, null where there is nothing to compare.
    """
    with duckdb.connect(config={"enable_external_access": "false"}) as connection:
        connection.execute("create schema rule")
        for file in sql_files.ordered(sql_dir):
            if file.layer == "rule":
                connection.execute(file.text)
        connection.register("given", rows.select(_COLUMNS).with_row_index("place"))
        asked = f"select rule.verdict({', '.join(_COLUMNS)}) as verdict from given order by place"
        return connection.execute(asked).pl()["verdict"]
