"""Tables: sorted by the address, what is not known last, each row leading where it should, nothing read as markup."""

import json

import pytest

from tests.drawn_tables import tables_of
from text.catalogue import say
from text.folding import reading_order
from ui import tables
from ui.ranking import ranking_tables
from ui.table_description import Field, Table

from .conftest import as_read

OF_2022 = {"edition": "dti.2022.vn63", "unit": "vn63.08"}


def units(page) -> list[str]:
    """The names in the order of the rows."""
    return list(tables_of(page)[0].shown["unit_name"])


@pytest.mark.parametrize("way", ["down", "up"])
def test_a_table_is_sorted_as_the_address_says_and_what_is_not_known_stands_last(visit, way):
    page = visit(**OF_2022, sort=f"ranking.value_change.{way}")
    changes = tables_of(page)[0].value["value_change"]
    known = changes.dropna()
    assert 0 < len(known) < 63
    assert known.tolist() == sorted(known, reverse=way == "down")
    assert changes[len(known) :].isna().all()
    assert tables_of(page)[0].shown["value_change"].iloc[-1] == "—"


def test_names_are_sorted_as_a_vietnamese_dictionary_has_them(visit):
    found = units(visit(**OF_2022, sort="ranking.unit_name.up"))
    assert found[:4] == ["An Giang", "Bà Rịa - Vũng Tàu", "Bạc Liêu", "Bắc Giang"]
    assert found.index("Cần Thơ") < found.index("Đà Nẵng") < found.index("Gia Lai")
    assert units(visit(**OF_2022, sort="ranking.unit_name.down")) == found[::-1]


@pytest.mark.parametrize(
    "words",
    [
        ["1.2", "1.10", "2.1"], ["An", "Ăn", "Ân", "Ba"], ["da", "đa", "e"],
        ["ba", "bà", "bả", "bã", "bá", "bạ", "bac"], ["Bắc Giang", "Bắc Kạn", "Bắc Ninh", "Bến Tre"], ["", "1", "a"],
    ],
)  # fmt: skip
def test_the_order_of_reading(words):
    assert sorted(sorted(words, reverse=True), key=reading_order) == words


@pytest.mark.parametrize(
    "asked", ["", "ranking", "ranking.", "ranking.nothing.up", "other.value.down", ".value.up", "."]
)
def test_an_order_that_is_none_leaves_the_rows_as_they_come(visit, asked):
    assert units(visit(**OF_2022, sort=asked)) == units(visit(**OF_2022))


def test_the_files_of_the_rows_shown_follow_the_order(visit, offered):
    visit(**OF_2022, sort="ranking.value.up")
    _, build = offered["export_shown_csv_machine"]
    lines = build().decode("utf-8-sig").splitlines()
    values = [line.split(",")[lines[0].split(",").index("Giá trị")] for line in lines[1:]]
    known = [float(value) for value in values if value]
    assert known == sorted(known)
    assert len(known) == 63


def test_every_row_leads_to_the_profile_of_its_unit_and_the_own_one_is_marked(visit):
    [table] = tables_of(visit(**OF_2022))
    assert len(table.addresses) == 63
    assert table.addresses[table.own] == "profile?lang=vi&edition=dti.2022.vn63&unit=vn63.08"
    assert table.shown["unit_name"][table.own] == "Tuyên Quang"


def test_a_long_table_draws_its_first_rows_and_the_own_one_until_the_reader_asks_for_more(
    visit, offered, monkeypatch
):
    monkeypatch.setattr(tables, "MOST_ROWS", 20)
    page = visit(**OF_2022, sort="ranking.unit_name.up")  # which puts the own unit far below
    [table] = tables_of(page)
    names = list(table.shown["unit_name"])
    assert (len(names), table.own, names[-1]) == (21, 20, "Tuyên Quang")
    assert say("vi", "table_rows_shown", count=20, of=63) in "".join(element.value for element in page.markdown)
    _, build = offered["export_shown_csv_machine"]
    assert len(build().decode("utf-8-sig").splitlines()) == 64
    for drawn in (40, 60, 63):
        page.button(key="ranking_more").click().run()
        [table] = tables_of(page)
        rows = list(table.shown["unit_name"])
        assert rows[:20] == names[:20]
        assert len(rows) - drawn == (rows.index("Tuyên Quang") >= drawn)
    assert not [button for button in page.button if button.key == "ranking_more"]


def test_a_phone_keeps_rank_unit_change_and_value(visit):
    [table] = tables_of(visit(**OF_2022))
    assert [column["key"] for column in table.columns if column.get("isNarrow")] == [
        "rank", "unit_name", "places_gained", "value",
    ]  # fmt: skip


