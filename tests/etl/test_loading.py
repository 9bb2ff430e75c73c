"""Loading as an analyst does it, on a small installation: nothing changes before it is published."""

import csv
import dataclasses
import io
import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from etl.deliveries import deliveries
from etl.deliveries.deliveries import Purpose
from etl.errors import AlreadyLoaded, BaseMoved, LoadMissing, MappingNotUsable, UnknownRelease
from etl.kinds.registry import FRAMEWORK
from etl.kinds.template import write_template
from etl.reference import read_reference
from etl.shapes.recognition import Seen
from etl.uploads import loading
from tests.etl.installation import PURPOSE, SOURCE, UNITS, Installation, table, upload
from warehouse import audit, builds
from warehouse.connection import close_all, query
from warehouse.errors import ChecksFailed, NothingToRollBackTo, UnknownBuild

COMPLETE = (0.5, 0.4, 0.3)
SOON = datetime.now(UTC).date() + timedelta(days=2)  # a day that has not begun while the tests run


@pytest.fixture(scope="module")
def built_once(tmp_path_factory) -> Path:
    """The folder of an installation with one published build of nothing."""
    root = tmp_path_factory.mktemp("built") / "site"
    Installation(root).lay_out().build()
    return root


@pytest.fixture
def site(built_once, tmp_path) -> Installation:
    """A copy of it."""
    shutil.copytree(built_once, tmp_path / "site")
    yield Installation(tmp_path / "site")
    close_all()


def codes(checked: loading.Checked) -> list[str]:
    return [problem.code for problem in checked.problems]


def check(site: Installation, *uploads: loading.Upload, purpose: Purpose = PURPOSE, **options) -> loading.Checked:
    return loading.check(uploads, purpose, folders=site.folders, **options)


def everything_below(site: Installation) -> set[str]:
    """Every file of the installation, locks and the parsed files apart."""
    root = site.folders.loaded.parent
    found = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    return {name for name in found if not name.endswith(".lock") and "/parsed/" not in name}


def test_checking_changes_nothing_and_a_preview_only_adds_a_candidate(site):
    before, figures = everything_below(site), site.figures()
    checked = check(site, upload(*COMPLETE))
    assert (checked.is_sound, checked.problems, everything_below(site)) == (True, (), before)
    shown = loading.preview(checked, "anna", folders=site.folders)
    assert site.figures() == figures
    assert shown.base_id == builds.current_id(site.folders.warehouse) != shown.build_id
    assert shown.changes["added"] == [file.release_code for file in checked.files]
    assert shown.effect.editions["added"].sum() == len(UNITS)


def test_what_is_published_is_seen_and_rolling_back_gives_the_same_bytes_as_before(site):
    site.publish(site.load(upload(0.7, 0.6, 0.5)))
    before = site.figures()
    site.publish(site.load(upload(0.2, 0.1, 0.0, component="nhan_thuc_so")))
    assert site.figures() != before
    loading.roll_back(None, "bình", "nhầm năm", folders=site.folders)
    assert site.figures() == before


def test_the_next_rebuild_is_made_of_the_loads_of_the_build_that_is_current(site):
    site.publish(site.load(upload(*COMPLETE)))
    first = site.figures()
    site.publish(site.load(upload(*COMPLETE, component="nhan_thuc_so")))
    loading.roll_back(None, "anna", folders=site.folders)
    assert not site.build(keep_roll_back=True).is_new
    rebuilt = site.build(force=True)
    assert len(rebuilt.stamp.loads) == 1
    assert site.figures() == first


def test_a_version_of_the_program_that_is_taken_back_makes_a_build_of_its_own_rules_again(site):
    rule = site.folders.sql / "mart" / "unit_ranking.sql"
    former = rule.read_text(encoding="utf-8")
    first = site.build().stamp
    rule.write_text(former + "-- a remark of the next version\n", encoding="utf-8")
    second = site.build(keep_roll_back=True).stamp
    rule.write_text(former, encoding="utf-8")
    third = site.build(keep_roll_back=True)
    assert third.is_published
    assert third.stamp.inputs_hash == first.inputs_hash != second.inputs_hash
    loading.roll_back(second.build_id, "anna", folders=site.folders)
    assert not site.build(keep_roll_back=True).is_new


