"""Old Vietnamese encodings, held against tables of their own and against every word of the shipped data."""

import csv
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from etl.reading.encodings import is_syllable, legacy
from tests.etl.bad_files import in_cp1258, in_tcvn3, in_vni
from warehouse.paths import RAW_DIR, REFERENCE_DIR

FORMS = {
    "TCVN3 (.VnTime)": in_tcvn3,
    "VNI (VNI-Times)": in_vni,
    "Windows-1258": lambda text: in_cp1258(text).decode("cp1252"),
    "UTF-8 → Windows-1252": lambda text: text.encode().decode("latin-1"),
}

WORDS = "Nghiệp khuyến quyết Uỷ uỷ hoà hòa giỏi tuyên truyền đường nước nghiêng oái xoong Đắk Lắk thuở khuya"
NO_WORDS = "Microsoft café aọ uáng tòán ngk quaỷng ba2 x"


def cells_of(*folders) -> set[str]:
    return {
        cell
        for folder in folders
        for path in folder.rglob("*.csv")
        for row in csv.reader(path.read_text(encoding="utf-8-sig").splitlines())
        for cell in row
    }


def unit_names() -> list[str]:
    with (REFERENCE_DIR / "units.csv").open(encoding="utf-8", newline="") as stream:
        return [row["unit_name_vi"] for row in csv.DictReader(stream)]


@pytest.mark.parametrize("encoding", FORMS)
def test_the_names_of_all_units_are_recognised_and_read_back(encoding):
    written = {FORMS[encoding](name): name for name in unit_names() if not name.isascii()}
    found = legacy(written)
    assert found.encoding == encoding
    assert {text: written[text] for text in found.texts} == found.texts
    assert len(found.texts) > len(written) / 2


@pytest.mark.parametrize("encoding", FORMS)
def test_one_name_is_never_taken_for_another_encoding(encoding):
    for name in unit_names():
        if found := legacy([FORMS[encoding](name)]):
            assert (found.encoding, list(found.texts.values())) == (encoding, [name])


def test_nothing_in_the_shipped_data_looks_like_an_old_encoding():
    cells = cells_of(RAW_DIR, REFERENCE_DIR)
    assert len(cells) > 4_000
    assert legacy(cells) is None
    assert [cell for cell in cells if legacy([cell])] == []


@pytest.mark.parametrize(
    "text",
    [
        "5 µm",
        "1½",
        "Windows®",
        "© 2021",
        "A·B",
        "café",
        "façade",
        "Müller",
        "Zürich",
        "São Paulo",
        "Noël",
        "Hà Giang",
        "5 × 3",
        "N°",
    ],
)
def test_other_text_beyond_ascii_is_left_alone(text):
    assert legacy([text]) is None


def test_words_of_the_language_are_syllables_and_foreign_ones_are_not():
    assert [word for word in WORDS.split() if not is_syllable(word)] == []
    assert [word for word in NO_WORDS.split() if is_syllable(word)] == []


def test_a_pile_of_marks_in_an_old_encoding_is_no_text_and_takes_no_time():
    start = time.process_time()
    assert legacy(["a" + "Ìò" * 50_000, "Hµ Nội"]) is None
    assert time.process_time() - start < 5


@settings(max_examples=100, deadline=None)
@given(some.lists(some.text(max_size=20), max_size=5))
def test_any_text_can_be_asked_about(texts):
    found = legacy(texts)
    assert found is None or set(found.texts) <= set(texts)
