"""Every page for readers who cannot see it, or use no mouse: axe finds nothing serious, Tab reaches everything."""

import pytest

from text.catalogue import say

from .conftest import violations

CHOICES = "?lang=vi&index=dti&year=2022&cohort=vn63&unit=08"
LOADED = "?lang=vi&index=dti&year=2021&cohort=vn63&unit=08"
VIEWS = [
    f"/overview{CHOICES}",
    f"/ranking{CHOICES}",
    f"/ranking{CHOICES}&view=years",
    f"/ranking{CHOICES}&view=two_years",
    f"/ranking{CHOICES}&view=map",
    f"/profile{CHOICES}",
    f"/profile{CHOICES}&part=change",
    f"/profile{CHOICES}&part=points",
    f"/comparison{CHOICES}",
    f"/components{LOADED}",
    f"/components{LOADED}&view=heat",
    f"/components{LOADED}&view=appraisal",
    f"/targets{CHOICES}&unit=67",
    f"/tasks{LOADED}",
    f"/tasks{LOADED}&view=zeros",
    f"/simulator{CHOICES}&unit=08&add=8:31.8&kept=A~8:3~gap:7",
    f"/documents{LOADED}&to=40",
    f"/reconciliation{CHOICES}",
    "/data?lang=vi&table=component_status",
    "/method?lang=vi&edition=dti.2024.vn34&unit=vn34.08",
    "/dictionary?lang=vi&q=hang",
    "/coverage?lang=vi",
    "/changes?lang=vi",
]
GRAVE = ("serious", "critical")
ORDERLY = ("heading-order", "page-has-heading-one")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_or_critical_and_headings_in_order(document, scheme):
    found = []
    for address in VIEWS:
        page = document(address, scheme=scheme)
        broken = [rule for rule in violations(page, scheme) if rule["impact"] in GRAVE or rule["id"] in ORDERLY]
        found += [f"{address}: {rule['id']} {node['target']}" for rule in broken for node in rule["nodes"]]
    assert found == []


@pytest.mark.parametrize("address", [VIEWS[0], VIEWS[3], VIEWS[6], VIEWS[8], VIEWS[9]])
def test_charts_and_tables_say_what_they_show(document, address):
    page = document(address)
    page.locator(".js-plotly-plot").first.wait_for()
    names = page.evaluate(NAMES)
    assert len(names) >= 1
    unnamed = [place for place, name in names if len(name) < 20]
    assert unnamed == []


NAMES = """() => [...document.querySelectorAll('.stPlotlyChart, [data-testid=stTable]')]
  .map(place => {
    const named = [place, ...place.querySelectorAll('[aria-label], [aria-labelledby], [aria-describedby], caption')]
    const words = named.flatMap(element => [
      element.getAttribute('aria-label'),
      element.tagName === 'CAPTION' ? element.innerText : null,
      ...['aria-labelledby', 'aria-describedby'].map(
        at => document.getElementById(element.getAttribute(at))?.textContent),
    ])
    return [place.className, words.filter(Boolean).sort((a, b) => b.length - a.length)[0] || '']
  })"""
FOCUSED = """() => {
  const at = document.activeElement.shadowRoot?.activeElement ?? document.activeElement
  return [at.getAttribute('aria-label'), at.innerText, at.value, at.closest('label')?.innerText].join('|')
}"""
SHARED = ("pick_unit",)


@pytest.mark.parametrize(
    ("address", "own"),
    [
        (VIEWS[0], ("overview_to_ranking", "overview_to_comparison", "download")),
        (VIEWS[3], ("pick_search", "ranking_view_two_years",
                    "series_pick_with", "download")),
        (VIEWS[6], ("profile_part_change", "download")),
        (VIEWS[8], ("comparison_units", "comparison_mode_units", "download")),
        (VIEWS[9], ("components_filters", "components_pick_search", "components_view_list", "download")),
    ],
    ids=["overview", "ranking", "profile", "comparison", "components"],
)  # fmt: skip
def test_tab_reaches_the_navigation_every_picker_and_the_files(document, address, own):
    page = document(address)
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(FOCUSED))
    everything = "\n".join(reached)
    for kind in ("PNG", "SVG"):
        assert say("vi", "picture_file", kind=kind) in everything
    titles = tuple(f"{name}_title" for name in ("overview", "ranking", "profile", "comparison"))
    assert [key for key in (*titles, "menu_plan", "menu_data", *SHARED, *own) if say("vi", key) not in everything] == []
    assert "EN" in everything
