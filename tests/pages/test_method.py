"""The method page, run whole on the real build: every formula with one unit's numbers, down to the printed line."""

from collections.abc import Callable
from functools import partial

import pytest
from streamlit.testing.v1 import AppTest

from tests.drawn_tables import tables_of
from text.catalogue import LANGUAGES, say

from .conftest import sentence_of, table_called, texts_of

OF_2021 = {"edition": "dti.2021.vn63", "unit": "vn63.08"}
OF_2022 = {"edition": "dti.2022.vn63", "unit": "vn63.08"}
MERGED = {"edition": "dti.2024.vn34", "unit": "vn34.08"}


@pytest.fixture
def method(open_sound: Callable[..., AppTest]) -> Callable[..., AppTest]:
    """Open the page; see `open_sound`."""
    return partial(open_sound, "method")


def _groups(page: AppTest) -> dict[str, list[dict]]:
    found: dict[str, list[dict]] = {}
    for key in ("method", "method_more"):
        for group in table_called(page, key)[1]:
            found.setdefault(group["title"], []).append(group)
    return found


def test_the_title_says_what_the_value_is_made_of(method):
    assert sentence_of(method(**OF_2021)).startswith(
        "Năm 2021, giá trị 0,2849 của Tuyên Quang tính lại được: 284,855 / 1.000 = 0,2849"
    )


def test_where_parts_are_missing_the_value_is_published_only_and_how_many_are_known(method):
    page = method(**OF_2022)
    assert "chỉ có số công bố: biết 4 trên 8 phần" in sentence_of(page)
    [index, *_] = _groups(page)["Chỉ số chuyển đổi số cấp tỉnh (DTI)"]
    assert (index["side"], index["notes"]) == ("0,5320", ["Chỉ có giá trị công bố: biết 4 trên 8 phần để tính lại."])


def test_every_part_stands_with_its_number_its_points_and_the_line_that_prints_it(method):
    rows, groups = table_called(method(**OF_2021), "method")
    mains = rows[: groups[0]["count"]]
    assert [row["part"][0] for row in mains] == list("12345678")
    assert [row["part_points"] for row in mains] == ["37,5", "40", "42,91", "21,45", "16,67", "70,36", "50,085", "5,88"]
    assert mains[0]["amount"] == "0,3750"
    assert all(", dòng " in row["place"] for row in mains)


def test_a_merged_unit_is_the_mean_of_its_predecessors(method):
    groups = _groups(method(**MERGED))["Chỉ số chuyển đổi số cấp tỉnh (DTI)"]
    assert [group["side"] for group in groups] == ["(0,7292 + 0,6432) / 2 = 0,6862", "645,066 / 940 = 0,6862"]
    assert "chỉ để đối chiếu" in groups[1]["notes"][1]


def test_the_title_of_a_merged_unit_is_the_mean_of_those_it_was_formed_from(method):
    assert sentence_of(method(**MERGED)).startswith(
        "Năm 2024, giá trị 0,6862 của Tuyên Quang (công bố) là trung bình của Hà Giang, Tuyên Quang:"
        " (0,7292 + 0,6432) / 2 = 0,6862"
    )
    kept = sentence_of(method(edition="dti.2024.vn34", unit="vn34.01"))
    assert kept.startswith("Năm 2024, Hà Nội không sắp xếp nên giữ giá trị 0,8241 đã công bố của chính mình")


def test_a_year_before_the_units_were_formed_is_worked_out_as_restated_and_never_as_published(method, ask):
    page = method(**MERGED, restated="dti.2023.vn63@vn34")
    parts = ask(
        "select value from mart.unit_ranking"
        " where edition_code = 'dti.2023.vn63' and indicator_code = 'index' and unit_code in ('02', '08')"
        " order by unit_code"
    )
    first, second = (f"{row['value']}".replace(".", ",") for row in parts)
    assert sentence_of(page).startswith(
        "Năm 2023 (quy đổi), giá trị 0,6740 của Tuyên Quang (tính lại) là trung bình của Hà Giang, Tuyên Quang:"
        f" ({first} + {second}) / 2 = 0,6740"
    )
    rows, groups = table_called(page, "method")
    assert [row["part"] for row in rows[: groups[0]["count"]]] == ["Hà Giang", "Tuyên Quang"]
    assert "Đang hiện 0,6740 (tính lại): khớp." in groups[0]["notes"]
    steps, _ = table_called(page, "method_steps")
    [mean] = ask(
        "select avg(value) as value from mart.unit_years where edition_code = 'dti.2023.vn63@vn34'"
        " and framework_code = 'dti_2021' and indicator_code = 'index'"
    )
    told = f"{mean['value']:.4f}".replace(".", ",")
    assert [(row["name"], row["result"]) for row in steps] == [("Hạng", "19/34"), ("Trung bình của nhóm", told)]
    assert "Trụ cột Chính quyền số" in _groups(page)


