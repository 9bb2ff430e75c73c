"""Dictionary, sources and changes, run whole on the real build: what they say is what the build and its log have."""

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests import exported
from text.catalogue import LANGUAGES, column_title, say
from text.folding import begins
from warehouse import builds, checksums, publications

from .conftest import sentence_of, table_called, texts_of

Open = Callable[..., AppTest]


def test_the_dictionary_has_every_column_of_every_mart_of_the_build(open_sound: Open, ask):
    built = ask("select table_name, column_name from information_schema.columns where table_schema = 'mart'")
    rows, groups = table_called(open_sound("dictionary"), "dictionary")
    assert sorted(row["column_code"] for row in rows) == sorted(row["column_name"] for row in built)
    assert sum(group["count"] for group in groups) == len(built)
    assert [group["side"] for group in groups] == sorted({f"mart.{row['table_name']}" for row in built})
    assert all(row["title"] and row["meaning"] and row["unit"] for row in rows)
    assert all(group["notes"][0] for group in groups)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_dictionary_tells_meanings_in_the_language_of_the_page(open_sound: Open, language):
    rows, groups = table_called(open_sound("dictionary", lang=language, table="unit_ranking"), "dictionary")
    [rank] = [row["meaning"] for row in rows if row["column_code"] == "rank"]
    assert rank.startswith({"vi": "Vị trí trong nhóm", "en": "Place in the cohort"}[language])
    told = {"vi": "Hạng, giá trị và thay đổi", "en": "Rank, value and change"}[language]
    assert groups[0]["notes"][0].startswith(told)
    assert not [row for row in rows if "Tiếng Anh" in row["meaning"]]


def test_the_dictionary_is_searched_without_accents_and_narrowed_by_table(open_sound: Open):
    rows, groups = table_called(open_sound("dictionary", q="hang ky truoc"), "dictionary")
    assert {"previous_rank", "restated_previous_rank"} <= {row["column_code"] for row in rows}
    assert len({row["column_code"] for row in rows}) < 6
    [ranking] = [group for group in groups if group["side"] == "mart.unit_ranking"]
    assert "Khóa: edition_code, indicator_code, unit_code" in ranking["notes"], "the whole key, found or not"
    rows, groups = table_called(open_sound("dictionary", table="tasks", q="han"), "dictionary")
    assert [group["side"] for group in groups] == ["mart.tasks"]
    assert "due_on" in {row["column_code"] for row in rows}
    assert "Không có cột nào chứa" in open_sound("dictionary", q="ank_change").info[0].value  # words begin so
    assert begins("hang", "Hạng trước") and not begins("hang", "Tháng trước")
    assert "Không có cột nào chứa" in open_sound("dictionary", q="zzz").info[0].value


def test_the_dictionary_quotes_what_it_does_not_have(open_page: Open):
    assert "“nonsense”" in open_page("dictionary", table="nonsense").warning[0].value


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mart_is_called_and_keyed_as_its_file_says(open_sound: Open, language):
    _, [group] = table_called(open_sound("dictionary", table="tiles", lang=language), "dictionary")
    assert group["title"] == column_title(language, "mart.tiles")
    assert group["notes"][-1] == say(language, "dictionary_key", columns="edition_code, indicator_code, unit_code")


def test_coverage_says_units_with_values_and_ranks_of_each_edition_and_level(open_sound: Open, ask):
    page = open_sound("coverage")
    rows, groups = table_called(page, "coverage_coverage")
    at = 0
    of_2021 = []
    for group in groups:
        if group["title"].startswith("DTI cấp tỉnh 2021"):
            of_2021 = rows[at : at + group["count"]]
        at += group["count"]
    told = {row["indicator_level"]: (row["valued_unit_count"], row["ranked_unit_count"]) for row in of_2021}
    [index] = ask(
        "select count(value) as known, count(rank) as ranked from mart.unit_ranking"
        " where edition_code = 'dti.2021.vn63' and indicator_code = 'index'"
    )
    assert told["chỉ số tổng hợp"] == (f"{index['known']}/63", f"{index['ranked']}/63")
    assert told["chỉ số thành phần"] == ("0/63", "0/63")
    [statuses] = [row["status_unit_count"] for row in of_2021 if row["indicator_level"] == "chỉ số thành phần"]
    assert statuses == "1/63"
    # The editions of the first index stand open, all others in one fold, and none is lost between the two.
    _, folded = table_called(page, "coverage_more")
    titles = [group["title"] for group in (*groups, *folded)]
    assert all(group["title"].startswith("DTI cấp tỉnh 20") for group in groups)
    assert not [group for group in folded if group["title"].startswith("DTI cấp tỉnh 20")]
    assert len(titles) == ask("select count(distinct edition_code) as n from mart.coverage where level_value_count"
                              " + level_rank_count + level_status_count > 0")[0]["n"]  # fmt: skip
    assert page.expander[0].label == say("vi", "coverage_others", count=len(folded))


