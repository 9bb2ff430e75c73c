import json

import pytest

from etl.errors import FolderMissing
from etl.releases import find_releases
from tests.etl.conftest import FIGURE


def test_a_sound_release_carries_its_provenance(project):
    project.add("figures", [FIGURE], section="II.1", address="https://a.vn/1")
    loaded = project.load()
    assert loaded.problems == []
    [release] = loaded.staging["releases"].to_dicts()
    assert release["release_code"] == "2021/given"
    assert (release["file_name"], release["row_count"], release["layout"]) == ("given.csv", 1, "figures")
    assert (release["issued_on"].isoformat(), release["notes"]) == ("2022-10-03", "một chú thích")
    assert (release["section"], release["address"], release["authority"]) == (
        "II.1",
        "https://a.vn/1",
        "plan",
    )


def test_a_file_without_sidecar_and_a_sidecar_without_file(project):
    path = project.add("figures", [FIGURE])
    path.with_suffix(".json").rename(path.parent / "other.json")
    problems = project.load().problems
    assert [(each.code, each.file) for each in problems] == [
        ("sidecar_missing", "2021/given.csv"),
        ("file_missing", "2021/other.json"),
    ]


def test_a_changed_file_is_refused(project):
    path = project.add("figures", [FIGURE])
    path.write_bytes(path.read_bytes() + b" ")
    assert project.codes() == ["sha256_differs"]


def test_two_files_of_one_stem_are_refused(project):
    path = project.add("figures", [FIGURE])
    path.with_suffix(".txt").write_text("x")
    assert project.codes() == ["stem_repeated", "stem_repeated"]


def test_an_unknown_layout_is_refused_with_the_known_ones(project):
    project.add("no_such_layout", [FIGURE])
    [problem] = project.load().problems
    assert problem.code == "layout_unknown"
    assert "figures" in problem.fix


def test_a_folder_that_is_no_year_is_refused(project):
    project.add("figures", [FIGURE], name="năm 2021/given.csv")
    assert project.codes() == ["folder_not_a_year"]


@pytest.mark.parametrize("text", ["{", "[]", "\udcff"])
def test_a_sidecar_that_is_no_object_is_refused(project, text):
    path = project.add("figures", [FIGURE])
    path.with_suffix(".json").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert project.codes() == ["sidecar_unreadable"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", ""),
        ("authority", "friend"),
        ("issued_on", "03/10/2022"),
        ("section", 3),
        ("transcription_notes", "một"),
        ("sha256", 5),
        ("constants", {"year": 2021}),
        ("constants", ["year"]),
    ],
)
def test_a_wrong_field_of_a_sidecar_is_named(project, name, value):
    project.add("figures", [FIGURE], **{name: value})
    [problem] = project.load().problems
    assert problem.code == "sidecar_field"
    assert problem.found.startswith(f"{name}: ")


def test_a_document_is_checked_but_is_no_release(project):
    folder = project.raw / "2021" / "documents"
    folder.mkdir(parents=True)
    text = folder / "kế_hoạch.txt"
    text.write_text("Kế hoạch", encoding="utf-8")
    project.describe(text, layout="document")
    assert project.load().releases == []
    assert project.codes() == []
    text.write_text("Kế hoạch khác", encoding="utf-8")
    assert project.codes() == ["sha256_differs"]


def test_leftovers_of_desktops_are_ignored(project):
    path = project.add("figures", [FIGURE])
    (path.parent / ".DS_Store").write_text("x")
    (path.parent / "~$given.xlsx").write_text("x")
    assert project.codes() == []


def test_a_missing_raw_folder_stops_the_loading(tmp_path):
    with pytest.raises(FolderMissing):
        find_releases(tmp_path / "nowhere", [])


def test_a_byte_order_mark_in_a_sidecar_does_no_harm(project):
    sidecar = project.add("figures", [FIGURE]).with_suffix(".json")
    sidecar.write_text(json.dumps(json.loads(sidecar.read_text(encoding="utf-8"))), encoding="utf-8-sig")
    assert project.codes() == []
