"""Every address of a figure is told in words, in each language, and never as it stands in a bookmark."""

import pytest

from reports import addresses, documents, facts
from reports.target import Aim
from tests.reports.test_figures import DOCUMENTS
from text.catalogue import LANGUAGES
from warehouse.queries.editions import Wanted

AIMED = {
    ("dti.2021.vn63", "08"): Aim(rank="40"),
    ("dti.2022.vn63", "22"): Aim(rank="1", add=("8=5",)),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_address_has_words(content, language):
    said = [content(*each, language) for each in DOCUMENTS]
    for (edition, unit), aim in AIMED.items():
        known = facts.of_words(Wanted(edition), unit)
        said.append(documents.content("chapter", known, language, aim))
    told = {
        address: addresses.told(address, each.names, language)
        for each in said
        for address in (figure.address for figure in each.figures.all())
    }
    assert len(told) > 300
    lines = {
        address for address in told if "_item/" in address or "/annex_" in address
    }  # names of components have slashes of their own
    odd = [(address, words) for address, words in told.items() if "_" in words or not words]
    assert odd + [(address, told[address]) for address in told.keys() - lines if "/" in told[address]] == []
    assert len(set(told.values())) > 200, "they tell figures apart"


def test_what_an_address_is_of_is_named(content):
    names = content("chapter", "dti.2024.vn34", "08").names
    told = {address: addresses.told(address, names, "vi") for address in (
        "now/8/rank", "before/8/value", "now/8/zero_count/two_digits", "predecessors/02/index/value",
        "years/dti.2022.vn63/index/value", "target/8/points", "0123456789ab",
    )}  # fmt: skip
    assert told == {
        "now/8/rank": "hạng · 8. Hoạt động xã hội số",
        "before/8/value": "giá trị · 8. Hoạt động xã hội số · kỳ trước",
        "now/8/zero_count/two_digits": "số tiêu chí không đạt điểm · 8. Hoạt động xã hội số",
        "predecessors/02/index/value": "giá trị · Hà Giang",
        "years/dti.2022.vn63/index/value": "giá trị · 2022 · Chỉ số chuyển đổi số cấp tỉnh (DTI)",
        "target/8/points": "điểm thay đổi · 8. Hoạt động xã hội số · phương án",
        "0123456789ab": "một số mà dữ liệu không còn",
    }
