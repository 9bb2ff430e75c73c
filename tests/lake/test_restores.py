"""The catalogue, the files, both or the publisher are lost: what comes back from a backup, and what is told."""

import json
import shutil
from pathlib import Path

import pytest

from etl.__main__ import main as etl
from tests.lake.conftest import Shared
from tests.lake.test_publications import shown_value
from warehouse import builds
from warehouse.errors import LakeFailed


class Backup:
    """The catalogue and the files as they were at one moment, by PostgreSQL's own program and a copy."""

    def __init__(self, shared: Shared) -> None:
        self.site, self.postgres = shared.site, shared.site.postgres
        self.files = self.site.root / "files-then"
        shutil.copytree(self.site.files, self.files)
        self.dump = self.postgres.folder / f"{self.site.database}.dump"
        self.postgres.run("pg_dump", *self._as("-d", self.site.database), "-Fc", "-f", str(self.dump))

    def bring_back(self, *, catalog: bool = True, files: bool = True) -> None:
        """Put one or both in the place of what is there now."""
        if catalog:
            lose_catalog(self.site)
            self.postgres.run("pg_restore", *self._as("-d", self.site.database), str(self.dump))
        if files:
            shutil.rmtree(self.site.files, ignore_errors=True)
            shutil.copytree(self.files, self.site.files)

    def _as(self, *options: str) -> tuple[str, ...]:
        return ("-h", str(self.postgres.folder), "-U", "postgres", *options)


def lose_catalog(site) -> None:
    """An empty database in the place of the catalogue's."""
    reached = ("-h", str(site.postgres.folder), "-U", "postgres")
    site.postgres.run("dropdb", *reached, "--force", site.database)
    site.postgres.run("createdb", *reached, "-T", "template0", site.database)


def is_no_op(shared: Shared, capsys) -> bool:
    """Whether a build on the publisher afterwards changes nothing."""
    shared.publisher.use(shared.publisher)
    capsys.readouterr()
    assert etl(["build", "--json"]) == 0
    return not json.loads(capsys.readouterr().out)["is_new"]


def all_show(shared: Shared, build_id: str) -> None:
    """A server that followed and one that comes now both show this build, whole."""
    for server in (shared.reader, shared.site.server("reader")):
        server.sync()
        assert builds.require_whole(server.warehouse, server.current).build_id == build_id


def test_catalogue_and_files_of_a_backup_are_the_lake_again(shared, capsys):
    backup = Backup(shared)
    lose_catalog(shared.site)
    shutil.rmtree(shared.site.files)
    backup.bring_back()
    all_show(shared, shared.build_id)
    assert is_no_op(shared, capsys)
    further = shared.further()
    shared.publisher.publish(further)
    all_show(shared, further)


def test_an_older_catalogue_with_newer_files_shows_its_own_build_and_goes_on_from_there(shared, capsys):
    backup = Backup(shared)
    lost = shared.further("0.2222")
    shared.publisher.publish(lost)
    shared.reader.sync()
    backup.bring_back(files=False)
    all_show(shared, shared.build_id)
    with pytest.raises(LakeFailed) as told:
        shared.publisher.publish(shared.further("0.3333"))
    assert (told.value.reason, told.value.detail) == ("conflict", shared.build_id)
    shared.publisher.sync()
    assert is_no_op(shared, capsys)
    shared.publisher.publish(lost)
    all_show(shared, lost)
    assert shown_value(shared.reader).startswith("0.2222")


def test_older_files_are_told_by_name_and_the_publisher_makes_the_lake_anew(shared, capsys):
    backup = Backup(shared)
    shared.publisher.publish(further := shared.further("0.2222"))
    backup.bring_back(catalog=False)
    with pytest.raises(LakeFailed) as told:
        shared.reader.sync()
    assert (told.value.reason, "dti/head" in told.value.detail) == ("files", True)
    assert shared.reader.current == shared.build_id
    lose_catalog(shared.site)
    shutil.rmtree(shared.site.files)
    assert is_no_op(shared, capsys)
    all_show(shared, further)


def test_a_lost_file_is_told_by_name_and_the_publisher_writes_it_again(shared, capsys):
    further = shared.further("0.2222")
    shared.publisher.publish(further)
    lost = Path(shared.site.files).rglob("mart/unit_ranking/*.parquet")
    max(lost, key=lambda path: path.stat().st_mtime_ns).unlink()
    late = shared.site.server("reader")
    with pytest.raises(LakeFailed) as told:
        late.sync()
    assert (told.value.reason, "unit_ranking" in told.value.detail) == ("files", True)
    assert (late.current, shared.reader.current) == ("", shared.build_id)

    late.use(late)
    assert etl(["repair-lake"]) == 1
    assert "https://publisher.example" in capsys.readouterr().err
    shared.publisher.use(shared.publisher)
    assert etl(["repair-lake", "--json"]) == 0
    done = json.loads(capsys.readouterr().out)
    assert (done["n"], done["build_id"], len(done["written"]) > 60) == (2, further, True)
    all_show(shared, further)
    assert shown_value(shared.reader).startswith("0.2222")
    shared.publisher.publish(shared.further("0.3333"))
    shared.publisher.publish(further)
    all_show(shared, further)


def test_both_lost_the_publisher_makes_the_lake_anew(shared, capsys):
    lose_catalog(shared.site)
    shutil.rmtree(shared.site.files)
    with pytest.raises(LakeFailed) as told:
        shared.reader.sync()
    assert (told.value.reason, shared.reader.current) == ("empty", shared.build_id)
    assert is_no_op(shared, capsys)
    all_show(shared, shared.build_id)


def test_with_the_publisher_lost_too_a_reader_becomes_one_and_makes_the_lake_anew(shared, capsys):
    lose_catalog(shared.site)
    shutil.rmtree(shared.site.files)
    shutil.rmtree(shared.publisher.warehouse.parent)
    shared.site.patch.setenv("DTI_LAKE_ROLE", "publisher")
    assert etl(["build", "--json"]) == 0
    assert not json.loads(capsys.readouterr().out)["is_new"]
    late = shared.site.server("reader")
    late.sync()
    assert late.current == shared.build_id
    assert shown_value(late) == shown_value(shared.reader)
