"""The rules of the house for ``sql/``: file is object, every grain is unique, headers are complete."""

import re

import pytest

from warehouse import paths, sql_files
from warehouse.build import grain_violations
from warehouse.errors import SqlFileFault

FILES = sql_files.ordered(paths.SQL_DIR)
CHECKS = sql_files.checks(paths.SQL_DIR)
KEYED = [file for file in FILES if file.kind != "macro"]


def names(file: sql_files.SqlFile) -> str:
    return f"{file.layer}/{file.name}"


def test_every_table_and_view_says_what_a_row_is_and_what_names_it():
    guilty = [file.full_name for file in KEYED if not (file.description.startswith("One row per ") and file.grain)]
    assert guilty == []


def test_files_stay_short_and_names_whole():
    long = [file.full_name for file in FILES if len([line for line in file.text.splitlines() if line.strip()]) > 75]
    assert long == []
    bodies = {file.full_name: "\n".join(line.partition("--")[0] for line in file.text.splitlines()) for file in FILES}
    assert [name for name, body in bodies.items() if re.search(r"\b(as|from|join) [a-z]\b", body)] == []


@pytest.mark.parametrize("word", ["primary key", "unique", "create index", "sequence", "enum", "check ("])
def test_the_ddl_stays_within_what_a_lake_catalogue_can_hold(word):
    guilty = [
        file.full_name
        for file in KEYED
        if word in " ".join(line.partition("--")[0] for line in file.text.lower().splitlines())
    ]
    assert guilty == []


def test_rank_is_computed_in_one_place_and_newest_release_in_one():
    # a place within a province is no rank, and follows the ranks where there are any
    ranking = [file.full_name for file in FILES if re.search(r"\brank\(\)", file.text)]
    assert sorted(ranking) == ["core.places_in_parent", "core.ranks"]
    assert [file.full_name for file in CHECKS if "rank()" in file.text] == []


def test_rows_of_two_queries_are_put_together_by_the_names_of_their_columns():
    # a recursion knows columns by their places only
    others = [file for file in (*FILES, *CHECKS) if "with recursive" not in file.text]
    guilty = [file.full_name for file in others if re.search(r"\bunion all(?! by name)", file.text)]
    assert guilty == []


def test_every_object_of_core_and_marts_is_written_as_a_view():
    made = [file for file in FILES if file.layer in ("core", "mart")]
    assert [file.full_name for file in made if f"create view {file.full_name} as" not in file.path.read_text()] == []
    assert {file.kind for file in made} == {"table", "view"}


def test_what_a_build_keeps_is_what_the_view_would_give(real):
    for file in FILES:
        if "Materialised" not in file.header:
            continue
        _, _, query = file.text.partition(f"create table {file.full_name} as\n")
        view = query.strip().rstrip(";")
        for one, other in ((view, f"from {file.full_name}"), (f"from {file.full_name}", view)):
            assert real.value(f"select count(*) from (({one}) except all ({other}))") == 0, file.full_name


def test_pairs_are_told_apart_by_the_grain_of_what_they_are_pairs_of(real):
    pairs = [file for file in FILES if "Pairs" in file.header]
    assert [file.full_name for file in pairs if file.header["Pairs"] not in file.reads or file.kind != "view"] == []
    violations = {file.full_name: grain_violations(real.connection, file) for file in pairs}
    assert violations == {"mart.near_units": [], "mart.two_years": []}


def test_no_year_stands_in_the_sql():
    guilty = [
        file.full_name
        for file in (*FILES, *CHECKS)
        if re.search(r"\b20[0-9]{2}\b", "\n".join(line.partition("--")[0] for line in file.text.splitlines()))
    ]
    assert guilty == []


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("core/a.sql", "create view core.b as select 1;", "must create core.a"),
        (
            "core/a.sql",
            "create view core.a as select 1; create view core.b as select 1;",
            "must create core.a",
        ),
        ("rule/a.sql", "create macro rule.a() as (select max(x) from core.b);", "a higher layer"),
        ("checks/a.sql", "select 1;", "Severity"),
    ],
)
def test_a_file_that_breaks_the_rules_is_refused(tmp_path, name, text, fault):
    path = tmp_path / name
    path.parent.mkdir()
    path.write_text(text)
    with pytest.raises(SqlFileFault, match=fault):
        sql_files.read(path)


def test_objects_that_read_each_other_are_refused(tmp_path):
    (tmp_path / "core").mkdir()
    (tmp_path / "core/a.sql").write_text("create view core.a as select * from core.b;")
    (tmp_path / "core/b.sql").write_text("create view core.b as select * from core.a;")
    with pytest.raises(SqlFileFault, match="circle"):
        sql_files.ordered(tmp_path)
