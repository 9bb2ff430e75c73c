"""What an address of a figure stands for, in words: `now/8/rank` is the rank of main indicator 8."""

from collections.abc import Mapping

from text.catalogue import say
from text.periods import Period

_WHEN = ("before", "published_before", "target", "framework")


def told(address: str, names: Mapping[str, str], language: str) -> str:
    """`hạng · 8. Hoạt động xã hội số`; `names` are those of indicators, and of the units a merged one was formed from,
    by code. What the data have no longer is known by its hash alone, and said so.
    """
    parts = [part for part in address.split("/") if part != "two_digits"]
    match parts:
        case [_]:
            return say(language, "report_at_unknown")
        case ["sentence", _]:
            return say(language, "report_at_sentence")
        case ["years", edition_code, *_, what]:
            when = str(Period(edition_code.split(".")[1], language))
            return _joined(what, when, "" if what == "period" else names["index"], language=language)
        case ["chart", figure, what]:
            return _joined(what, say(language, f"report_at_chart_{figure}"), language=language)
        case ["predecessors", code, _, what]:
            return _joined(what, names.get(code, code), language=language)
        case [when, "period", _]:
            return _joined("period", _when(when, language), language=language)
        case ["target", "after", what]:
            return _joined(what, _when("target", language), language=language)
        case [when, what]:
            return _joined(what, _when(when, language), language=language)
        case [_, _, what, code] if what.endswith("_item"):
            return _joined(what, f"{code} {names.get(code, '')}".strip(), language=language)
        case [_, code, what] if what.startswith("annex_"):
            return _joined(what, f"{code} {names.get(code, '')}".strip(), language=language)
        case [when, code, *_, what]:
            return _joined(what, names.get(code, code), _when(when, language), language=language)
    return say(language, "report_at_unknown")


def _joined(what: str, *about: str, language: str) -> str:
    return " · ".join(filter(None, (say(language, f"report_at_{what}"), *about)))


def _when(name: str, language: str) -> str:
    return say(language, f"report_when_{name}") if name in _WHEN else ""
