"""What the browser saves: every chart as PNG and SVG, title, caveats and source inside, and the overview's lists."""

import base64
import csv
import io
import re
import struct
from xml.etree import ElementTree

import pytest

from text.catalogue import column_title, say

from .conftest import drawn

CHOICES = "index=dti&year=2022&cohort=vn63&unit=08"
VIEWS = {
    "overview": f"/overview?lang=vi&{CHOICES}",
    "ranking": f"/ranking?lang=en&{CHOICES}&view=years",
    "profile": f"/profile?lang=vi&{CHOICES}&part=change",
    "comparison": f"/comparison?lang=en&{CHOICES}&mode=units",
    "components": f"/components?lang=vi&{CHOICES.replace('2022', '2021')}",
    "overview of an index without parts": "/overview?lang=vi&index=chi_so_766",
    "ranking of a year": f"/ranking?lang=vi&{CHOICES}",
    "ranking on the map": f"/ranking?lang=vi&{CHOICES}&view=map",
    "ranking of two years": f"/ranking?lang=en&{CHOICES}&view=two_years",
    "standing": f"/profile?lang=vi&{CHOICES}&part=standing",
    "points": f"/profile?lang=en&{CHOICES.replace('2022', '2021')}&part=points",
    "years": f"/comparison?lang=vi&{CHOICES}&mode=years",
    "heat map": f"/components?lang=vi&{CHOICES.replace('2022', '2021')}&view=heat",
    "simulator": f"/simulator?lang=vi&{CHOICES}&add=8:31.8",
    "targets": "/targets?lang=vi&edition=ict_index.2017.vn63&unit=vn63.67",
}
KINDS = ("PNG", "SVG")
SCALE = 2
COLOUR = "element => getComputedStyle(element).color"
LEAST_WIDTH = 720
COLOURS = re.compile(r"rgb\(\d+, \d+, \d+\)")
WORDS = "chart => chart.querySelector('.js-plotly-plot').layout.meta"
# The share of points that differ between two pictures, drawn at the size of the second.
DIFFERENCE = """async ([one, other]) => {
  const pictures = await Promise.all([one, other].map(async source => {
    const picture = new Image()
    picture.src = source
    await picture.decode()
    return picture
  }))
  const [width, height] = [pictures[1].naturalWidth, pictures[1].naturalHeight]
  const [left, right] = pictures.map(picture => {
    const canvas = Object.assign(document.createElement('canvas'), { width, height })
    canvas.getContext('2d').drawImage(picture, 0, 0, width, height)
    return canvas.getContext('2d').getImageData(0, 0, width, height).data
  })
  let marked = 0, different = 0
  for (let at = 0; at < left.length; at += 4) {
    marked += left[at] !== left[0]
    different += Math.abs(left[at] - right[at]) > 16
  }
  return [marked / width / height, different / width / height]
}"""


@pytest.mark.parametrize("name", VIEWS)
def test_every_chart_is_saved_with_title_caveats_source_and_letters_inside(document, name):
    page = document(VIEWS[name])
    names = []
    for chart in _charts(page):
        file, text = _saved(chart, "SVG")
        names.append(file)
        picture = text.decode("utf-8")
        written = " ".join(" ".join(ElementTree.fromstring(picture).itertext()).split())
        words = chart.evaluate(WORDS)
        for said in (words["heading"], words["title"], words["reading"], *words["notes"]):
            assert " ".join(said.split()) in written
        assert re.match("Nguồn: |Source: ", words["notes"][-1])
        assert picture.count("font/woff2;base64,") >= 2, "the page's letters, in both weights"
        assert not re.search(r"""(href|src)=["']?http|url\(["']?http""", picture)
    assert names
    assert len(set(names)) == len(names), "a file says by its name what it shows"
    assert page.foreign == []
    assert page.faults == []


