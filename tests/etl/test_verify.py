"""`python -m etl verify`: all that is kept against each other; each fault is made and found."""

import errno
import json
import re
import shutil
from pathlib import Path

import duckdb
import pytest

from etl.__main__ import main
from etl.building import LoadRefused
from etl.deliveries import deliveries
from etl.problems import causes
from etl.report import sentence as problem_sentence
from etl.uploads import loading
from etl.verify import verify
from exports import package
from tests.etl.installation import Installation, upload
from warehouse import audit, builds, checksums, publications
from warehouse.connection import close_all


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    """An installation with two published loads of synthetic figures, one gone back from; builds of all of it."""
    site = Installation(tmp_path_factory.mktemp("stage") / "site").lay_out()
    site.build()
    site.publish(site.load(upload(0.5, 0.4, 0.3)))
    site.publish(site.load(upload(0.6, 0.5, 0.4, component="nhan_thuc_so")))
    loading.roll_back(None, "anna", folders=site.folders)
    yield site
    close_all()


@pytest.fixture
def site(stage, tmp_path):
    shutil.copytree(stage.folders.warehouse.parent, tmp_path / "site")
    return Installation(tmp_path / "site")


def found(site: Installation) -> dict[str, str]:
    """Subject of each finding by its code; faults only."""
    return {each.code: each.subject for each in verify(site.folders).findings if each.is_fault}


def noticed(site: Installation) -> dict[str, str]:
    return {each.code: each.subject for each in verify(site.folders).findings if not each.is_fault}


def current(site: Installation) -> str:
    return builds.current_id(site.folders.warehouse)


def test_a_sound_installation_has_nothing_to_find(site):
    checked = verify(site.folders)
    assert checked.findings == ()
    assert checked.counts == {"builds": 3, "loads": 2, "publications": 4, "events": 8}


def test_a_data_package_that_is_not_what_was_written(site):
    build_id = current(site)
    made = package.make(site.folders.warehouse, build_id)
    assert found(site) == {}
    content = bytearray(made.read_bytes())
    content[len(content) // 2] ^= 1
    made.write_bytes(content)
    assert found(site) == {"package_damaged": build_id}
    lost = made.rename(made.with_name("20200101T000000000Z-00000000.zip"))
    assert found(site) == {"package_lost": lost.stem}
    lost.write_bytes(b"no zip")
    assert found(site) == {"package_lost": lost.stem}


def test_a_build_that_is_not_what_was_written(site):
    for build_id in builds.kept(site.folders.warehouse)[1:]:
        path = builds.database_path(site.folders.warehouse, build_id)
        path.write_bytes(path.read_bytes()[:-1] + b"\1")
    assert found(site) == {
        "current_damaged": current(site),
        "build_damaged": builds.kept(site.folders.warehouse)[-1],
    }


def test_a_build_whose_rows_are_others_names_their_table(site):
    """As somebody with the file in their hands might change one figure."""
    path = builds.database_path(site.folders.warehouse, current(site))
    close_all()
    with duckdb.connect(str(path)) as connection:
        connection.execute("update staging.figures set value = value + 0.0001 where value is not null")
    assert found(site) == {"current_damaged": current(site), "tables_changed": current(site)}
    [named] = [each.detail for each in verify(site.folders).findings if each.code == "tables_changed"]
    assert named == "staging.figures"


@pytest.mark.parametrize("which", [0, 1])
def test_a_stamp_that_does_not_read(site, which):
    build_id = builds.kept(site.folders.warehouse)[which]
    (site.folders.warehouse / f"{build_id}.json").write_text("{")
    assert found(site) == {"current_damaged" if build_id == current(site) else "stamp_damaged": build_id}


@pytest.mark.parametrize("which", [0, 1])
def test_a_build_of_another_schema_is_a_fault_only_where_it_is_current(site, which):
    build_id = builds.kept(site.folders.warehouse)[which]
    path = site.folders.warehouse / f"{build_id}.json"
    path.write_text(json.dumps(checksums.with_checksum(json.loads(path.read_text()) | {"schema": "00000000"})))
    if build_id == current(site):
        assert found(site) == {"current_other_schema": build_id}
    else:
        assert (found(site), noticed(site)) == ({}, {"build_other_schema": build_id})


@pytest.mark.parametrize(
    ("pointer", "codes"),
    [("", {"pointer_lost"}), ("20260101T000000000Z-00000000", {"current_missing", "not_published_last"})],
)
def test_a_pointer_that_names_nothing(site, pointer, codes):
    (site.folders.warehouse / "CURRENT").write_text(pointer)
    assert found(site).keys() == codes


@pytest.mark.parametrize("lose", [Path.unlink, lambda path: path.write_bytes(b"")])
def test_the_command_changes_nothing_where_the_pointer_is_lost(site, monkeypatch, lose):
    lose(site.folders.warehouse / "CURRENT")
    log = site.folders.warehouse / publications.LOG
    log.write_text(log.read_text().partition("\n")[0] + "\n")
    monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(site.folders.warehouse))
    monkeypatch.setenv("DTI_LOADED_DIR", str(site.folders.loaded))
    before = everything(site)
    assert main(["verify"]) == 1
    assert everything(site) == before