def test_the_rows_of_a_load_carry_the_edition_and_the_file_its_origin(site):
    [file] = check(site, upload(*COMPLETE, name="../../etc/Bảng 2021\x00.CSV")).files
    assert file.name == "Bảng 2021.CSV"
    assert file.release_code.startswith("2021/main_values_dti_2021_vn63_")
    site.publish(site.load(upload(*COMPLETE, name="C:\\tệp\\Bảng.csv")))
    [entry] = loading.releases(site.folders)
    current = builds.current_id(site.folders.warehouse)
    described = query(current, "select load_id from staging.releases", directory=site.folders.warehouse)
    assert described["load_id"].to_list() == deliveries.all_ids(site.folders.loaded) == [entry.load_id]
    told = (entry.original_file, entry.title, entry.who, entry.is_withdrawn)
    assert told == ("Bảng.csv", SOURCE.title, "anna", False)
    assert loading.original(entry.release_code, folders=site.folders) == ("Bảng.csv", table(*COMPLETE))


@pytest.mark.parametrize("code", ["2021/none", "../raw", "2021/../../sql", "/etc/passwd", ""])
def test_a_file_is_only_given_out_for_the_code_of_a_release(site, code):
    site.publish(site.load(upload(*COMPLETE)))
    with pytest.raises(UnknownRelease):
        loading.original(code, folders=site.folders)


def test_the_same_bytes_for_the_same_purpose_are_a_no_op(site):
    site.publish(site.load(upload(*COMPLETE)))
    before = everything_below(site)
    renamed = dataclasses.replace(PURPOSE, source=dataclasses.replace(SOURCE, title="Tên khác"))
    for purpose in (PURPOSE, renamed):
        checked = check(site, upload(*COMPLETE, name="khác.csv"), purpose=purpose)
        assert (checked.is_known, checked.is_sound, checked.problems) == (True, True, ())
        with pytest.raises(AlreadyLoaded) as known:
            loading.preview(checked, "anna", folders=site.folders)
        assert known.value.release_codes == [checked.verdicts[0].same_as]
    assert everything_below(site) == before


def test_a_shipped_file_is_known_too(site):
    (site.folders.raw / "2021").mkdir()
    (site.folders.raw / "2021" / "shipped.csv").write_bytes(table(*COMPLETE))
    checked = check(site, upload(*COMPLETE))
    sidecar = next(content for name, content in checked.content.items() if name.endswith(".json"))
    (site.folders.raw / "2021" / "shipped.json").write_bytes(sidecar)
    site.build()
    assert check(site, upload(*COMPLETE)).verdicts[0].same_as == "2021/shipped"


def test_of_several_files_only_the_new_ones_are_loaded(site):
    site.publish(site.load(upload(*COMPLETE)))
    old, new = upload(*COMPLETE), upload(*COMPLETE, component="nhan_thuc_so", name="mới.csv")
    checked = check(site, old, new)
    assert [bool(verdict.same_as) for verdict in checked.verdicts] == [True, False]
    assert [file.name for file in checked.files] == ["mới.csv"]
    assert len(loading.preview(checked, "anna", folders=site.folders).changes["added"]) == 1


def test_a_year_without_an_edition_gets_one_measured_against_the_newest_before_it(site):
    purpose = dataclasses.replace(PURPOSE, period_code="2025")
    checked = check(site, upload(*COMPLETE, year=2025), purpose=purpose)
    assert codes(checked) == []
    [_, declared] = checked.content["reference/editions.csv"].decode().splitlines()
    assert declared == "dti.2025.vn63,dti,2025,vn63,dti_2021,,dti.2024.vn63,false,,"
    [_, its_period] = checked.content["reference/periods.csv"].decode().splitlines()
    assert its_period == "2025,year,2025-01-01,2025-12-31,2025,năm 2025,2025"
    site.publish(loading.preview(checked, "anna", folders=site.folders))
    assert b"dti.2025.vn63" in site.figures()
    assert "reference/editions.csv" not in check(site, upload(0.1, 0.2, 0.3, year=2025), purpose=purpose).content


