"""A choice as it is declared, and how its code is found: address, then memory, then default, or a refusal in words.

What the address itself asks for in vain is refused in words; what is only remembered gives way to the default where it
is not there. Units are remembered by name too: provinces got their codes anew in 2025, so that a code remembered in one
cohort may be another unit in the next.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import streamlit as st

from text.catalogue import say
from text.formats import MISSING
from text.periods import Period
from ui import notes
from ui.choices import url


class UnknownChoice(Exception):
    """The address asks for something the data do not have: the sentence's key and what it quotes."""

    def __init__(self, key: str, **quoted: object):
        super().__init__(key)
        self.key = key
        self.quoted = quoted


def refuse(unknown: UnknownChoice, language: str) -> None:
    """Say what the address asks for in vain, and what to do."""
    quoted = {
        name: text if isinstance(text, Period) else notes.short(str(text)) for name, text in unknown.quoted.items()
    }
    if "picker" in quoted:
        quoted["picker"] = say(language, str(quoted["picker"]))
    st.warning(notes.literal(say(language, unknown.key, **quoted)))


@dataclass(frozen=True)
class Choice:
    """One choice of a reader, under its name in the address.

    `page` is the page whose own it is: other pages neither take it over nor remember it. `parts_of` names the choices
    it means something within: once another of these is chosen, it leaves the address, and the memory too where it
    `is_forgotten`. `unknown` is the sentence about a code that is not there (it quotes `asked`), `left` the one about a
    remembered name that no option has any more; without one that is silent. `is_needed`: without it there is nothing to
    show. `words` begins the key of the picker and of its words, the page's name unless it is given; `label` is the key
    of words that are called otherwise.
    """

    name: str
    unknown: str = ""
    page: str = ""
    parts_of: tuple[str, ...] = ()
    left: str = ""
    is_needed: bool = False
    is_forgotten: bool = False
    words: str | None = None
    label: str = ""

    @property
    def key(self) -> str:
        """Key of the picker."""
        words = self.page if self.words is None else self.words
        return f"{words}_pick_{self.name}" if words else f"pick_{self.name}"

    @property
    def label_key(self) -> str:
        """Key of the picker's words, its own key unless they are others."""
        return self.label or self.key

    @property
    def _memory(self) -> str:
        return f"{self.page}.{self.name}" if self.page else self.name

    @property
    def remembered(self) -> str | None:
        """The code that this session chose last."""
        return url.remembered(self._memory)

    @property
    def remembered_name(self) -> str | None:
        """The name of what this session chose last, where that has one."""
        return url.remembered(f"{self._memory}_name")

    @property
    def requested(self) -> str | None:
        """The code that the address, or else this session before, gives; None if nobody chose."""
        linked = url.query_param(self.name)
        return self.remembered if linked is None else linked

    def remember(self, code: str | None, name: str | None = None) -> None:
        """Take a code, and the name it goes by, as what this session chose last."""
        url.remember(**{self._memory: code, f"{self._memory}_name": name})

    def keep(self, code: str, name: str | None = None) -> None:
        """Take a code as in force: it goes into the address, and later pages start from it."""
        self.remember(code, name)
        url.keep(**{self.name: code})

    def leave(self) -> None:
        """Take the choice out of the address of a page that it says nothing to; later pages still start from it."""
        url.drop(self.name)

    def drop(self) -> None:
        """Take the choice out of address and memory, because an act has made it void."""
        self.remember(None)
        url.drop(self.name)


@dataclass(frozen=True)
class Options:
    """What there is to choose: words by code, and the code in force when nobody chose.

    `names` are the Vietnamese names by which codes are remembered, `aliases` other codes that stand for one of them.
    `fallback` finds the code for one that is only remembered and not among them (None: the default). `quoted` is what
    the sentences of a refusal say besides.
    """

    labels: Mapping[str, str]
    default: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    fallback: Callable[[str], str | None] = lambda code: None
    quoted: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """The code in force, and the fault for which it is only the default. `is_from_url` faults are the address's own."""

    code: str | None
    fault: UnknownChoice | None = None
    is_from_url: bool = False

    @property
    def shown(self) -> str | None:
        """What the picker shows: nothing, to be chosen, where there was a fault."""
        return None if self.fault else self.code


def resolve(choice: Choice, options: Options) -> Found:
    """The code of a choice among the options: what the address asks for, else what is remembered, else the default."""
    linked, is_from_url = url.query_param(choice.name), True
    if not linked:
        is_from_url, name = False, choice.remembered_name
        linked = _by_name(options, name) if name else _or_fallback(choice.remembered, options)
        if name and linked is None and choice.left:
            return Found(options.default, UnknownChoice(choice.left, unit=name, **options.quoted))
    code = options.aliases.get(linked, linked) if linked else options.default
    if code in options.labels:
        return Found(code)
    if not is_from_url and options.default in options.labels:
        return Found(options.default)
    quoted = {"picker": choice.label_key, "asked": linked or MISSING, **options.quoted}
    fault = UnknownChoice(choice.unknown, **quoted)
    return Found(options.default, fault, is_from_url)


def _by_name(options: Options, name: str) -> str | None:
    return next((code for code, known in options.names.items() if known == name), None)


def _or_fallback(code: str | None, options: Options) -> str | None:
    if code is None or code in options.labels or code in options.aliases:
        return code
    return options.fallback(code)


def keep_found(choice: Choice, options: Options, found: Found) -> None:
    """Take what was found as chosen; what the address asks for in vain stays there until another is chosen."""
    if found.code is not None and not found.is_from_url:
        choice.keep(found.code, options.names.get(found.code))