def everything(site: Installation) -> dict[Path, bytes]:
    """Every file of the two folders, but for locks."""
    folders = (site.folders.warehouse, site.folders.loaded)
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock"]
    return {path: path.read_bytes() for path in files}


def test_on_a_disk_that_is_only_read_the_command_goes_on_without_the_lock(site, monkeypatch, capsys):
    def refuse(*_, **__):
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr("filelock.FileLock.acquire", refuse)
    monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(site.folders.warehouse))
    monkeypatch.setenv("DTI_LOADED_DIR", str(site.folders.loaded))
    assert main(["verify", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [each["code"] for each in told["findings"]] == ["without_lock"]
    assert told["checked"]["builds"] == 3


def test_a_stamp_with_a_flipped_bit_and_a_copy_that_is_lost(site):
    path = site.folders.warehouse / f"{current(site)}.json"
    path.write_text(path.read_text().replace('"loads"', '"moads"'))
    assert found(site) == {"current_damaged": current(site)}
    (site.folders.loaded / deliveries.ACTIVE).write_text("[" * 200_000)
    unknown = str(site.folders.loaded / deliveries.ACTIVE)
    assert found(site) == {"current_damaged": current(site), "active_unknown": unknown}


PYTHON_WORDS = re.compile(r"object|None|expecting|column \d|attribute|Error|\bchar\b|—", re.IGNORECASE)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("content", ["[]", "", "{}", '{"schema": ""}', "[" * 200_000])
def test_what_is_told_of_a_damaged_stamp_has_no_words_of_the_language_it_is_written_in(
    site, monkeypatch, capsys, content, language
):
    monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(site.folders.warehouse))
    monkeypatch.setenv("DTI_LOADED_DIR", str(site.folders.loaded))
    for build_id in builds.kept(site.folders.warehouse):
        (site.folders.warehouse / f"{build_id}.json").write_text(content)
    for command in ("verify", "status", "rollback"):
        assert main([command, "--lang", language]) == 1
        said = capsys.readouterr()
        assert not PYTHON_WORDS.search(said.out + said.err), said.out + said.err
        assert f"{builds.kept(site.folders.warehouse)[-1]}" in said.out + said.err or command == "status"


def test_a_pointer_that_was_moved_by_hand(site):
    newest = builds.kept(site.folders.warehouse)[0]
    (site.folders.warehouse / "CURRENT").write_text(newest)
    assert found(site) == {"not_published_last": newest}
    assert noticed(site) == {"copy_differs": deliveries.ACTIVE}


def test_loads_that_are_missing_or_changed(site):
    first, second = deliveries.all_ids(site.folders.loaded)
    (site.folders.loaded / second / deliveries.LABEL).unlink()
    [file] = (site.folders.loaded / first).glob("raw/*/*.csv")
    file.write_bytes(file.read_bytes() + b"\n")
    assert found(site) == {"load_lost": second, "load_changed": first}
    shutil.rmtree(site.folders.loaded / first)
    assert found(site) == {"load_lost": second, "load_missing": first}


@pytest.mark.parametrize(("language", "advice"), [("vi", "từ bản sao lưu"), ("en", "from the backup")])
def test_of_a_changed_file_of_a_load_build_and_check_advise_the_same(site, monkeypatch, capsys, language, advice):
    [file] = (site.folders.loaded / deliveries.all_ids(site.folders.loaded)[0]).glob("raw/*/*.csv")
    file.write_bytes(file.read_bytes() + b"\n")
    monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(site.folders.warehouse))
    monkeypatch.setenv("DTI_LOADED_DIR", str(site.folders.loaded))
    assert main(["verify", "--lang", language]) == 1
    assert advice in capsys.readouterr().out
    with pytest.raises(LoadRefused) as refused:
        site.build()
    assert advice in problem_sentence(language, causes(refused.value.problems)[0])