def editions(site: Installation, since: int = 2022) -> list[tuple[int, str]]:
    """Years and frameworks of the editions of the index that readers are offered."""
    text = f"""
        select cast(period_code as integer) as year, framework_code from reference.editions
        where index_code = 'dti' and year >= {since} order by all
    """
    rows = query(builds.current_id(site.folders.warehouse), text, directory=site.folders.warehouse).rows()
    close_all()
    return [row for row in rows if row[0] != 2024]


def load_year(site: Installation, year: int, first: float, **purpose: str) -> str:
    """The code of the release that is published."""
    purpose = dataclasses.replace(PURPOSE, period_code=str(year), **purpose)
    file = upload(first, 0.4, 0.3, year=year, framework=purpose.framework_code)
    checked = check(site, file, purpose=purpose)
    assert checked.is_sound, checked.problems
    site.publish(loading.preview(checked, "anna", replaces=checked.earlier, folders=site.folders))
    return checked.files[0].release_code


def withdraw(site: Installation, *release_codes: str) -> None:
    site.publish(loading.withdraw(release_codes, "anna", folders=site.folders))


def test_a_year_opened_by_mistake_is_gone_once_its_only_release_is_withdrawn(site):
    mistaken = load_year(site, 2025, 0.5)
    figures = site.figures()
    assert editions(site) == [(2025, "dti_2021")]
    withdraw(site, mistaken)
    assert editions(site) == []
    site.publish(loading.restore([mistaken], "anna", folders=site.folders))
    assert (editions(site), site.figures()) == ([(2025, "dti_2021")], figures)
    loading.roll_back(None, "anna", folders=site.folders)
    assert (editions(site), site.build().is_new) == ([], False)
    load_year(site, 2025, 0.5, framework_code="dti_2024")
    assert editions(site) == [(2025, "dti_2024")]
    with pytest.raises(loading.LoadRefused) as refused:
        loading.restore([mistaken], "anna", folders=site.folders)
    assert {problem.code for problem in refused.value.problems} == {"framework_differs"}


def test_a_year_stays_for_the_corrected_file_that_took_the_place_of_the_one_that_opened_it(site):
    first = load_year(site, 2025, 0.5)
    second = load_year(site, 2025, 0.9)
    assert [entry.release_code for entry in loading.releases(site.folders) if entry.is_withdrawn] == [first]
    assert editions(site) == [(2025, "dti_2021")]
    withdraw(site, second)
    assert editions(site) == []


def test_a_year_stays_while_a_later_one_is_measured_against_it(site):
    first, second = load_year(site, 2022, 0.5), load_year(site, 2023, 0.6)
    withdraw(site, first)
    assert editions(site) == [(2022, "dti_2021"), (2023, "dti_2021")]
    withdraw(site, second)
    assert editions(site) == []


def test_targets_open_no_edition(site):
    purpose = Purpose("dti_2021", "2025", "vn63", "targets", SOURCE, "08")
    assert check(site, loading.Upload("a.csv", b"x,y\n1,2\n"), purpose=purpose).content == {}


def test_a_corrected_file_takes_the_place_of_the_one_before(site):
    site.publish(site.load(upload(*COMPLETE)))
    checked = check(site, upload(0.9, 0.8, 0.7))
    [earlier] = checked.earlier
    shown = loading.preview(checked, "anna", replaces=[earlier], folders=site.folders)
    assert shown.changes["removed"] == [earlier]
    site.publish(shown)
    assert b"0.9" in site.figures() and b"0.5" not in site.figures()


def test_files_loaded_earlier_for_the_same_purpose_are_worth_a_question(site):
    known = upload(*COMPLETE)
    site.publish(site.load(known))
    corrected = upload(0.9, 0.8, 0.7, name="sửa.csv")
    checked = check(site, corrected)
    [problem] = checked.problems
    assert (problem.code, problem.severity, problem.found) == ("loaded_earlier", "review", *checked.earlier)
    assert (codes(check(site, known)), codes(check(site, known, corrected))) == ([], [])
    assert check(site, known, corrected).earlier == ()


