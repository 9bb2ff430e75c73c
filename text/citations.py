"""Sources as people cite them: who published, what, when."""

import re

from text import formats
from text.catalogue import say

_DAY = re.compile(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}")


def cited(source: dict, language: str) -> str:
    """`Bộ Thông tin và Truyền thông, Quyết định 922/QĐ-BTTTT, 20/05/2022`, as much of it as is known."""
    when = source["published_text"]  # as exact as the source dates itself: a day, a month or a year
    if source["published_on"] and (not when or _DAY.fullmatch(when)):
        when = formats.day(source["published_on"], language)
    parts = [source["publisher"], source["document_number"], when or say(language, "source_undated")]
    return formats.listed((part for part in parts if part), language)
