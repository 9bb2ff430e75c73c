"""Sources as pages show them: with a link, or in a few words at the foot of a picture."""

from collections import Counter
from collections.abc import Sequence
from urllib.parse import unquote

from text.catalogue import counted, say
from text.citations import cited
from ui.notes import Markup, link, literal, short


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