def test_a_withdrawn_release_is_left_out_until_it_is_restored(site):
    site.publish(site.load(upload(*COMPLETE)))
    figures, [entry] = site.figures(), loading.releases(site.folders)
    site.publish(loading.withdraw([entry.release_code], "anna", folders=site.folders))
    assert site.figures().count(b"\n") == 1
    assert [each.is_withdrawn for each in loading.releases(site.folders)] == [True]
    site.publish(loading.restore([entry.release_code], "anna", folders=site.folders))
    assert site.figures() == figures


def test_loading_a_withdrawn_file_again_restores_it(site):
    site.publish(site.load(upload(*COMPLETE)))
    figures, [entry] = site.figures(), loading.releases(site.folders)
    site.publish(loading.withdraw([entry.release_code], "anna", folders=site.folders))
    checked = check(site, upload(*COMPLETE))
    assert (checked.restores, checked.content, checked.is_known) == ((entry.release_code,), {}, False)
    site.publish(loading.preview(checked, "anna", folders=site.folders))
    assert site.figures() == figures
    assert len(deliveries.all_ids(site.folders.loaded)) == 1


def test_only_what_is_there_can_be_withdrawn_restored_or_replaced(site):
    for change in (loading.withdraw, loading.restore):
        with pytest.raises(UnknownRelease):
            change(["2021/none"], "anna", folders=site.folders)
    with pytest.raises(UnknownRelease):
        loading.preview(check(site, upload(*COMPLETE)), "anna", replaces=["2021/none"], folders=site.folders)


def test_of_two_analysts_one_publishes_the_other_is_told_and_none_is_lost(site):
    first = site.load(upload(*COMPLETE), who="anna")
    other = check(site, upload(*COMPLETE, component="nhan_thuc_so"))
    second = loading.preview(other, "bình", folders=site.folders)
    site.publish(first)
    with pytest.raises(BaseMoved) as moved:
        site.publish(second, who="bình")
    assert (moved.value.base_id, moved.value.current_id) == (first.base_id, first.build_id)
    site.publish(loading.preview(other, "bình", folders=site.folders), who="bình")
    assert site.figures().count(b"\n") == 1 + 2 * len(UNITS)


def test_publishing_twice_is_publishing_once(site):
    shown = site.load(upload(*COMPLETE))
    assert site.publish(shown) == site.publish(shown)
    assert [each.build_id for each in loading.publications(site.folders)].count(shown.build_id) == 1


def test_a_preview_that_is_not_kept_any_more_is_named(site):
    shown = site.load(upload(*COMPLETE))
    for step in range(builds.KEPT_BUILDS):
        site.load(upload(0.01 * step, 0.4, 0.3))
    with pytest.raises(UnknownBuild):
        site.publish(shown)


def test_publications_say_who_when_what_and_why(site):
    shown = site.load(upload(*COMPLETE))
    site.publish(shown, "Bảng của Bộ")
    loading.roll_back(None, "bình", "nhầm", folders=site.folders)
    back, published, first = loading.publications(site.folders)
    assert (published.build_id, published.who, published.note) == (shown.build_id, "anna", "Bảng của Bộ")
    assert published.changes == shown.changes and back.changes["removed"] == shown.changes["added"]
    assert (back.build_id, back.who, back.note) == (first.build_id, "bình", "nhầm")
    assert [each.is_current for each in (back, published, first)] == [True, False, False]
    assert all(each.when and each.is_kept for each in (back, published, first))


