"""Whole loads: of a tiny tree, from the cache, and of everything this project holds."""

import shutil

from polars.testing import assert_frame_equal

from etl.declarations import read_declarations
from etl.staging import check_files, load
from tests.etl.conftest import FIGURE, STATUS
from warehouse.paths import LAYOUTS_DIR, RAW_DIR, REFERENCE_DIR, SQL_DIR

NATIONAL = {
    "framework": "dti_2021",
    "year": "2021",
    "level": "trung_binh_cap_tinh",
    "component": "dti",
    "value": "0.4014",
    "source_url": "https://a.vn/1",
    "source_note": "",
}
MINISTRY = {
    "year": "2021",
    "ministry": "Bộ Tài chính",
    "kind": "ministry",
    "group": "co_dich_vu_cong",
    "value": "0.6321",
    "rank": "1",
    "rank_of": "17",
    "source_url": "https://a.vn/1",
    "source_note": "",
}


def same(left, right):
    assert left.staging.keys() == right.staging.keys()
    for name, frame in left.staging.items():
        assert_frame_equal(frame, right.staging[name])
    assert left.problems == right.problems


def test_an_empty_tree_gives_every_declared_frame_empty(project):
    loaded = project.load()
    declared = read_declarations(SQL_DIR / "staging")
    assert {name: dict(frame.schema) for name, frame in loaded.staging.items()} == {
        name: table.columns for name, table in declared.items()
    }
    assert not loaded.is_refused


def test_one_refused_release_leaves_the_others_whole(project):
    project.add("figures", [FIGURE], name="2021/good.csv")
    project.add("figures", [{**FIGURE, "value": "9"}], name="2021/bad.csv")
    loaded = project.load()
    assert loaded.is_refused
    assert loaded.staging["releases"]["release_code"].to_list() == ["2021/good"]
    assert loaded.staging["figures"].height == 1


def test_one_file_may_fill_two_tables(project):
    nation = {**NATIONAL, "framework": "dti_national", "level": "quoc_gia"}
    project.add("national_figures", [NATIONAL, nation], name="2021/national.csv")
    mean = {**MINISTRY, "ministry": "Trung bình", "kind": "group_mean", "rank": "", "rank_of": ""}
    project.add("ministry_figures", [MINISTRY, mean], name="2021/ministry.csv")
    loaded = project.load()
    assert loaded.problems == []
    figures = loaded.staging["figures"].select("edition_code", "unit_code", "framework_code").rows()
    assert figures == [
        ("dti_ministry.2021.ministries_service", "bo_tai_chinh", "dti_2021_ministry"),
        ("dti_national.2021.nation", "vn", "dti_national"),
    ]
    means = loaded.staging["cohort_figures"].select("edition_code", "statistic").rows()
    assert means == [("dti_ministry.2021.ministries_service", "mean"), ("dti.2021.vn63", "mean")]
    assert loaded.staging["releases"]["row_count"].to_list() == [2, 2]


def test_an_unknown_key_of_an_indicator_is_named(project):
    project.add("national_figures", [{**NATIONAL, "component": "ha_tang"}])
    [problem] = project.load().problems
    assert (problem.code, problem.fix) == ("indicator_key_unknown", ("dti", "nhan_thuc_so"))


def test_a_load_from_the_cache_gives_the_same(project):
    project.add("figures", [{**FIGURE, "source_address": "https://unknown.vn"}])
    project.add("component_status", [STATUS], name="2021/status.csv")
    first = project.load(cache=True)
    assert first.problems
    entries = sorted(project.cache.iterdir())
    assert len(entries) == 2
    same(project.load(cache=True), first)
    assert sorted(project.cache.iterdir()) == entries


def test_the_cache_notices_what_the_frames_depend_on(project):
    project.add("figures", [FIGURE])
    project.load(cache=True)
    project.change_reference("indicators", "1,index,main,Nhận thức số", "11,index,main,Nhận thức số")
    project.change_reference("indicators", "1.1,1,component", "1.1,11,component")
    project.change_reference("indicators", "1.10,1,component", "1.10,11,component")
    assert project.codes(cache=True) == ["indicator_unknown"]


def test_a_damaged_cache_entry_is_read_anew(project):
    project.add("figures", [FIGURE])
    first = project.load(cache=True)
    [entry] = project.cache.iterdir()
    (entry / "figures.parquet").write_bytes(b"PAR1")
    same(project.load(cache=True), first)


def test_a_cache_entry_that_lost_a_file_is_read_anew_and_mended(project):
    project.add("figures", [FIGURE])
    first = project.load(cache=True)
    [entry] = project.cache.iterdir()
    (entry / "figures.parquet").unlink()
    same(project.load(cache=True), first)
    assert (entry / "figures.parquet").exists()


def test_a_refused_release_is_not_kept(project):
    project.add("figures", [{**FIGURE, "value": "9"}])
    project.load(cache=True)
    assert not project.cache.exists() or not list(project.cache.iterdir())
    assert project.codes(cache=True) == ["value_out_of_range"]


def test_single_files_are_checked_as_a_load_would(project):
    good = project.add("figures", [FIGURE], name="2021/good.csv")
    bad = project.add("figures", [{**FIGURE, "value": "9"}], name="2021/bad.csv")
    lonely = project.raw / "2021" / "lonely.csv"
    lonely.write_text("a,b\n")
    checked = check_files([bad, good, lonely, lonely.with_name("none.csv")], project.reference, LAYOUTS_DIR)
    assert checked.row_counts == {good: 1}
    assert [(each.code, each.file) for each in checked.problems] == [
        ("value_out_of_range", "2021/bad.csv"),
        ("sidecar_missing", "2021/lonely.csv"),
        ("file_missing", "2021/none.csv"),
    ]


def test_a_file_outside_a_folder_of_a_year_is_refused(project, tmp_path):
    path = project.add("figures", [FIGURE])
    for each in (path, path.with_suffix(".json")):
        shutil.copy(each, tmp_path)
    [problem] = check_files([tmp_path / path.name], project.reference, LAYOUTS_DIR).problems
    assert problem.code == "folder_not_a_year"


def test_all_files_of_this_project_load_without_a_blocking_problem():
    loaded = load(RAW_DIR, REFERENCE_DIR, LAYOUTS_DIR)
    assert [problem for problem in loaded.problems if problem.blocks] == []
    assert loaded.staging["releases"].height == len(loaded.releases)
    rows = sum(frame.height for name, frame in loaded.staging.items() if name != "releases")
    assert loaded.staging["releases"]["row_count"].sum() == rows
    lines = sum(len(release.path.read_bytes().splitlines()) - 1 for release in loaded.releases)
    assert rows == lines, "a line of a raw file is not in staging"