def test_a_restated_year_that_the_edition_does_not_have_is_refused_in_words(method):
    page = method(**OF_2022, restated="dti.2021.vn63@vn34")
    assert any("kỳ này không có năm quy đổi ấy" in warning.value for warning in page.warning)
    assert "0,5320" in sentence_of(page)


def test_every_restated_year_opens(method, ask):
    editions = ask("select edition_code from mart.cohort_years where is_restated and cohort_code = 'vn34'")
    assert len(editions) > 3
    for edition in editions:
        page = method(edition="dti.2024.vn34", unit="vn34.01", restated=edition["edition_code"])
        assert not page.exception, edition
        assert "quy đổi" in sentence_of(page)


def test_parts_that_are_printed_but_not_known_to_weigh_how_much_are_counted(method):
    page = method(edition="ict_index.2016.vn63", unit="vn63.48")
    assert "nguồn in 3 phần, nhưng chưa biết chắc trọng số" in sentence_of(page)
    [index] = _groups(page)["Chỉ số sẵn sàng phát triển và ứng dụng CNTT-TT (ICT Index)"]
    assert "nguồn in 3 phần" in index["notes"][0]
    [group] = _groups(page)["Hạ tầng kỹ thuật"]
    assert group["notes"] == ["Chỉ có giá trị công bố: nguồn không in phần nào để tính lại."]
    # three pillars are printed, which overlap: they are no parts of the index
    pillars = method(edition="dti.2021.vn63", unit="vn63.68")
    assert "không tính lại được" in sentence_of(pillars)


def test_only_the_chosen_value_stands_open(method):
    page = method(**OF_2021)
    _, groups = table_called(page, "method")
    assert {group["title"] for group in groups} == {"Chỉ số chuyển đổi số cấp tỉnh (DTI)"}
    [fold] = [each for each in page.expander if each.label.startswith("Mọi giá trị khác")]
    assert fold.label == "Mọi giá trị khác (11)"


def test_rank_changes_and_mean_have_their_formulas(method):
    rows, _ = table_called(method(**OF_2022), "method_steps")
    told = {row["name"]: (row["formula"], row["result"]) for row in rows}
    assert told == {
        "Hạng": ("1 + 47 đơn vị có giá trị lớn hơn 0,5320 = 48", "48/63"),
        "Tăng giảm so với 2021": ("58 − 48", "+10"),
        "Đổi giá trị so với 2021": ("0,5320 − 0,2849", "+0,2471"),
        "Trung bình của nhóm": ("36,4559 / 63 đơn vị", "0,5787"),
    }


def test_a_decision_is_named_in_the_language_of_the_page(method):
    assert "By Decision 922/QĐ-BTTTT." in sentence_of(method(**OF_2021, lang="en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_all_pages_are_told_without_a_unit_too(method, language):
    page = method(edition="dti.2024.vn34", lang=language)
    assert say(language, "method_told_restated") in texts_of(page)
    assert not tables_of(page)
    assert {header.proto.anchor for header in page.subheader} >= {"published", "computed", "restated", "near", "mark"}


def test_an_index_in_points_and_one_with_ranks_alone_are_told(method):
    page = method(edition="chi_so_766.2024.vn34", unit="vn34.19")
    assert "89,03" in sentence_of(page)
    assert "không in giá trị" in sentence_of(method(edition="ict_index.2018.vn63", unit="vn63.01"))


def test_every_edition_opens(method, ask):
    for edition in ask("select edition_code, unit_system from mart.editions"):
        [unit] = ask(
            "select unit_code from mart.unit_ranking where edition_code = $code and indicator_code = 'index'"
            " order by value is null, rank nulls last limit 1",
            code=edition["edition_code"],
        )
        page = method(edition=edition["edition_code"], unit=f"{edition['unit_system']}.{unit['unit_code']}")
        assert not page.exception, edition
