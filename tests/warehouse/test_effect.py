"""The effect of a publication, held against both builds by set arithmetic over what readers see."""

import hashlib
import json
import shutil

import polars as pl
import pytest

from etl import building
from warehouse import build, builds, paths
from warehouse.builds import Stamp
from warehouse.compare import compare
from warehouse.connection import close_all, query
from warehouse.effect import CHANGES, effect

TAKEN_OUT = "2024/dti_main_indicators"
FIGURES = "select index_code, year, cohort_code, unit_code, indicator_code, value, rank from mart.unit_ranking"


@pytest.fixture(scope="module")
def two_builds(tmp_path_factory):
    """The real data without one release, and with it: folder, id without, id with."""
    folder = tmp_path_factory.mktemp("effect")
    shutil.copytree(paths.RAW_DIR, folder / "raw")
    for suffix in (".csv", ".json"):
        (folder / "raw" / f"{TAKEN_OUT}{suffix}").unlink()
    without = building.build(folder / "warehouse", raw_dir=folder / "raw", publish=False)
    whole = building.build(folder / "warehouse", publish=False)
    yield folder / "warehouse", without.stamp.build_id, whole.stamp.build_id
    close_all()


def seen(directory, build_id) -> dict[tuple, tuple]:
    """What a reader of the build finds: (value, rank) by edition, unit and indicator, where there is either."""
    rows = query(build_id, FIGURES, directory=directory).rows()
    return {row[:5]: row[5:] for row in rows if row[5:] != (None, None)}


def test_figures_of_each_edition_are_counted_as_a_reader_would(two_builds):
    directory, without, whole = two_builds
    before, after = seen(directory, without), seen(directory, whole)
    editions = effect(without, whole, directory).editions
    for row in editions.iter_rows(named=True):
        edition = (row["index_code"], row["year"], row["cohort_code"])
        old, new = ({key for key in figures if key[:3] == edition} for figures in (before, after))
        assert row["added"] == len(new - old)
        assert row["removed"] == len(old - new)
        assert row["changed"] == sum(before[key] != after[key] for key in old & new)
    assert editions["added"].sum() > 400


def test_figures_that_come_without_any_file_stating_them_are_counted_by_level(two_builds):
    directory, without, whole = two_builds
    levels = f"select indicator_level, value_basis, {FIGURES.removeprefix('select ')}"
    known = seen(directory, without)
    rows = query(whole, levels, directory=directory).rows()
    came = [level for level, basis, *key, _, _ in rows if basis == "computed" and tuple(key) not in known]
    assert came
    derived = effect(without, whole, directory).derived
    assert dict(derived.rows()) == {level: came.count(level) for level in set(came)}
    assert derived["count"].to_list() == sorted(derived["count"], reverse=True)
    assert effect(whole, without, directory).derived.is_empty()


def test_only_the_editions_of_the_year_that_came_are_touched(two_builds):
    directory, without, whole = two_builds
    touched = effect(without, whole, directory).editions.filter("is_touched")
    assert set(touched.select("index_code", "year").rows()) == {("dti", 2024)}


def test_the_way_back_is_the_mirror_image(two_builds):
    directory, without, whole = two_builds
    there, back = effect(without, whole, directory), effect(whole, without, directory)
    mirrored = {"added": "removed", "changed": "changed", "removed": "added"}
    for change, other in mirrored.items():
        assert there.editions[change].to_list() == back.editions[other].to_list()
        assert there.marts[change].to_list() == back.marts[other].to_list()
    assert there.releases["added"] == back.releases["removed"] == [TAKEN_OUT]


def test_a_build_against_itself_is_no_effect(two_builds):
    directory, _, whole = two_builds
    nothing = effect(whole, whole, directory)
    assert nothing.is_nothing
    assert nothing.rank_moves.is_empty()
    assert not nothing.editions["is_touched"].any()


def test_the_list_of_differences_holds_every_row_the_effect_counts(two_builds):
    directory, without, whole = two_builds
    listed = compare(without, whole, directory, paths.SQL_DIR)
    counted = effect(without, whole, directory).marts
    for row in counted.iter_rows(named=True):
        rows = listed.filter(pl.col("mart") == f"mart.{row['mart']}")
        assert {change: (rows["change"] == change).sum() for change in CHANGES} == {name: row[name] for name in CHANGES}
    assert listed["mart"].n_unique() == counted.height