def test_every_act_and_every_refused_one_is_in_the_audit_log(site):
    shown = site.load(upload(*COMPLETE))
    site.publish(shown)
    sound, faulty = check(site, upload(*COMPLETE)), check(site, upload(7.0))
    for refused in (sound, faulty):
        with pytest.raises((AlreadyLoaded, loading.LoadRefused)):
            loading.preview(refused, "bình", role="analyst", folders=site.folders)
    loading.roll_back(None, "bình", folders=site.folders)
    with pytest.raises(NothingToRollBackTo):
        loading.roll_back(None, "bình", folders=site.folders)
    with pytest.raises(BaseMoved):
        site.publish(dataclasses.replace(shown, base_id=None), who="chi")
    told = [(each.action, each.who, each.result) for each in audit.events(site.folders.loaded)][::-1]
    assert told == [
        ("publish", "", "accepted"),
        ("load", "anna", "accepted"),
        ("preview", "anna", "accepted"),
        ("publish", "anna", "accepted"),
        ("load", "bình", "refused: AlreadyLoaded"),
        ("load", "bình", "refused: LoadRefused"),
        ("roll_back", "bình", "accepted"),
        ("roll_back", "bình", "refused: NothingToRollBackTo"),
        ("publish", "chi", "refused: BaseMoved"),
    ]
    [_, load, *_] = list(audit.events(site.folders.loaded))[::-1]
    assert load.sha256 == (check(site, upload(*COMPLETE)).verdicts[0].sha256,)


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("year_out_of_range", {"period_code": "2999"}),
        ("year_out_of_range", {"period_code": "1990"}),
        (
            "period_not_begun" if SOON.year == datetime.now(UTC).year else "year_out_of_range",
            {"period_code": SOON.isoformat()},
        ),
        ("framework_unknown", {"framework_code": "dti_2030"}),
        ("framework_differs", {"framework_code": "dti_2024"}),
        ("cohort_unknown", {"cohort_code": "vn99"}),
        ("unit_code_unknown", {"unit_code": "99"}),
        ("source_incomplete", {"source": dataclasses.replace(SOURCE, publisher=" ")}),
        ("source_character", {"source": dataclasses.replace(SOURCE, title="Hạng\u202e48/63")}),
        ("source_character", {"source": dataclasses.replace(SOURCE, address="https://ok.example/\x1b[2J")}),
        ("choice_unknown", {"source": dataclasses.replace(SOURCE, authority="friend")}),
        ("code_unfit", {"kind": "framework", "framework_code": "../dti"}),
    ],
)
def test_a_purpose_that_cannot_be_is_refused_before_any_file_is_read(site, code, changes):
    purpose = dataclasses.replace(PURPOSE, **changes)
    checked = check(site, loading.Upload("a.exe", b"\x00"), purpose=purpose)
    assert codes(checked) == [code]
    assert not checked.is_sound


def test_an_unknown_kind_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="rumours"):
        dataclasses.replace(PURPOSE, kind="rumours")


def test_problems_name_the_file_as_it_was_handed_in(site):
    checked = check(site, upload(0.5, 7.0, 0.3, name="Bảng xếp hạng.csv"), loading.Upload("a.exe", b"x"))
    assert {(each.file, each.code) for each in checked.problems if each.blocks} == {
        ("Bảng xếp hạng.csv", "value_out_of_range"),
        ("a.exe", "extension_unknown"),
    }
    assert [verdict.row_count for verdict in checked.verdicts] == [0, 0]
    assert checked.content == {}


def test_units_nobody_speaks_of_are_named_but_do_not_block(site):
    cohorts = site.folders.reference / "cohorts.csv"
    cohorts.write_text(cohorts.read_text().replace("vn63,provinces,true,false", "vn63,provinces,true,true"))
    checked = check(site, upload(0.5, 0.4))
    [problem] = checked.problems
    assert (problem.code, problem.found, problem.expected, problem.fix) == ("units_missing", "2", "3", ("Bắc Giang",))
    assert checked.is_sound
    assert codes(check(site, upload(*COMPLETE))) == []
    assert codes(check(site, upload(0.5, 0.4), upload(0, 0, 0.3, name="b.csv"))) == ["row_in_two_files"]


