"""A reader of a commune in a real browser: from the whole cohort by the map to one province and back, and to a
neighbour. All communes and figures are synthetic (``tests/communes.py``).
"""

from collections.abc import Iterator

import pytest

from tests import communes as made
from tests.serving import serving
from text.catalogue import say

from .conftest import arrived, choices, drawn, press, sentence

OWN = "communes.00004"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the dashboard, on a build of communes."""
    with serving(DTI_WAREHOUSE_DIR=str(made.build(tmp_path_factory.mktemp("communes")))) as address:
        yield address


def test_from_all_communes_by_the_map_to_those_of_a_province_and_to_one_of_them(window):
    page = window(f"/ranking?edition={made.WHOLE}&unit={OWN}")
    assert choices(page)["within"] == "vn34.11"
    here = sentence(page)
    assert "Điện Biên" in here
    page.get_by_role("button", name=say("vi", "within_show_all", units="204 đơn vị")).click()
    page.wait_for_function("() => location.search.includes('within=all')")
    drawn(page)
    press(page, say("vi", "ranking_view_map"))
    tile = page.locator(".bars .point", has_text="CaoBằng")
    tile.scroll_into_view_if_needed()
    place = tile.bounding_box()
    page.mouse.move(place["x"] + 10, place["y"] + 10)
    page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    page.wait_for_function("() => location.search.includes('within=vn34.04')")
    drawn(page)
    assert choices(page)["unit"] == OWN, "who looks at another province stays who they are"
    press(page, say("vi", "ranking_view_table"))
    neighbours = page.get_by_role("row").filter(has_text="Xã giả định")
    assert neighbours.count() >= 4
    neighbours.last.click()
    arrived(page, say("vi", "profile_title"))
    assert "Cao Bằng" in sentence(page)
    assert not page.faults
