"""What a figure says beside its marks: the words that go along for the page and for files, and those of the picture."""

import re


def told(layout: dict) -> str:
    """All words of a layout, as the browser gets it, one text a line."""
    meta = layout["meta"]
    words = [meta["heading"], meta["title"], meta["reading"], *meta["notes"]]
    return "\n".join([*words, *(re.sub("<br>", " ", note["text"]) for note in layout["annotations"])])