def test_both_formats_of_a_chart_are_the_same_picture(document):
    page = document(VIEWS["profile"])
    chart = _charts(page)[0]
    (png_name, png), (svg_name, svg) = (_saved(chart, kind) for kind in KINDS)
    assert png_name.removesuffix(".png") == svg_name.removesuffix(".svg")
    size = ElementTree.fromstring(svg).attrib
    assert struct.unpack(">II", png[16:24]) == (SCALE * int(size["width"]), SCALE * int(size["height"]))
    sources = [f"data:image/{kind};base64,{base64.b64encode(file).decode()}"
               for kind, file in (("svg+xml", svg), ("png", png))]  # fmt: skip
    marked, different = page.evaluate(DIFFERENCE, sources)
    assert marked > 0.01, "there is something on the paper"
    assert different < 0.001


def test_a_picture_is_for_white_paper_and_of_full_width_whatever_the_window(document):
    seen = []
    for width, scheme in ((1366, "light"), (390, "dark")):
        [map_] = _charts(document(f"/ranking?lang=vi&{CHOICES}&view=map", width=width, scheme=scheme))
        picture = _saved(map_, "SVG")[1].decode()
        assert int(ElementTree.fromstring(picture).attrib["width"]) >= LEAST_WIDTH
        seen.append(set(COLOURS.findall(picture)))
    assert seen[0] == seen[1]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_buttons_are_named_reached_and_pressed_by_keyboard(document, language):
    page = document(VIEWS["profile"].replace("lang=vi", f"lang={language}"), width=390)
    chart = _charts(page)[0]
    for kind in KINDS:
        button = chart.get_by_role("button", name=say(language, "picture_file", kind=kind), exact=True)
        button.focus()
        page.wait_for_timeout(100)
        assert button.evaluate("button => getComputedStyle(button.parentElement).opacity") == "1"
        with page.expect_download() as started:
            page.keyboard.press("Enter")
        assert started.value.suggested_filename.endswith(f".{kind.lower()}")


def test_the_short_lists_of_the_overview_are_taken_away(document):
    page = document(VIEWS["overview"])
    of_lists = [".st-key-overview_leaders", ".st-key-overview_lasts", ".st-key-overview_up", ".st-key-overview_down"]
    for key in of_lists:
        page.locator(f"{key} tbody td").first.wait_for()
    lists = [name for key in of_lists for name in page.locator(f"{key} tbody td:first-child").all_text_contents()]
    menu = page.get_by_role("button", name=say("vi", "download")).first
    menu.click()
    with page.expect_download() as started:
        page.get_by_role("button", name=say("vi", "download_csv_machine")).first.click()
    assert menu.evaluate(COLOUR) == page.get_by_role("heading", level=1).evaluate(COLOUR), "read while it is open, too"
    rows = list(csv.DictReader(io.StringIO(started.value.path().read_text(encoding="utf-8"))))
    assert started.value.suggested_filename == "tong-quan_dti_2022_vn63_dang-hien_may-doc.csv"
    assert {row[column_title("vi", "unit_name")] for row in rows} == set(lists)
    [first] = [row for row in rows if row[say("vi", "column_rank")] == "1"]
    assert first[say("vi", "column_value")] == "0.8002"


def _charts(page) -> list:
    """The charts of a page, also those that are folded away, once all of them have their buttons."""
    page.locator(".js-plotly-plot .main-svg").first.wait_for(state="attached")
    page.evaluate("document.querySelectorAll('details:not([open]) > summary').forEach(each => each.click())")
    page.locator(".js-plotly-plot .main-svg").first.wait_for()
    page.wait_for_timeout(1000)
    drawn(page)
    charts = page.locator("[class*=st-key-figure_]").all()
    for chart in charts:
        chart.scroll_into_view_if_needed()
        chart.get_by_role("button").nth(1).wait_for(state="attached")
    return charts


def _saved(chart, kind: str) -> tuple[str, bytes]:
    """Name and content of the file that a button of a chart gives."""
    with chart.page.expect_download() as started:
        chart.get_by_role("button", name=re.compile(rf"\({kind}\)$")).click()
    return started.value.suggested_filename, started.value.path().read_bytes()
