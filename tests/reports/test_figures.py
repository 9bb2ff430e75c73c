"""Every printed figure has a bookmark, every bookmark holds a figure, and it is the one the warehouse has."""

import re
from decimal import Decimal

import pytest

from reports.content import Chart, address_hash, text_hash
from tests.reports import reading
from warehouse.connection import query

DOCUMENTS = [
    ("chapter", "dti.2021.vn63", "08"), ("chapter", "dti.2022.vn63", "22"), ("chapter", "dti.2024.vn34", "08"),
    ("chapter", "ict_index.2017.vn63", "67"), ("chapter", "chi_so_766.2024.vn34", "08"),
    ("chapter", "dti.2023.vn63", "31"), ("profile", "dti.2021.vn63", "08"), ("profile", "dti.2024.vn34", "01"),
]  # fmt: skip
# What is printed of a figure of the warehouse: values, ranks of a size, and so many places.
FIGURE = re.compile(r"\d,\d{4}\b|\b\d+/\d{2,3}\b(?!/)|\b\d+ bậc")
NO_FIGURE = re.compile(r"\d+/QĐ-|\d+/KH-|\d{2}/\d{2}/\d{4}|Bảng \d|Biểu đồ \d|https?://\S+|\b0\d/\d{4}")


@pytest.mark.parametrize(("kind", "edition", "unit"), DOCUMENTS)
def test_no_figure_stands_outside_of_a_bookmark(document, kind, edition, unit):
    for text in reading.outside_of_bookmarks(document(kind, edition, unit)):
        assert FIGURE.findall(NO_FIGURE.sub("", text)) == [], text


@pytest.mark.parametrize(("kind", "edition", "unit"), DOCUMENTS)
def test_each_bookmark_holds_the_figure_of_its_address_as_it_was_issued(document, content, kind, edition, unit):
    said = content(kind, edition, unit)
    known = {address_hash(said.unit, figure.address): figure.text for figure in said.figures.all()}
    found = reading.bookmarks(document(kind, edition, unit))
    assert len(found) > 15
    for name, text in found.items():
        address, issued = re.fullmatch(r"(dti_[0-9a-f]{12})_([0-9a-f]{6})(?:_\d+)?", name).groups()
        assert issued == text_hash(known[address]), name
        assert text in ("", known[address])  # the figures that a picture says stand in its words


@pytest.mark.parametrize(("kind", "edition", "unit"), DOCUMENTS)
def test_years_of_charts_and_of_names_of_cohorts_have_addresses(content, document, kind, edition, unit):
    said = content(kind, edition, unit)
    printed = {figure.address: figure.text for figure in said.printed()}
    charts = [block for found in said.blocks.values() for block in found if isinstance(block, Chart)]
    for chart in charts:
        texts = [figure.text for figure in said.figures.within(chart.alt)]
        assert set(chart.categories) <= set(texts)
    outside = " ".join(reading.outside_of_bookmarks(document(kind, edition, unit)))
    assert "(từ 01/07/2025)" not in outside and "(đến 30/06/2025)" not in outside
    if kind == "chapter":
        assert "tỉnh" in printed["now/cohort_name"] or "xã" in printed["now/cohort_name"]


@pytest.mark.parametrize(("kind", "edition", "unit"), DOCUMENTS)
def test_an_address_stands_for_one_text(content, kind, edition, unit):
    texts: dict[str, set[str]] = {}
    for figure in content(kind, edition, unit).figures.all():
        texts.setdefault(figure.address, set()).add(figure.text)
    assert {address: found for address, found in texts.items() if len(found) > 1} == {}


@pytest.mark.parametrize(("kind", "edition", "unit"), DOCUMENTS)
def test_values_and_ranks_are_those_of_the_warehouse(content, kind, edition, unit):
    said = content(kind, edition, unit)
    rows = query(
        said.build_id,
        "select indicator_code, value, value_decimals, rank, cohort_size from mart.unit_ranking "
        "where edition_code = $edition and unit_code = $unit",
        {"edition": edition, "unit": unit},
    )
    known = {row["indicator_code"]: row for row in rows.to_dicts()}
    checked = 0
    for figure in said.figures.all():
        when, _, rest = figure.address.partition("/")
        code, _, what = rest.partition("/")
        if when == "now" and code in known and what == "value":
            printed = Decimal(figure.text.rstrip("†").replace(".", "").replace(",", "."))
            decimals = known[code]["value_decimals"]
            assert printed == round(known[code]["value"], 4 if decimals is None else min(decimals, 4)), figure
            checked += 1
        if when == "now" and code in known and what == "rank":
            assert figure.text == f"{known[code]['rank']}/{known[code]['cohort_size']}", figure
            checked += 1
    assert checked > 4