def test_a_release_whose_label_says_another_hash_than_the_build(site):
    first = deliveries.all_ids(site.folders.loaded)[0]
    path = site.folders.loaded / first / deliveries.LABEL
    label = json.loads(path.read_text(encoding="utf-8"))
    label["files"][0]["sha256"] = "0" * 64
    path.write_text(json.dumps(label), encoding="utf-8")
    assert found(site) == {"release_differs": label["files"][0]["release_code"]}


def test_lines_of_the_two_logs_that_do_not_read(site):
    for path in (site.folders.warehouse / publications.LOG, site.folders.loaded / audit.LOG):
        with path.open("a") as log:
            log.write('{"build_id": "x", "at": "nie"}\n')
    assert found(site) == {"publications_unreadable": publications.LOG, "audit_unreadable": audit.LOG}


def test_a_publication_that_the_audit_log_does_not_have(site):
    now = publications.read(site.folders.warehouse)
    path = site.folders.loaded / audit.LOG
    lines = [line for line in path.read_text().splitlines() if f'"publish", "subject": "{now[2].build_id}"' not in line]
    path.write_text("\n".join(lines) + "\n")
    assert found(site) == {"publication_unrecorded": now[2].build_id}
    path.write_text("")
    assert found(site) == {}


def test_leftovers_are_noticed(site):
    (site.folders.warehouse / "killed.building").write_bytes(b"half")
    assert noticed(site) == {"leftover": "killed.building"}


def test_the_command_says_each_finding_and_ends_with_one_for_a_fault(site, monkeypatch, capsys):
    monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(site.folders.warehouse))
    monkeypatch.setenv("DTI_LOADED_DIR", str(site.folders.loaded))
    assert main(["verify", "--lang", "en"]) == 0
    assert "3 builds, 2 loads, 4 publications, 8 lines of the audit log; 0 faults" in capsys.readouterr().out
    shutil.rmtree(site.folders.loaded / deliveries.all_ids(site.folders.loaded)[0])
    assert main(["verify", "--json"]) == 1
    [finding] = json.loads(capsys.readouterr().out)["findings"]
    assert finding["code"] == "load_missing" and finding["subject"] in finding["message"]


def test_the_status_marks_damaged_builds_and_counts_one_that_lacks_a_load_as_whole(site, monkeypatch, capsys):
    monkeypatch.setenv("DTI_WAREHOUSE_DIR", str(site.folders.warehouse))
    monkeypatch.setenv("DTI_LOADED_DIR", str(site.folders.loaded))
    newest, now, oldest = builds.kept(site.folders.warehouse)
    (site.folders.warehouse / f"{newest}.json").write_text("{")
    shutil.rmtree(site.folders.loaded / deliveries.all_ids(site.folders.loaded)[0])
    assert main(["status", "--lang", "en"]) == 0
    said = capsys.readouterr()
    assert f"{newest} (damaged, not to go back to)" in said.out and f"  {oldest}\n" in said.out
    assert "is missing from" in said.err
    builds.database_path(site.folders.warehouse, now).write_bytes(b"")
    assert main(["status", "--lang", "en"]) == 1