def test_the_same_figures_in_two_files_block_and_the_same_file_twice_is_read_once(site):
    twice = check(site, upload(*COMPLETE, name="a.csv"), upload(*COMPLETE, name="b.csv"))
    assert (codes(twice), twice.is_sound, len(twice.files)) == (["upload_repeated"], True, 1)
    checked = check(site, upload(*COMPLETE, name="a.csv"), upload(0.1, 0.2, 0.3, name="b.csv"))
    [problem] = checked.problems
    assert (problem.code, problem.file, problem.expected, problem.found) == ("row_in_two_files", "b.csv", "a.csv", "3")


def test_the_same_bytes_for_another_purpose_are_worth_a_question(site):
    site.publish(site.load(upload(*COMPLETE)))
    checked = check(site, upload(*COMPLETE), purpose=dataclasses.replace(PURPOSE, kind="components"))
    assert "loaded_elsewhere" in codes(checked)
    assert checked.verdicts[0].same_as is None


def test_a_release_in_two_places_blocks_the_build(site):
    site.publish(site.load(upload(*COMPLETE)))
    [load_id] = deliveries.all_ids(site.folders.loaded)
    shutil.copytree(site.folders.loaded / load_id / "raw" / "2021", site.folders.raw / "2021")
    with pytest.raises(loading.LoadRefused) as refused:
        site.build()
    assert {problem.code for problem in refused.value.problems} == {"release_repeated"}


def unknown_table() -> loading.Upload:
    rows = table(*COMPLETE).decode().replace("province", "Nơi", 1).replace("value", "Kết quả", 1)
    return loading.Upload("lạ.csv", rows.encode())


def test_an_unknown_shape_is_answered_with_what_was_seen_and_the_nearest_known_one(site):
    checked = check(site, unknown_table())
    [verdict] = checked.verdicts
    assert codes(checked) == ["shape_unknown"]
    assert isinstance(verdict.seen, Seen) and "Kết quả" in {each.heading for each in verdict.shape.columns}
    assert verdict.shape.nearest == "main_indicators"
    assert verdict.shape.lacks.keys() == {"unit_name", "value"}


def test_columns_an_analyst_maps_are_kept_with_the_load_and_known_from_then_on(site):
    mapping = loading.ColumnMapping("main_indicators", {"E": "unit_name", "G": "value"})
    checked = check(site, unknown_table(), mapping=mapping)
    assert (codes(checked), checked.verdicts[0].row_count) == ([], len(UNITS))
    assert any(name.startswith("layouts/") for name in checked.content)
    site.publish(loading.preview(checked, "anna", folders=site.folders))
    other = unknown_table().content.replace(b",dti,", b",nhan_thuc_so,")
    assert codes(check(site, loading.Upload("sau.csv", other))) == ["loaded_earlier"]


WRONG = loading.ColumnMapping("main_indicators", {"E": "unit_name", "G": "value"})
RIGHT = loading.ColumnMapping("main_indicators", {"E": "unit_name", "L": "value"})


def two_columns() -> loading.Upload:
    """A table with two columns of numbers that do not say which of them is the value."""
    rows = list(csv.reader(table(0.2, 0.2, 0.2).decode().splitlines()))
    head, *rest = [[*row, "0.3000"] for row in rows]
    names = {"province": "Nơi", "value": "Một", "0.3000": "Hai"}
    lines = [[names.get(text, text) for text in head], *rest]
    return loading.Upload("hai cột.csv", "\n".join(map(",".join, lines)).encode())


def values(site: Installation) -> set[str]:
    return {row["value"] for row in csv.DictReader(io.StringIO(site.figures().decode()))}


def load_mapped(site: Installation, mapping: loading.ColumnMapping) -> str:
    """The code of the release that is published."""
    checked = check(site, two_columns(), mapping=mapping)
    assert checked.is_sound
    site.publish(loading.preview(checked, "anna", replaces=checked.earlier, folders=site.folders))
    return checked.files[0].release_code


def test_a_file_mapped_wrongly_withdrawn_and_mapped_rightly_is_another_release(site):
    wrong = load_mapped(site, WRONG)
    site.publish(loading.withdraw([wrong], "anna", folders=site.folders))
    assert codes(check(site, two_columns())) == ["shape_unknown"]
    right = check(site, two_columns(), mapping=RIGHT)
    assert (right.restores, right.is_sound, bool(right.content)) == ((), True, True)
    site.publish(loading.preview(right, "anna", folders=site.folders))
    assert values(site) == {"0.300000"}
    assert check(site, two_columns(), mapping=WRONG).restores == (wrong,)


