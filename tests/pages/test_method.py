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
    _, groups = table_called(page, "method")
    found: dict[str, list[dict]] = {}
    for group in groups:
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
    assert [group["side"] for group in groups] == ["1.290,056 / 1.880 = 0,6862", "645,066 / 940 = 0,6862"]
    assert "chỉ để đối chiếu" in groups[1]["notes"][1]


def test_rank_changes_and_mean_have_their_formulas(method):
    rows, _ = table_called(method(**OF_2022), "method_steps")
    told = {row["name"]: (row["formula"], row["result"]) for row in rows}
    assert told == {
        "Hạng": ("1 + 47 đơn vị có giá trị lớn hơn 0,5320 = 48", "48/63"),
        "Tăng giảm so với 2021": ("58 − 48", "+10"),
        "Đổi giá trị so với 2021": ("0,5320 − 0,2849", "+0,2471"),
        "Trung bình của nhóm": ("36,4559 / 63 đơn vị", "0,5787"),
    }


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
