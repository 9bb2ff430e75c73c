"""What a printed page says: the profile whole on few sheets, with the notes its title refers to."""

import io
import re

import pytest
from pypdf import PdfReader

from .conftest import drawn

OWN = "?lang=vi&edition=dti.2024.vn34&unit=vn34.08"
MOST_SHEETS = 2


def _printed(page) -> tuple[int, str]:
    """How many sheets, and all their words."""
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    return len(sheets), re.sub(r"\s+", " ", " ".join(sheet.extract_text() for sheet in sheets))


def _compact(words: str) -> str:
    return re.sub(r"\s+", "", words)


def test_the_printed_profile_has_its_year_and_every_rank_value_and_note(document, ask):
    page = document(f"/profile{OWN}")
    page.locator(".js-plotly-plot:visible").first.wait_for()
    drawn(page)
    before = page.evaluate("[...document.querySelectorAll('.js-plotly-plot')].map(one => one.clientWidth)")
    sheets, printed = _printed(page)
    assert sheets <= MOST_SHEETS
    printed = _compact(printed)
    assert "Năm2024,TuyênQuang" in printed
    notes = page.locator(".st-key-notes li").all_inner_texts() or page.locator(".st-key-notes li").all_text_contents()
    assert [note for note in notes if _compact(note) not in printed] == []
    rows = ask(
        "select rank, value from mart.unit_ranking where edition_code = 'dti.2024.vn34' and unit_code = '08' "
        "and indicator_level in ('index', 'pillar', 'main')"
    )
    assert len(rows) > 8
    missing = [row for row in rows if f"{row['value']:.4f}".replace(".", ",") not in printed]
    assert missing == []
    assert [row for row in rows if row["rank"] and f"{row['rank']}/34" not in printed] == []
    page.wait_for_function("() => document.querySelectorAll('details[data-opened]').length === 0")
    after = page.evaluate("[...document.querySelectorAll('.js-plotly-plot')].map(one => one.clientWidth)")
    assert after == before, "the screen is as it was"


@pytest.mark.parametrize("address", [f"/ranking{OWN}", f"/overview{OWN}", f"/comparison{OWN}"])
def test_other_pages_print_whole(document, address):
    page = document(address)
    page.locator(":is(.js-plotly-plot, table):visible").first.wait_for()
    drawn(page)
    _, printed = _printed(page)
    printed = _compact(printed)
    titles = [_compact(title) for title in page.locator(".stMain h1, .stMain h2, .stMain h3").all_inner_texts()]
    assert len(titles) > 1
    assert [title for title in titles if title not in printed] == []
    cells = page.locator(".stMain td:not(.far):visible").all_inner_texts()  # a sheet has no room for the others
    assert cells
    assert [cell for cell in cells if _compact(cell) not in printed] == []
