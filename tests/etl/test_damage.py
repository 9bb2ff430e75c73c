"""Builds, stamps and the pointer, damaged: noticed at the next start and made anew, or told; never served as sound."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest

from etl.deliveries import deliveries
from etl.errors import ActiveUnknown, CopyDiffers
from etl.uploads import loading
from tests.etl.installation import Installation, upload
from warehouse import builds, checksums, paths, publications
from warehouse.compare import compare
from warehouse.connection import close_all, query
from warehouse.errors import DamagedBuild, NothingToRollBackTo, OtherSchema, PointerLost


def truncate(content: bytes) -> bytes:
    return content[: len(content) // 2]


def empty(_: bytes) -> bytes:
    return b""


def flip_a_bit(content: bytes) -> bytes:
    """One bit in the middle, the size as it was."""
    changed = bytearray(content)
    changed[len(content) // 2] ^= 1
    return bytes(changed)


DAMAGES = [truncate, empty, flip_a_bit]


def spoil(path: Path, damage: Callable[[bytes], bytes]) -> None:
    close_all()
    path.write_bytes(damage(path.read_bytes()))


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    """An installation with one published load of synthetic figures."""
    site = Installation(tmp_path_factory.mktemp("stage") / "site").lay_out()
    site.build()
    site.publish(site.load(upload(0.5, 0.4, 0.3)))
    return site


@pytest.fixture
def site(stage, tmp_path):
    """A copy of it that the test may damage."""
    shutil.copytree(stage.folders.warehouse.parent, tmp_path / "site")
    yield Installation(tmp_path / "site")
    close_all()


@pytest.fixture
def told():
    """Where a build says why it does not go on with the current one."""
    return []


def current_file(site: Installation, ending: str) -> Path:
    return site.folders.warehouse / f"{builds.current_id(site.folders.warehouse)}{ending}"


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_build_is_made_anew_at_the_next_start_from_the_loads_it_had(site, told, damage):
    figures, damaged = site.figures(), current_file(site, ".duckdb")
    spoil(damaged, damage)
    outcome = site.build(on_fault=told.append, keep_roll_back=True)
    [fault] = told
    assert isinstance(fault, DamagedBuild) and fault.build_id == damaged.stem
    assert outcome.is_new and outcome.stamp.build_id != damaged.stem
    assert site.figures() == figures
    assert site.build(on_fault=told.append).is_new is False and len(told) == 1


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_server_that_meets_the_damage_first_tells_it(site, damage):
    """Whichever block is read: the engine keeps a sum of each."""
    directory, build_id = site.folders.warehouse, builds.current_id(site.folders.warehouse)
    tables = query(
        build_id, "select table_schema || '.' || table_name as name from information_schema.tables", directory=directory
    )["name"].to_list()
    spoil(current_file(site, ".duckdb"), damage)
    with pytest.raises(DamagedBuild):
        builds.current(directory)
        for name in tables:
            query(build_id, f"from {name}", directory=directory)


@pytest.mark.parametrize("damage", [truncate, empty, lambda text: text.replace(b'"build_id": "2', b'"build_id": "3')])
def test_a_damaged_stamp_is_told_and_the_build_made_anew_from_the_copy_of_its_loads(site, told, damage):
    figures = site.figures()
    spoil(current_file(site, ".json"), damage)
    with pytest.raises(DamagedBuild):
        builds.current(site.folders.warehouse)
    assert site.build(on_fault=told.append).is_new
    assert [type(fault) for fault in told] == [DamagedBuild]
    assert site.figures() == figures


def test_a_pointer_to_a_build_that_is_not_there_is_told_and_a_build_made_anew(site, told):
    figures = site.figures()
    (site.folders.warehouse / "CURRENT").write_text("20260101T000000000Z-00000000\n")
    assert site.build(on_fault=told.append).is_new
    assert [type(fault) for fault in told] == [PointerLost]
    assert site.figures() == figures


@pytest.mark.parametrize("name", ["loads", "withdrawn"])
def test_a_stamp_whose_field_has_lost_its_name_drops_no_load(site, told, name):
    figures, active = site.figures(), deliveries.active(site.folders.warehouse, site.folders.loaded)
    spoil(current_file(site, ".json"), lambda text: text.replace(f'"{name}"'.encode(), f'"m{name[1:]}"'.encode()))
    assert deliveries.active(site.folders.warehouse, site.folders.loaded) == active
    assert site.build(on_fault=told.append).is_new
    assert [fault.fault for fault in told] == ["stamp_changed"]
    assert site.figures() == figures
    now = deliveries.active(site.folders.warehouse, site.folders.loaded)
    assert deliveries.read_copy(site.folders.loaded) == now == active


def test_a_copy_of_the_active_loads_that_differs_is_told_before_it_is_brought_up(site):
    copies = []
    path = site.folders.loaded / deliveries.ACTIVE
    path.write_text(json.dumps({"loads": ["20260101T000000000Z-00000000"], "withdrawn": []}))
    assert site.build(on_copy=copies.append).is_new is False
    now = builds.current(site.folders.warehouse)
    assert copies == [CopyDiffers(now.build_id, ["20260101T000000000Z-00000000"], now.loads)]
    assert deliveries.read_copy(site.folders.loaded) == deliveries.deliveries_of_build(now)
    assert site.build(on_copy=copies.append).is_new is False and len(copies) == 1


@pytest.mark.parametrize("lose", [Path.unlink, lambda path: path.write_text('{"moads": []}')])
def test_where_neither_stamp_nor_copy_says_the_loads_nothing_is_built_without_them(site, lose):
    log = publications.read(site.folders.warehouse)
    spoil(current_file(site, ".json"), empty)
    lose(site.folders.loaded / deliveries.ACTIVE)
    with pytest.raises(ActiveUnknown):
        site.build()
    assert publications.read(site.folders.warehouse) == log
    loading.roll_back(None, "anna", folders=site.folders)
    assert site.build().is_new is False


@pytest.mark.parametrize("lose", [Path.unlink, lambda path: path.write_bytes(b""), lambda path: path.write_text("x")])
def test_a_lost_pointer_is_told_and_a_build_made_anew_and_no_publication_is_lost(site, told, lose):
    figures, log = site.figures(), publications.read(site.folders.warehouse)
    lose(site.folders.warehouse / "CURRENT")
    assert site.build(on_fault=told.append, keep_roll_back=True).is_new
    assert [type(fault) for fault in told] == [PointerLost]
    assert site.figures() == figures
    assert publications.read(site.folders.warehouse)[:-1] == log


def change_stamp(site: Installation, build_id: str, **fields: object) -> None:
    path = site.folders.warehouse / f"{build_id}.json"
    path.write_text(json.dumps(checksums.with_checksum(json.loads(path.read_text(encoding="utf-8")) | fields)))


def test_fields_that_a_later_version_writes_into_a_stamp_are_passed_over(site, told):
    now = builds.current(site.folders.warehouse)
    change_stamp(site, now.build_id, colour="blue")
    assert builds.current(site.folders.warehouse) == now
    assert site.build(on_fault=told.append).is_new is False and told == []


@pytest.mark.parametrize("schema", ["00000000", ""])
def test_a_build_of_another_schema_is_listed_and_never_served(site, told, schema):
    figures, now = site.figures(), builds.current(site.folders.warehouse)
    change_stamp(site, now.build_id, schema=schema)
    with pytest.raises(OtherSchema):
        builds.current(site.folders.warehouse)
    assert now.build_id in builds.kept(site.folders.warehouse)
    assert deliveries.active(site.folders.warehouse, site.folders.loaded).loads == tuple(now.loads)
    made = site.build(on_fault=told.append)
    assert [type(fault) for fault in told] == [OtherSchema] and made.is_new
    assert made.stamp.loads == now.loads and site.figures() == figures


def test_going_back_passes_over_what_is_damaged_or_of_another_schema(site):
    first = site.figures()
    for value in (0.6, 0.7):
        site.publish(site.load(upload(value, 0.4, 0.3, component="nhan_thuc_so")))
    middle, oldest = builds.published(site.folders.warehouse)[1:3]
    change_stamp(site, middle, schema="00000000")
    with pytest.raises(OtherSchema):
        loading.roll_back(middle, "anna", folders=site.folders)
    assert loading.roll_back(None, "anna", folders=site.folders).build_id == oldest
    assert site.figures() == first
    [before] = [past for past in builds.published(site.folders.warehouse) if past < oldest]
    spoil(builds.database_path(site.folders.warehouse, before), flip_a_bit)
    with pytest.raises(DamagedBuild):
        loading.roll_back(before, "anna", folders=site.folders)
    with pytest.raises(NothingToRollBackTo):
        loading.roll_back(None, "anna", folders=site.folders)
    assert site.figures() == first


def test_going_back_is_a_way_out_of_a_damaged_build(site):
    spoil(current_file(site, ".duckdb"), truncate)
    gone_back = loading.roll_back(None, "anna", folders=site.folders)
    assert builds.current(site.folders.warehouse) == gone_back


def test_what_killed_builders_left_goes_at_a_start_that_builds_nothing(site):
    warehouse, loaded = site.folders.warehouse, site.folders.loaded
    left = [warehouse / "x.building", warehouse / "x.building.wal", warehouse / "orphan.json", warehouse / "y.duckdb"]
    left += [loaded / "active.json.building"]
    for path in left:
        path.write_bytes(b"half")
    (loaded / ".new-x").mkdir()
    (warehouse / "x.building.tmp").mkdir()
    (loaded / deliveries.ACTIVE).unlink()
    assert site.build().is_new is False
    assert not [path for path in (*left, loaded / ".new-x", warehouse / "x.building.tmp") if path.exists()]
    assert deliveries.read_copy(loaded) == deliveries.active(warehouse, loaded) != deliveries.Active()


def test_of_two_builds_compared_the_damaged_one_is_named(site):
    now, before = builds.published(site.folders.warehouse)
    spoil(builds.database_path(site.folders.warehouse, before), truncate)
    with pytest.raises(DamagedBuild) as damaged:
        compare(before, now, site.folders.warehouse, site.folders.sql)
    assert damaged.value.build_id == before


@pytest.mark.skipif(os.name != "posix", reason="a pipe of a shell")
def test_a_reader_that_has_enough_ends_the_history_quietly(tmp_path):
    lines = [asdict(publications.Publication(str(number), note="x" * 100)) for number in range(2000)]
    (tmp_path / publications.LOG).write_text("\n".join(map(json.dumps, lines)))
    ended = subprocess.run(
        ["bash", "-c", f'"{sys.executable}" -m etl history | head -1; echo "${{PIPESTATUS[0]}}"'],
        cwd=paths.ROOT,
        env=os.environ | {"DTI_WAREHOUSE_DIR": str(tmp_path), "DTI_LOADED_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stderr == ""
    assert ended.stdout.split()[-1] == "141" and "1999" in ended.stdout
