"""Sources as people cite them: who published, what, when."""

import re
from collections import Counter
from collections.abc import Sequence
from urllib.parse import unquote

from text import formats
from text.catalogue import counted, say
from ui.notes import Markup, link, literal, short

_DAY = re.compile(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}")


def cited(source: dict, language: str) -> str:
    """`Bộ Thông tin và Truyền thông, Quyết định 922/QĐ-BTTTT, 20/05/2022`, as much of it as is known."""
    when = source["published_text"]  # as exact as the source dates itself: a day, a month or a year
    if source["published_on"] and (not when or _DAY.fullmatch(when)):
        when = formats.day(source["published_on"], language)
    parts = [source["publisher"], source["document_number"], when or say(language, "source_undated")]
    return formats.listed((part for part in parts if part), language)


def linked(source: dict, language: str, apart: str = "") -> Markup:
    """The citation as Markdown, a link where the source has a web address, with the kind of authority; `apart` tells it
    from another one of the same words.
    """
    words = link(cited(source, language), source["source_address"])
    authority = literal(say(language, f"authority_{source['authority']}"))
    return Markup(f"{words} · {literal(apart)} · {authority}" if apart else f"{words} · {authority}")


def each_linked(sources: Sequence[dict], language: str) -> list[Markup]:
    """All citations; of pages that would be cited in the same words each has the end of its address too."""
    counts = Counter(cited(source, language) for source in sources)
    return [
        linked(source, language, _end(source["source_address"]) if counts[cited(source, language)] > 1 else "")
        for source in sources
    ]


def _end(address: str | None) -> str:
    return short(unquote((address or "").rstrip("/").rpartition("/")[2]))


def brief(sources: Sequence[dict], language: str) -> str:
    """All sources in a few words, for the foot of a picture: the best one, and how many others."""
    if not sources:
        return say(language, "source_unknown")
    first = cited(sources[0], language)
    if len(sources) == 1:
        return first
    return say(language, "chart_more_sources", first=first, others=counted(language, "sources", len(sources) - 1))


def foot(sources: Sequence[dict], build_id: str, language: str) -> str:
    """The line at the foot of a picture that says where its figures come from."""
    return say(language, "chart_source", sources=brief(sources, language), build_id=build_id)
