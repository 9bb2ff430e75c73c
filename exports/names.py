"""What files are called: of what they are, without accents."""

from collections.abc import Iterable

from text.folding import search_key

_LONGEST = 120


def stem(what: str, *of: str) -> str:
    """The name of a file without its ending, `xep-hang_dti_2022_vn63`: what it is, then index, period, cohort, units,
    those of them that all of it is of. Letters have no accents.
    """
    parts = (search_key(part).replace(" ", "-") for part in (what, *of))
    return "_".join(part for part in parts if part)[:_LONGEST]


def span(period_codes: Iterable[str]) -> str:
    """The periods of a file, the first and the last one, as its name says them: `2020-2024`; one alone as it is, empty
    where there is none.
    """
    codes = sorted(period_codes)
    return "-".join(dict.fromkeys((*codes[:1], *codes[-1:])))
