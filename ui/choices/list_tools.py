"""The line of tools over a list: one condition stands open, the others behind one button, each option with how many
rows it would leave; a field to search in, and a way to have everything again.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from text import formats
from text.catalogue import say
from text.folding import matches, search_key
from ui import notes
from ui.choices import pickers
from ui.choices.choice import Choice, Options, resolve
from ui.choices.url import ALL

_SEARCH_WIDTH = 165


@dataclass(frozen=True)
class Condition:
    """One way to narrow a list: its choice, the words of its codes, and the codes under which a row is found.

    `told` is the key of words that says the condition in a sentence (it quotes `words`).
    """

    choice: Choice
    labels: Mapping[str, str]
    codes: Callable[[dict], Collection[str]]
    told: str


@dataclass(frozen=True)
class ListFilter:
    """Which rows of a list are shown: the code chosen of each condition (without those that let all through), and the
    text that rows must contain in one of their `texts`.
    """

    conditions: Sequence[Condition]
    chosen: Mapping[str, str]
    typed: str
    texts: Callable[[dict], Sequence[str | None]]

    def shown(self, rows: Sequence[dict]) -> list[dict]:
        """The rows that pass every condition, in the same order."""
        wanted = search_key(self.typed)
        asked = [(each, self.chosen[each.choice.name]) for each in self.conditions if each.choice.name in self.chosen]
        return [
            row
            for row in rows
            if all(code in each.codes(row) for each, code in asked)
            and (not wanted or matches(wanted, *self.texts(row)))
        ]

    def words(self, language: str) -> str:
        """The filter in words, as files and refusals quote it; empty when everything is shown."""
        told = [
            say(language, each.told, words=each.labels[self.chosen[each.choice.name]])
            for each in self.conditions
            if each.choice.name in self.chosen
        ]
        if self.typed.strip():
            told.append(say(language, "list_filter_search", text=self.typed.strip()))
        return formats.listed(told, language)

    @property
    def codes(self) -> tuple[str, ...]:
        """The choices as scalars, to key a cache."""
        return (*(self.chosen.get(each.choice.name, ALL) for each in self.conditions), self.typed)


def pick(
    rows: Sequence[dict],
    conditions: Sequence[Condition],
    search: Choice,
    texts: Callable[[dict], Sequence[str | None]],
    language: str,
    views: tuple[Choice, Mapping[str, str]] | None = None,
) -> tuple[ListFilter, str, DeltaGenerator]:
    """Draw the line; give the filter in force, the view chosen (of `views`, whose first opens) and the line for more.

    The first condition stands open, of its options those that some row has. A code that is not there is told and lets
    everything through.
    """
    found = ListFilter(conditions, {}, search.requested or "", texts)
    chosen = {}
    for each in conditions:
        code = resolve(each.choice, Options({ALL: "", **each.labels}, ALL)).code
        if code not in (None, ALL) and code in each.labels:
            chosen[each.choice.name] = code
    found = replace(found, chosen=chosen)
    counts = {each.choice.name: _counts(rows, found, each) for each in conditions}
    tools = st.container(horizontal=True, vertical_alignment="center", gap="small", key="tools")
    first, *others = conditions
    tabs = {
        code: say(language, "list_tab", name=label, count=counts[first.choice.name][code])
        for code, label in {ALL: say(language, "list_all"), **first.labels}.items()
        if code in (ALL, chosen.get(first.choice.name)) or counts[first.choice.name][code]
    }
    pickers.switch(first.choice, Options(tabs, ALL), language, tools)
    view = pickers.switch(views[0], Options(views[1], next(iter(views[1]))), language, tools) if views else ""
    asked = sum(each.choice.name in chosen for each in others)
    label = say(language, "components_filters_set" if asked else "components_filters", count=asked)
    place = tools.popover(notes.literal(label), icon=":material/filter_list:", key="list_filters")
    for each in others:
        options = {ALL: say(language, "list_all")}
        for code, words in each.labels.items():
            options[code] = say(language, "components_option", name=words, count=counts[each.choice.name][code])
        pickers.offer(each.choice, Options(options, ALL), language, place)
    if chosen or found.typed:
        drop = [*(each.choice for each in conditions), search]
        tools.button(
            say(language, "components_clear"), type="tertiary", key="list_clear", on_click=_clear, args=(drop,)
        )
    pickers.search(search, language, tools, width=_SEARCH_WIDTH, is_labelled=False)
    return found, view, tools


def _counts(rows: Sequence[dict], found: ListFilter, condition: Condition) -> Counter[str]:
    """How many rows each option would leave under the other conditions."""
    others = {name: code for name, code in found.chosen.items() if name != condition.choice.name}
    counts: Counter[str] = Counter()
    for row in replace(found, chosen=others).shown(rows):
        counts.update({*condition.codes(row), ALL})
    return counts


def _clear(choices: Sequence[Choice]) -> None:
    """Callback: no condition is chosen any more."""
    for choice in choices:
        choice.drop()