def test_a_mapping_given_wins_over_one_that_an_active_load_was_read_in(site):
    wrong = load_mapped(site, WRONG)
    for mapping in (None, WRONG):
        assert check(site, two_columns(), mapping=mapping).verdicts[0].same_as == wrong
    corrected = check(site, two_columns(), mapping=RIGHT)
    assert (corrected.verdicts[0].same_as, corrected.earlier) == (None, (wrong,))
    load_mapped(site, RIGHT)
    assert values(site) == {"0.300000"}


def test_a_mapping_of_columns_that_one_of_the_files_lacks_leaves_it_its_known_shape(site):
    wrong = load_mapped(site, WRONG)
    other = loading.ColumnMapping("main_indicators", {"E": "unit_name", "G": "value"})
    both = check(site, two_columns(), unknown_table(), mapping=other)
    assert [verdict.same_as for verdict in both.verdicts] == [wrong, None]


def test_a_mapping_of_a_shape_nobody_knows_any_more_is_refused(site):
    with pytest.raises(MappingNotUsable):
        check(site, two_columns(), mapping=loading.ColumnMapping("mapped_00000000", {"E": "unit_name"}))


def test_columns_mapped_for_one_load_stay_for_another_that_was_read_in_them(site):
    first = load_mapped(site, RIGHT)
    later = loading.Upload("sau.csv", two_columns().content.replace(b",dti,", b",nhan_thuc_so,"))
    site.publish(site.load(later))
    withdraw(site, first)
    assert site.figures().count(b"\n") == 1 + len(UNITS)


def framework_of(site: Installation, code: str, name: str = "Chỉ số mới") -> loading.Upload:
    """The template of a framework as filled with what is known of it, with a new name for its root."""
    reference, _ = read_reference(site.folders.reference)
    renamed = pl.col("indicator_name_vi").replace({"Chỉ số": name})
    reference["indicators"] = reference["indicators"].with_columns(renamed)
    return loading.Upload("khung.xlsx", write_template(FRAMEWORK, code, "2024", "vn63", reference))


def test_a_framework_by_file_takes_the_place_of_its_rows_and_stays_as_a_document(site):
    purpose = dataclasses.replace(PURPOSE, kind=FRAMEWORK, framework_code="dti_2024", period_code="2024")
    file = framework_of(site, "dti_2024")
    checked = check(site, file, purpose=purpose)
    assert codes(checked) == []
    site.publish(loading.preview(checked, "anna", folders=site.folders))
    active = deliveries.active(site.folders.warehouse, site.folders.loaded)
    loaded = deliveries.folders_in_use(site.folders.loaded, active)
    reference, problems = read_reference(site.folders.reference, deliveries=loaded)
    names = reference["indicators"].filter(framework_code="dti_2024")["indicator_name_vi"].to_list()
    assert (names, problems) == (["Chỉ số mới"], [])
    assert reference["indicators"].height == read_reference(site.folders.reference)[0]["indicators"].height
    [entry] = loading.releases(site.folders)
    assert (entry.layout, loading.original(entry.release_code, folders=site.folders)[1]) == ("document", file.content)
    assert check(site, file, purpose=purpose).is_known


def test_an_earlier_file_of_a_framework_is_brought_back_by_loading_it_again(site):
    purpose = dataclasses.replace(PURPOSE, kind=FRAMEWORK, framework_code="dti_2024", period_code="2024")
    files = [framework_of(site, "dti_2024", name) for name in ("Một", "Hai")]
    for file in (*files, files[0]):
        checked = check(site, file, purpose=purpose)
        assert not checked.is_known
        site.publish(loading.preview(checked, "anna", folders=site.folders))
        assert check(site, file, purpose=purpose).is_known
    current = builds.current_id(site.folders.warehouse)
    text = "select indicator_name_vi from reference.indicators where framework_code = 'dti_2024'"
    assert query(current, text, directory=site.folders.warehouse).rows() == [("Một",)]
    listed = loading.releases(site.folders)
    assert len(listed) == 2
    assert max(listed, key=lambda entry: entry.load_id).release_code == checked.files[0].release_code
    with pytest.raises(UnknownRelease):
        loading.withdraw([listed[0].release_code], "anna", folders=site.folders)


