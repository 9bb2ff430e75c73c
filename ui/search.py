"""Finding names the way people type them: without accents, in any case and normal form."""

import unicodedata
from functools import lru_cache

_REMEMBERED_LETTERS = 200  # of names that come again and again; with 4,096 of them some megabytes at most


def folded(text: str) -> str:
    """Lower case without accents, đ as d, spaces and dashes of any kind as one space."""
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFD", text.casefold())
        if not unicodedata.combining(letter)
    )
    words = "".join(letter if letter.isalnum() else " " for letter in bare.replace("đ", "d"))
    return " ".join(words.split())


def code_of(name: str) -> str:
    """The code of a name in an address: `so_tai_chinh`."""
    return folded(name).replace(" ", "_")


def matches(wanted: str, *names: str | None) -> bool:
    """Whether one of the names contains `wanted`, which is folded already."""
    return any(
        wanted in (_folded_before(name) if len(name) <= _REMEMBERED_LETTERS else folded(name)) for name in names if name
    )


_folded_before = lru_cache(maxsize=4096)(folded)
