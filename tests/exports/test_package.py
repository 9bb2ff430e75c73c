"""The data package of a build: valid, whole, the same bytes wherever it is made, and kept when the build is not."""

import csv
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest
from frictionless import Package

from exports import __main__ as command
from exports import package
from warehouse import builds, packages, paths, publications, sql_files
from warehouse.connection import close_all
from warehouse.errors import UnknownBuild
from warehouse.queries import tables

SECRETS = ("Nguyễn Văn A", "ghi chú nội bộ")


@pytest.fixture(scope="module")
def directory(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the build of all real data, published a second time by somebody with a note."""
    folder = tmp_path_factory.mktemp("packed")
    now = builds.current(warehouse).build_id
    for name in (f"{now}.duckdb", f"{now}.json", "PUBLISHED", "CURRENT"):
        shutil.copy(warehouse / name, folder)
    builds.publish(folder, now, who=SECRETS[0], note=SECRETS[1])
    yield folder
    close_all()


@pytest.fixture(scope="module")
def build_id(directory: Path) -> str:
    return builds.current(directory).build_id


@pytest.fixture(scope="module")
def content(directory: Path, build_id: str) -> bytes:
    return package.content(directory, build_id)


@pytest.fixture(scope="module")
def unpacked(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        file.extractall(folder)
    return folder


@pytest.fixture(scope="module")
def described(unpacked: Path) -> dict:
    return json.loads((unpacked / "datapackage.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def oracle(directory: Path, build_id: str, tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    """The build itself, in a copy of its file that the program does not hold open."""
    copied = tmp_path_factory.mktemp("oracle") / "copied.duckdb"
    shutil.copy(builds.database_path(directory, build_id), copied)
    with duckdb.connect(str(copied), read_only=True) as connection:
        yield connection


def test_it_is_a_valid_data_package(unpacked):
    report = Package(str(unpacked / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "type", "message"])[:5]
    assert report.stats["tasks"] == len(list((unpacked / "data").iterdir()))


def test_it_holds_every_mart_as_the_build_has_it_in_both_kinds(oracle, unpacked, described):
    marts = {file.name for file in sql_files.ordered(paths.SQL_DIR) if file.layer == "mart"}
    assert {each["name"] for each in described["resources"] if each["type"] == "table"} == marts
    for mart in sorted(marts):
        expected = oracle.execute(f"select * from mart.{mart} order by all").pl()
        assert pl.read_parquet(unpacked / "data" / f"{mart}.parquet").equals(expected), mart
        with (unpacked / "data" / f"{mart}.csv").open(encoding="utf-8", newline="") as lines:
            titles, *rows = csv.reader(lines)
        assert titles == expected.columns
        assert rows == [[_field(cell) for cell in row] for row in expected.rows()], mart


def _field(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, list):
        return ";".join(cell)
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if isinstance(cell, str) and cell.lstrip().startswith(("=", "+", "-", "@")):
        return f"'{cell}"
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def test_every_file_is_the_one_that_is_described(unpacked, described):
    for each in described["resources"]:
        file = (unpacked / each["path"]).read_bytes()
        assert (len(file), f"sha256:{hashlib.sha256(file).hexdigest()}") == (each["bytes"], each["hash"])


def test_columns_have_types_titles_units_and_tables_their_keys(described):
    ranking = next(each for each in described["resources"] if each["name"] == "unit_ranking")
    fields = {each["name"]: each for each in ranking["schema"]["fields"]}
    assert ranking["schema"]["primaryKey"] == ["edition_code", "indicator_code", "unit_code"]
    assert (fields["value"]["type"], fields["value"]["unit"]) == ("number", "0..1")
    assert (fields["rank"]["type"], fields["is_provisional"]["type"]) == ("integer", "boolean")
    assert (fields["unit_name_vi"]["title"], fields["unit_name_vi"]["title_en"]) == ("Đơn vị", "Unit")
    verdicts = next(each for each in described["resources"] if each["name"] == "figure_verdicts")
    assert verdicts["schema"]["rowKey"] == ["edition_code", "indicator_code", "figure", "unit_code"]
    assert all(field["title"] and field["description"] and field["unit"] for each in described["resources"]
               if each["type"] == "table" for field in each["schema"]["fields"])  # fmt: skip


def test_it_says_which_build_it_is_of_and_names_no_licence_but_those_of_the_sources(directory, build_id, described):
    stamp = builds.stamp(directory, build_id)
    assert described["build"]["inputs_hash"] == stamp.inputs_hash
    assert described["build"]["releases"] == stamp.releases
    assert (described["version"], described["created"]) == (build_id, stamp.built_at)
    assert "licenses" not in described
    rows = tables.whole(build_id, "sources", directory)
    assert [each.get("licence_as_stated") for each in described["sources"]] == rows["licence"].to_list()


def test_every_figure_has_a_verdict_or_says_that_nothing_was_there_to_hold_it_against(oracle, described):
    key = "edition_code, indicator_code, figure, unit_code"
    checks = oracle.execute(f"select {key}, list(verdict) from mart.reconciliation group by all").fetchall()
    told = oracle.execute("select * from mart.figure_verdicts").pl()
    worst = ("different", "within_rounding_of_parts", "equal_at_printed_precision", "exact")
    expected = {tuple(key): next(each for each in worst if each in verdicts) for *key, verdicts in checks}
    rows = {row[:4]: row[5] for row in told.rows()}
    assert len(rows) == told.height
    assert {key: verdict for key, verdict in rows.items() if verdict} == expected
    assert described["verdicts"]["not_checked"] == told["verdict"].null_count()
    assert sum(described["verdicts"].values()) == told.height


def test_who_published_and_notes_stay_in_the_house(unpacked, build_id):
    for file in unpacked.rglob("*.*"):
        if file.suffix in (".md", ".json"):
            text = file.read_text(encoding="utf-8")
            assert not [secret for secret in SECRETS if secret in text], file.name
    changes = (unpacked / "CHANGELOG.md").read_text(encoding="utf-8")
    assert changes.count(f"`{build_id}`") == 1, "what came after the first publication of this build is not in it"


def test_the_changes_say_what_came_how_many_figures_became_others_and_what_readers_are_told(
    directory, build_id, monkeypatch
):
    code = tables.whole(build_id, "sources", directory)["release_code"][0]
    log = [
        publications.Publication("a", "2026-01-01T00:00:00+00:00", changes={"added": [code, "2030/lost"]}),
        publications.Publication(
            build_id, "2026-02-01T00:00:00+00:00", SECRETS[0], SECRETS[1], {"removed": ["2030/gone"]},
            titles={"2030/gone": "Báo cáo | 2030"}, to_readers="Sửa theo\nđính chính",
            figures={"added": 12, "changed": 3, "removed": 0, "ranks": 5},
        ),
    ]  # fmt: skip
    monkeypatch.setattr(publications, "read", lambda _: log)
    with zipfile.ZipFile(io.BytesIO(package.content(directory, build_id))) as file:
        told = file.read("CHANGELOG.md").decode()
    newest, older = told.split("## ")[1:]
    assert "con số: thêm 12, đổi 3, bỏ 0; 5 thứ hạng thay đổi / " in newest
    assert "figures: 12 added, 3 changed, 0 removed; 5 ranks moved" in newest
    assert "Báo cáo | 2030 (`2030/gone`)" in newest
    assert "Sửa theo đính chính\n" in newest
    assert not [secret for secret in SECRETS if secret in told]
    assert "chưa đếm có bao nhiêu con số thay đổi / how many figures changed was not counted" in older
    assert "2030/lost (`2030/lost`)" in older


def test_it_has_the_same_bytes_again_and_in_another_environment(directory, build_id, content, tmp_path):
    assert package.content(directory, build_id) == content
    elsewhere = tmp_path / "other place"
    shutil.copytree(directory, elsewhere)
    environment = os.environ | {
        "DTI_WAREHOUSE_DIR": str(elsewhere), "TZ": "America/Lima", "LC_ALL": "C", "PYTHONHASHSEED": "77",
        "POLARS_MAX_THREADS": "1", "PYTHONPATH": str(paths.ROOT),
    }  # fmt: skip
    target = tmp_path / "package.zip"
    run = [sys.executable, "-m", "exports", "package", build_id, "-o", str(target)]
    subprocess.run(run, env=environment, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    assert target.read_bytes() == content


def test_a_build_that_is_kept_no_more_is_opened_from_its_package(directory, build_id, tmp_path):
    folder = tmp_path / "warehouse"
    shutil.copytree(directory, folder)
    package.make(folder, build_id)
    before = {name: tables.whole(build_id, name, folder) for name in tables.names(build_id, folder)}
    when = package.when(folder, build_id)
    close_all()
    for ending in ("duckdb", "json"):
        (folder / f"{build_id}.{ending}").unlink()
    assert package.available(folder) == [build_id]
    assert package.when(folder, build_id) == when
    after = {name: tables.whole(build_id, name, folder) for name in tables.names(build_id, folder)}
    assert after.keys() == before.keys()
    for name, frame in before.items():
        assert after[name].equals(frame), name
    with zipfile.ZipFile(io.BytesIO(package.given(folder, build_id))) as file:
        assert file.testzip() is None


def test_packages_are_made_of_every_published_build_and_of_no_other(directory, build_id, tmp_path):
    folder = tmp_path / "warehouse"
    shutil.copytree(directory, folder)
    stamp = builds.stamp(folder, build_id)
    candidate = build_id[:-1] + ("0" if build_id[-1] != "0" else "1")
    shutil.copy(builds.database_path(folder, build_id), folder / "made.building")
    builds.keep(folder, folder / "made.building", type(stamp)(**{**vars(stamp), "build_id": candidate}))
    assert package.make_missing(folder) == [build_id]
    assert package.make_missing(folder) == []
    assert packages.kept(folder) == [build_id]
    with pytest.raises(UnknownBuild):
        package.given(folder, "../CURRENT")


def test_where_it_cannot_be_kept_it_is_given_all_the_same(directory, build_id, content, tmp_path):
    folder = tmp_path / "warehouse"
    shutil.copytree(directory, folder)
    (folder / "packages").write_text("a file in the way", encoding="utf-8")
    assert package.given(folder, build_id) == content


def test_a_mart_that_takes_more_memory_than_there_is_is_told_by_name_and_other_builds_get_their_packages(
    directory, build_id, tmp_path, monkeypatch, capsys
):
    folder = tmp_path / "warehouse"
    shutil.copytree(directory, folder, ignore=shutil.ignore_patterns("packages"))
    large = f"{build_id[:-1]}{'0' if build_id[-1] != '0' else '1'}"
    monkeypatch.setattr(builds, "published", lambda _: [large, build_id])
    stamp = builds.stamp(folder, build_id)
    shutil.copy(builds.database_path(folder, build_id), folder / "made.building")
    builds.keep(folder, folder / "made.building", replace(stamp, build_id=large))
    asked = tables.query

    def query(asked_of: str, sql: str, *given, **named):
        if asked_of == large and "unit_ranking" in sql:
            raise duckdb.OutOfMemoryException("Out of Memory Error: no block left\nPossible solutions")
        return asked(asked_of, sql, *given, **named)

    monkeypatch.setattr(tables, "query", query)
    monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(folder))
    assert command.main(["missing", "--lang", "en"]) == 1
    said = capsys.readouterr().err
    assert f"{large} could not be kept" in said
    assert "mart.unit_ranking: Out of Memory Error: no block left)" in said
    assert packages.kept(folder) == [build_id]


def test_the_command_makes_what_is_missing_and_names_it(directory, build_id, tmp_path, monkeypatch, capsys):
    folder = tmp_path / "warehouse"
    shutil.copytree(directory, folder, ignore=shutil.ignore_patterns("packages"))
    monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(folder))
    assert package.missing(folder) == [build_id]
    assert command.main(["missing"]) == 0
    assert capsys.readouterr().out == f"{build_id}\n"
    assert package.missing(folder) == []


def test_a_day_names_the_build_that_was_current_at_its_end(directory, build_id, monkeypatch):
    log = [
        publications.Publication("gone", "2026-01-01T00:00:00+00:00"),
        publications.Publication(build_id, "2026-02-03T18:00:00+00:00"),  # the fourth in Viet Nam
    ]
    monkeypatch.setattr(publications, "read", lambda _: log)
    asked = {day: package.as_of(directory, day) for day in ("2026-02-03", "2026-02-04", "2027-01-01", "x", "")}
    assert asked == {"2026-02-03": None, "2026-02-04": build_id, "2027-01-01": build_id, "x": None, "": None}


def test_the_command_says_where_the_package_is_and_what_it_refuses(directory, build_id, content, monkeypatch, capsys):
    monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(directory))
    assert command.main(["package"]) == 0
    told = capsys.readouterr().out
    assert hashlib.sha256(content).hexdigest() in told
    assert command.main(["packages"]) == 0
    assert capsys.readouterr().out == f"* {build_id}\n"
    assert command.main(["package", "19990101", "--lang", "en"]) == 1
    assert "19990101" in capsys.readouterr().err


def test_both_commands_say_the_same_for_programs(directory, build_id, content, monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(directory))
    target = tmp_path / "p.zip"
    assert command.main(["package", "--json", "-o", str(target)]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "build_id": build_id, "path": str(target), "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()
    }  # fmt: skip
    folder = tmp_path / "warehouse"
    shutil.copytree(directory, folder)
    (folder / "packages" / "20200101T000000000Z-00000000.zip").write_bytes(b"xx")
    monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(folder))
    assert command.main(["packages", "--json"]) == 0
    kept, damaged = json.loads(capsys.readouterr().out)
    assert kept == {
        "build_id": build_id, "built_at": builds.stamp(folder, build_id).built_time.isoformat(), "is_current": True,
        "package_bytes": len(content), "package_bytes_reason": None,
    }  # fmt: skip
    assert damaged == {
        "build_id": "20200101T000000000Z-00000000", "built_at": None, "is_current": False, "package_bytes": None,
        "package_bytes_reason": "damaged",
    }  # fmt: skip


def test_the_package_of_the_current_build_is_given_though_the_file_of_the_build_is_gone(
    directory, build_id, content, monkeypatch, capsys, tmp_path
):
    folder = tmp_path / "warehouse"
    shutil.copytree(directory, folder)
    package.make(folder, build_id)
    builds.database_path(folder, build_id).unlink()
    monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(folder))
    assert command.main(["package", "-o", str(tmp_path / "p.zip")]) == 0
    assert (tmp_path / "p.zip").read_bytes() == content
    packages.path(folder, build_id).unlink()
    capsys.readouterr()
    assert command.main(["package", "--lang", "en"]) == 1
    assert capsys.readouterr().err


def test_a_kept_package_that_is_damaged_is_made_anew_and_never_given(tmp_path, warehouse):
    directory = tmp_path / "warehouse"
    shutil.copytree(warehouse, directory)
    build_id = builds.current_id(directory)
    whole = package.given(directory, build_id)
    packages.path(directory, build_id).write_bytes(b"xx\n")
    assert package.given(directory, build_id) == whole
    assert packages.path(directory, build_id).read_bytes() == whole


def test_a_place_that_cannot_be_written_is_said(warehouse, monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(warehouse))
    assert command.main(["package", "-o", str(tmp_path / "nowhere" / "x.zip")]) == 1
    assert str(tmp_path / "nowhere" / "x.zip") in capsys.readouterr().err
