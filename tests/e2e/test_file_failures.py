"""A file that cannot be made is a sentence beside its button, in the language of the page, never silence."""

from tests.serving import serving
from text.catalogue import say


def test_a_file_that_cannot_be_made_is_told_until_it_is_asked_for_again(windows):
    with serving(script="tests/e2e/broken_page.py") as address:
        page = windows.open(1280, "light")
        page.goto(address)
        page.wait_for_function("typeof window.fileFailures === 'function'")
        button = page.get_by_role("button", name="file", exact=True)
        button.click()
        told = page.get_by_role("alert")
        told.wait_for()
        assert told.inner_text() == say("vi", "file_failed")
        assert not page.get_by_text("Failed to generate").is_visible()
        page.wait_for_timeout(6000)  # Streamlit has taken back its own words
        assert told.is_visible()
        page.get_by_text("english").click()
        page.wait_for_timeout(1000)
        button.click()
        page.get_by_role("alert").get_by_text(say("en", "file_failed")).wait_for()
        assert told.count() == 1
        windows.leave(page)