def test_ranks_that_move_are_named_with_both_ranks(two_builds, tmp_path):
    directory, _, whole = two_builds
    shutil.copytree(paths.RAW_DIR, tmp_path / "raw")
    file, sidecar = (tmp_path / "raw" / f"{TAKEN_OUT}{suffix}" for suffix in (".csv", ".json"))
    text = file.read_text(encoding="utf-8")
    assert "Hà Nội,dti,0.8241" in text
    file.write_text(text.replace("Hà Nội,dti,0.8241", "Hà Nội,dti,0.7800"), encoding="utf-8")
    described = json.loads(sidecar.read_text(encoding="utf-8"))
    described["sha256"] = hashlib.sha256(file.read_bytes()).hexdigest()
    sidecar.write_text(json.dumps(described), encoding="utf-8")
    lowered = building.build(directory, raw_dir=tmp_path / "raw", publish=False).stamp.build_id

    moves = effect(whole, lowered, directory).rank_moves
    before, after = seen(directory, whole), seen(directory, lowered)
    moved = {key: (before[key][1], after[key][1]) for key in before if before[key][1] != after[key][1]}
    assert {(*row[1:4], row[5], row[4]): row[8:] for row in moves.rows()} == moved
    first = moves.filter(pl.col("indicator_code") == "index", pl.col("cohort_code") == "vn63").row(0, named=True)
    assert first["unit_name_vi"] == "Hà Nội"
    assert first["rank_before"] < first["rank_after"]


def test_a_newer_edition_touches_no_other_one(two_builds, tmp_path):
    """A synthetic year 2025: the real table of 2024 for 34 provinces, said to be of the year after."""
    directory, _, whole = two_builds
    for folder in ("raw", "reference"):
        shutil.copytree(paths.ROOT / "data" / folder, tmp_path / folder)
    (tmp_path / "raw/2025").mkdir()
    file, sidecar = (tmp_path / f"raw/2025/synthetic{suffix}" for suffix in (".csv", ".json"))
    rows = (paths.RAW_DIR / f"{TAKEN_OUT}.csv").read_text(encoding="utf-8").splitlines()
    later = [row.replace("dti_2024,2024,vn63", "dti_2024,2025,vn63", 1) for row in rows if "vn34" not in row]
    file.write_text("\n".join(later) + "\n", encoding="utf-8")
    described = json.loads((paths.RAW_DIR / f"{TAKEN_OUT}.json").read_text(encoding="utf-8"))
    described["sha256"] = hashlib.sha256(file.read_bytes()).hexdigest()
    sidecar.write_text(json.dumps(described), encoding="utf-8")
    with (tmp_path / "reference/editions.csv").open("a", encoding="utf-8") as editions:
        editions.write("dti.2025.vn63,dti,2025,vn63,dti_2024,63,dti.2024.vn63,false,,synthetic\n")
    with (tmp_path / "reference/periods.csv").open("a", encoding="utf-8") as periods:
        periods.write("2025,year,2025-01-01,2025-12-31,2025,năm 2025,2025\n")
    newer = building.build(
        directory, raw_dir=tmp_path / "raw", reference_dir=tmp_path / "reference", publish=False
    ).stamp.build_id

    found = effect(whole, newer, directory)
    assert found.editions.filter("is_touched").select("index_code", "year", "cohort_code").rows() == [
        ("dti", 2025, "vn63")
    ]
    assert found.marts.filter(pl.col("mart") == "editions").row(0) == ("editions", 1, 0, 0)


def test_a_mart_that_has_grown_a_column_differs_in_the_rows_that_fill_it(tmp_path):
    """Made-up marts: what an older build does not have counts as empty there."""
    ids = []
    for name, rows in (("older", "1, 0.5), (2, 0.5"), ("newer", "1, 0.5, 'new'), (2, 0.5, null")):
        sql, unfinished = tmp_path / name / "sql", tmp_path / f"{name}{builds.UNFINISHED}"
        for layer in ("reference", "staging", "rule", "core", "mart", "checks"):
            (sql / layer).mkdir(parents=True)
        columns = "number, value, word" if "new" in rows else "number, value"
        (sql / "mart" / "editions.sql").write_text(
            "-- One row.\n-- Grain: edition_code\ncreate table mart.editions as"
            " select 'a.2024.b' as edition_code, 'a' as index_code, 2024 as year, 'b' as cohort_code;\n"
        )
        (sql / "mart" / "unit_ranking.sql").write_text(
            "-- One row per number.\n-- Grain: edition_code, number\ncreate table mart.unit_ranking as "
            f"select 'a.2024.b' as edition_code, * from (values ({rows})) given({columns});\n"
        )
        build.write(unfinished, {}, sql)
        builds.keep(tmp_path, unfinished, Stamp(name, "2026-01-01T00:00:00+00:00", None, "hash"))
        ids.append(name)
    found = effect(*ids, tmp_path, sql)
    assert found.marts.rows() == [("unit_ranking", 0, 1, 0)]
    assert found.editions.select("added", "changed", "removed", "is_touched").rows() == [(0, 0, 0, True)]
    assert found.rank_moves.is_empty()
    close_all()