def test_near_ties_are_said_by_their_ranks(visit, ask):
    table = as_read(visit(**OF_2022))
    rows = ask(
        "select near_tie_group, list(unit_name_vi) as units, min(rank) as first, max(rank) as last"
        " from mart.unit_ranking where edition_code = 'dti.2022.vn63' and indicator_code = 'index' group by all"
    )
    for row in rows:
        for unit in row["units"]:
            wanted = f"{row['first']}–{row['last']}" if row["first"] < row["last"] else str(row["first"])
            assert table.loc[unit, "near_tie_group"] == (wanted if len(row["units"]) > 1 else "—")


def test_figures_that_nobody_has_get_no_column(visit):
    table = as_read(visit(index="ict_index", year="2017", cohort="vn63", measure="index"))
    assert "rank" in table
    assert not {"value", "value_change"} & set(table)


def test_what_figures_mean_is_told_beside_their_titles_and_what_the_answer_rests_on_in_its_fold(visit):
    page = visit(edition="dti.2024.vn34", unit="vn34.08")
    [table] = tables_of(page)
    told = {column["key"]: column.get("help") for column in table.columns}
    assert told["restated_places_gained"].startswith("Quy đổi: ") and told["near_tie_group"].startswith("Sát nhau: ")
    assert json.loads(table.drawn)["explain"] == "Giải thích"
    notes = "\n".join(part.value for part in page.expander[0].markdown)
    assert notes.count(say("vi", "basis_told_published")) == 1
    assert say("vi", "basis_told_computed") not in notes, "the fold explains the words that are used"


def test_the_fold_of_a_computed_rank_says_what_computed_means(visit, ask):
    edition = "dti.2023.vn63"
    [row] = ask(
        "select rank_basis, value_basis from mart.unit_ranking"
        f" where edition_code = '{edition}' and unit_code = '08' and indicator_code = 'index'"
    )
    assert set(row.values()) == {"computed", "published"}
    page = visit(edition=edition, unit="vn63.08")
    notes = "\n".join(part.value for part in page.expander[0].markdown)
    assert [notes.count(say("vi", f"basis_told_{basis}")) for basis in ("published", "computed")] == [1, 1]


def test_a_name_is_handed_over_as_it_is_written(monkeypatch):
    from ui import tables

    given = {}
    monkeypatch.setattr(tables, "_component", lambda **more: given.update(more))
    hostile = '<img src=x onerror="alert(1)"> **=1+1** </script>'
    table = Table(None, [Field("name", title="column_rank", format="text")])
    tables.show(table, [{"name": hostile}], "vi", alt=hostile, key="table")
    drawn = json.loads(given["data"])
    assert drawn["columns"][0]["cells"] == [hostile]
    assert drawn["alt"] == hostile


@pytest.mark.parametrize(
    ("label", "labels", "short"),
    [
        ("6. Hoạt động chính quyền số",
         ["1. Nhận thức số", "5. An toàn thông tin mạng", "6. Hoạt động chính quyền số", "7. Hoạt động kinh tế số",
          "8. Hoạt động xã hội số"], "6. Chính quyền"),
        ("5. An toàn thông tin mạng", ["1. Nhận thức số", "2. Thể chế số", "5. An toàn thông tin mạng"],
         "5. An toàn thông tin mạng"),
        ("Kinh tế số", ["Chính quyền số", "Kinh tế số", "Xã hội số"], "Kinh tế"),
        ("I", ["I", "II"], "I"),
    ],
)  # fmt: skip
def test_a_name_under_its_level_is_as_short_as_it_may_be(label, labels, short):
    assert ranking_tables._shortened(label, labels) == short


def _printed(page, key: str) -> dict[str, list[str]]:
    """The cells that a screen reader is told to read in the official language, by the keys of their columns."""
    [table] = [table for table in tables_of(page) if table.key == key]
    return {
        column["key"]: [words for words, is_so in zip(column["cells"], column["printed"], strict=True) if is_so]
        for column in table.columns
        if column.get("printed")
    }


def test_texts_of_documents_are_told_apart_from_the_language_of_the_page(open_sound):
    plan = {"edition": "dti.2021.vn63", "unit": "vn63.08"}
    [key] = [table.key for table in tables_of(open_sound("tasks", **plan, lang="en")) if "action" in table.shown]
    printed = _printed(open_sound("tasks", **plan, lang="en"), key)
    assert len(printed["action"]) > 10
    assert "task_state" not in printed, "words of our own are in the language of the page"
    assert not _printed(open_sound("tasks", **plan), key)


def test_a_name_without_a_translation_is_in_the_official_language():
    name = Field("unit_name")
    rows = [{"unit_name_vi": "Huế", "unit_name_en": "Hue"}, {"unit_name_vi": "Xã Ba Vì", "unit_name_en": None}]
    assert list(name.column(rows, "en").as_printed) == [False, True]
    assert not name.column(rows, "vi").as_printed
