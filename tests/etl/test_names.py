import unicodedata

import pytest

from etl.reference import Names
from text.folding import folded

NAMES = Names(
    [
        ("vn63", "Khánh Hòa", "56"),
        ("vn63", "Thanh Hóa", "38"),
        ("vn63", "Bà Rịa - Vũng Tàu", "77"),
        ("vn63", "Thừa Thiên Huế", "46"),
        ("vn63", "Hồ Chí Minh", "79"),
        ("vn63", "Đắk Lắk", "66"),
        ("vn63", "Bắc Giang", "24"),
        ("vn63", "Huế", "46"),
        ("vn63", "TP.HCM", "79"),
        ("vn34", "Bắc Ninh", "24"),
        ("ministries", "Ủy ban Dân tộc", "uy_ban_dan_toc"),
        ("ministries", "Bộ Văn hóa, Thể thao và Du lịch", "bo_van_hoa"),
    ]
)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Khánh Hoà", "56"),
        ("Tỉnh Khánh Hòa", "56"),
        ("tỉnh  khánh hoà", "56"),
        ("THANH HOÁ", "38"),
        (unicodedata.normalize("NFD", "Thanh Hoá"), "38"),
        (unicodedata.normalize("NFD", "Đắk Lắk"), "66"),
        ("Bà Rịa – Vũng Tàu", "77"),
        ("Bà Rịa—Vũng Tàu", "77"),
        ("Bà Rịa Vũng Tàu", "77"),
        ("Thừa Thiên - Huế", "46"),
        ("TP. Huế", "46"),
        ("Thành phố Huế", "46"),
        ("TP Hồ Chí Minh", "79"),
        ("T.P. Hồ Chí Minh", "79"),
        ("T.P Hồ Chí Minh", "79"),
        ("TP.HCM", "79"),
        ("TP. HCM", "79"),
        ("Bắc\u00a0Giang", "24"),
    ],
)
def test_spellings_of_one_province_are_equal(name, code):
    assert NAMES.codes_of("vn63", name) == (code,)


def test_a_name_belongs_to_its_unit_system():
    assert NAMES.codes_of("vn63", "Bắc Giang") == NAMES.codes_of("vn34", "Bắc Ninh") == ("24",)
    assert NAMES.codes_of("vn34", "Bắc Giang") == ()


def test_ministries_fold_the_same_way():
    assert NAMES.codes_of("ministries", "Uỷ ban Dân tộc") == ("uy_ban_dan_toc",)
    assert NAMES.codes_of("ministries", "Bộ Văn hoá Thể thao và Du lịch") == ("bo_van_hoa",)


@pytest.mark.parametrize("name", ["Dak Lak", "Đắc Lắc", "Bac Giang", "Bắc Gianh", "Thanh Hoa", ""])
def test_a_near_miss_is_unknown(name):
    assert NAMES.codes_of("vn63", name) == ()


def test_an_unknown_name_gets_the_three_nearest_as_proposals():
    proposals = NAMES.nearest("vn63", "Thanh Hoa")
    assert len(proposals) == 3
    assert proposals[0] == "Thanh Hóa"


def test_a_spelling_of_two_units_means_both():
    names = Names([("vn63", "Huế", "46"), ("vn63", "TP. Huế", "47")])
    assert names.codes_of("vn63", "huế") == ("46", "47")
    assert names.ambiguous() == [("vn63", "huế", ("46", "47"))]


def test_folding_moves_no_tone_inside_a_closed_syllable():
    assert folded("Hoàn Kiếm") == "hoàn kiếm"
    assert folded("Hoặc") == "hoặc"


def test_folding_twice_changes_nothing():
    for name in ("Tỉnh Khánh Hoà", "TP.HCM", "Bà Rịa – Vũng Tàu", "Uỷ ban Dân tộc"):
        assert folded(folded(name)) == folded(name)


def test_the_icelandic_letter_that_looks_like_đ_in_capitals_is_one():
    assert folded("Ðắk Nông") == folded("ðắk nông") == folded("Đắk Nông") != folded("Dak Nong")