def test_every_source_is_listed_with_the_figures_that_rest_on_it(open_sound: Open, ask):
    page = open_sound("coverage")
    rows, _ = table_called(page, "coverage_sources")
    assert len(rows) == ask("select count(*) as n from mart.sources")[0]["n"]
    assert sum(int(row["figure_count"].replace(".", "")) for row in rows) == ask(
        "select count(*) as n from mart.figure_sources"
    )[0]["n"]
    releases = ask("select count(distinct release_code) as n from mart.sources")[0]["n"]
    assert f" nguồn trong {releases} tệp cho số liệu của " in sentence_of(page)


@pytest.fixture
def own_warehouse(warehouse: Path, tmp_path: Path) -> Path:
    """A warehouse whose log may be written to."""
    return Path(shutil.copytree(warehouse, tmp_path / "warehouse"))


def _logged(directory: Path, **fields: object) -> None:
    line = checksums.with_checksum({"build_id": builds.current_id(directory), **fields})
    with (directory / publications.LOG).open("a", encoding="utf-8") as log:
        log.write(json.dumps(line, ensure_ascii=False) + "\n")


def test_changes_name_documents_and_counts_and_never_who_or_a_note(open_sound: Open, own_warehouse):
    _logged(
        own_warehouse,
        at="2026-11-30T01:05:00+00:00",
        who="An (key-3fa2b1)",
        note="ghi chú nội bộ",
        changes={"added": ["2025/a", "2025/b"], "removed": ["2024/c"]},
        titles={"2025/a": "Kết quả DTI 2025", "2024/c": "Bản cũ"},
        figures={"added": 306, "changed": 2, "removed": 0, "ranks": 12},
        to_readers="Số liệu của Bộ, *thay* bản tạm tính",
    )
    page = open_sound("changes", own_warehouse)
    newest, *_ = table_called(page, "changes")[0]
    assert newest == {
        "when": "30/11/2026 08:05",
        "to_readers": "Số liệu của Bộ, *thay* bản tạm tính",
        "documents": "thêm 2 văn bản: Kết quả DTI 2025; 2025/b; bỏ 1 văn bản: Bản cũ",
        "added": "306",
        "changed": "2",
        "removed": "0",
        "ranks": "12",
    }
    assert sentence_of(page).startswith(
        "Số liệu cập nhật lúc 30/11/2026 08:05: thêm 306 số, sửa 2, bỏ 0; 12 hạng đổi"
    )
    said = texts_of(page) + json.dumps(table_called(page, "changes")[0], ensure_ascii=False)
    assert "key-3fa2b1" not in said
    assert "nội bộ" not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_row_leaves_out_is_counted_and_stands_in_the_fold_and_in_the_file(
    open_sound: Open, own_warehouse, language
):
    titles = {f"2025/{at}": f"Văn bản [{at}]" for at in range(7)}
    _logged(own_warehouse, at="2026-11-30T01:05:00+00:00", changes={"added": [*titles]}, titles=titles)
    page = open_sound("changes", own_warehouse, lang=language)
    newest, first, *_ = table_called(page, "changes")[0]
    assert newest["documents"].count("Văn bản [") == 4
    assert say(language, "changes_more", titles="", count=3).strip() in newest["documents"]
    fold, *_ = page.expander
    assert [text.replace("\\", "") for text in fold.markdown[-1].value.split("\n")] == [
        f"- {title}" for title in titles.values()
    ]
    assert "59" in first["documents"], "the first publication counts its documents too"
    files = dict(exported.offered("changes", {"lang": language}))
    make = files[f"{say(language, 'changes_file')}_{say(language, 'file_machine')}.csv"]
    file = list(csv.DictReader(io.StringIO(make().decode("utf-8-sig"))))
    assert file[0][say(language, "changes_column_documents")].count("Văn bản [") == 7


def test_what_nobody_counted_is_a_dash(open_sound: Open):
    rows, _ = table_called(open_sound("changes"), "changes")
    assert {row.get("added", "—") for row in rows} <= {"—", "0"}
    assert all(row["when"] for row in rows)
