"""What a name in the data cannot do: become a link or a picture from elsewhere."""

import pytest
from streamlit.testing.v1 import AppTest

NAME = "Kinh tế số [bấm](https://elsewhere.example) ![](https://elsewhere.example/p.png)"


def _draw(how: str, text: str) -> None:
    from ui import notes

    {"headline": notes.headline, "quiet": notes.quiet, "show": lambda told: notes.show([told])}[how](text)


@pytest.mark.parametrize("how", ["headline", "quiet", "show"])
def test_a_name_with_a_link_is_read_as_written(how):
    page = AppTest.from_function(_draw, kwargs={"how": how, "text": NAME}).run()
    [drawn] = [*page.header, *page.markdown]
    assert "](" not in drawn.value
    assert drawn.value.replace("\\", "").count("https://elsewhere.example") == 2


def test_our_own_links_stay_links():
    def draw():
        from ui import notes

        notes.show(["[Bộ](<https://dti.gov.vn>)"], has_links=True)

    assert "](<https://dti.gov.vn>)" in AppTest.from_function(draw).run().markdown[0].value