def test_a_framework_is_not_loaded_as_another(site):
    purpose = dataclasses.replace(PURPOSE, kind=FRAMEWORK, framework_code="dti_2030", period_code="2024")
    checked = check(site, framework_of(site, "dti_2024"), purpose=purpose)
    assert {"template_other_purpose", "framework_differs"} >= set(codes(checked)) != set()
    assert not checked.is_sound


def test_a_candidate_that_breaks_a_check_leaves_nothing_behind(site):
    (site.folders.sql / "checks" / "low.sql").write_text(
        "-- Low values.\n-- Severity: blocks\nselect unit_code from mart.unit_ranking where value < 0.2;\n"
    )
    before, figures = everything_below(site), site.figures()
    with pytest.raises(ChecksFailed):
        site.load(upload(0.1, 0.4, 0.3))
    assert everything_below(site) - before == {"loaded/audit.jsonl"} - before
    assert site.figures() == figures


def test_only_rows_that_a_reviewing_check_did_not_point_at_before_are_shown(site):
    (site.folders.sql / "checks" / "low.sql").write_text(
        "-- Low values.\n-- Severity: review\nselect unit_code, value from mart.unit_ranking where value < 0.2;\n"
    )
    site.publish(site.load(upload(0.1, 0.4, 0.3)))
    shown = site.load(upload(0.5, 0.11, 0.3, component="nhan_thuc_so"))
    assert {name: [row["unit_code"] for row in rows] for name, rows in shown.reviews.items()} == {"low": ["08"]}


def test_a_stamp_of_an_earlier_version_still_reads(site):
    path = site.folders.warehouse / f"{builds.current_id(site.folders.warehouse)}.json"
    fields = json.loads(path.read_text(encoding="utf-8"))
    for name in ("loads", "withdrawn", "who"):
        del fields[name]
    path.write_text(json.dumps(fields))
    assert deliveries.active(site.folders.warehouse, site.folders.loaded) == deliveries.Active()
    site.publish(site.load(upload(*COMPLETE)))


def test_a_load_that_is_missing_is_named_and_the_current_build_stays(site):
    site.publish(site.load(upload(*COMPLETE)))
    figures, [load_id] = site.figures(), deliveries.all_ids(site.folders.loaded)
    shutil.rmtree(site.folders.loaded / load_id)
    with pytest.raises(LoadMissing) as missing:
        site.build(force=True)
    assert missing.value.load_id == load_id
    assert site.figures() == figures


def test_a_lost_warehouse_folder_is_rebuilt_with_the_loads_and_withdrawals_it_had(site):
    site.publish(site.load(upload(*COMPLETE)))
    site.publish(site.load(upload(*COMPLETE, component="nhan_thuc_so")))
    [first, _] = loading.releases(site.folders)
    site.publish(loading.withdraw([first.release_code], "anna", folders=site.folders))
    figures = site.figures()
    shutil.rmtree(site.folders.warehouse)
    site.build()
    assert site.figures() == figures


def test_loads_that_were_published_are_never_removed_and_candidates_are_when_no_build_needs_them(site):
    site.publish(site.load(upload(*COMPLETE)))
    [published] = deliveries.all_ids(site.folders.loaded)
    loading.roll_back(None, "anna", folders=site.folders)
    candidate = site.load(upload(0.6, 0.5, 0.4)).load_id
    assert deliveries.all_ids(site.folders.loaded) == [published, candidate]
    shutil.rmtree(site.folders.warehouse)
    (site.folders.loaded / "active.json").unlink()
    site.build()
    assert deliveries.all_ids(site.folders.loaded) == [published]
