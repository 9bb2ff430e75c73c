"""Several units of the address: a picker that adds one, and those chosen, each to be pressed away."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from text.catalogue import DEFAULT_LANGUAGE, named, say
from ui import notes
from ui.choices import url
from ui.choices.choice import Choice

_SEPARATOR = "."


class RequestedUnits(NamedTuple):
    """The codes asked for, each once, in their order; codes of the address that are no units, names that have left."""

    codes: list[str]
    strangers: list[str]
    left: list[str]


def requested_units(choice: Choice, units: Mapping[str, dict]) -> RequestedUnits | None:
    """Which of `units` are asked for, by the address or else by the names remembered; None if nobody chose."""
    linked, names = url.query_param(choice.name), choice.remembered_name
    if linked is not None:
        codes = [code for code in dict.fromkeys(linked.split(_SEPARATOR)) if code not in ("", url.NONE)]
        known = [code for code in codes if code in units]
        return RequestedUnits(known, [code for code in codes if code not in units], [])
    if names is None:
        return None
    known_as = {_remembered_as(unit): code for code, unit in units.items()}
    chosen = names.split("\n") if names else []
    left = [name for name in chosen if name not in known_as]
    return RequestedUnits([known_as[name] for name in chosen if name in known_as], [], left)


def _remembered_as(unit: Mapping) -> str:
    """The Vietnamese name that a unit is remembered by, with the unit it lies in where another one bears it."""
    return named(unit, "unit_name", DEFAULT_LANGUAGE)


def keep(choice: Choice, requested: RequestedUnits, units: Mapping[str, dict]) -> None:
    """Take units as chosen and remember their names; an address with strangers stays until others are chosen."""
    codes, names = join_codes(requested.codes), "\n".join(_remembered_as(units[code]) for code in requested.codes)
    if requested.strangers:
        choice.remember(codes, names)
    else:
        choice.keep(codes, names)


def replace(choice: Choice, before: str | None, after: str | None) -> None:
    """Callback's part where the own unit becomes another one: it stands first among the units of the address, in the
    place of the one before; what is only remembered is forgotten, since it was chosen around the one before.
    """
    choice.remember(None)
    linked = url.query_param(choice.name)
    if linked:
        others = [code for code in linked.split(_SEPARATOR) if code not in (before, after, url.NONE, "")]
        url.update({choice.name: join_codes([*([after] if after else []), *others])})


def join_codes(codes: Sequence[str]) -> str:
    """The same codes as an address writes them."""
    return _SEPARATOR.join(codes) or url.NONE


def offer(
    choice: Choice,
    place: DeltaGenerator,
    stem: str,
    names: Mapping[str, str],
    chosen: Sequence[str],
    language: str,
    *,
    others: Sequence[str],
    help: str | None = None,
    width: int | None = None,
    is_full: bool = False,
    is_labelled: bool = True,
) -> None:
    """Draw both in `place`, in a line of tools without their labels. `names` are those of all units by code, `others`
    the codes that may be added, in order.

    The words are those of the catalogue under `stem`: `<stem>`, `_hint`, `_chosen` and `_chosen_help`.
    """
    key = f"pick_{stem}"
    st.session_state[key] = None
    place.selectbox(
        say(language, stem),
        others,
        index=None,
        format_func=lambda code: names.get(code, code),
        key=key,
        placeholder=say(language, f"{stem}_hint"),
        filter_mode="contains",
        help=help and notes.literal(help),
        width=width or "stretch",
        label_visibility="visible" if is_labelled else "collapsed",
        disabled=is_full,
        on_change=_add,
        args=(choice, key, chosen),
    )
    if chosen:
        pressed = f"{key}.{join_codes(chosen)}"
        place.pills(
            say(language, f"{stem}_chosen"),
            chosen,
            selection_mode="multi",
            default=chosen,
            format_func=lambda code: notes.literal(names.get(code, code)),
            key=pressed,
            help=say(language, f"{stem}_chosen_help"),
            label_visibility="visible" if is_labelled else "collapsed",
            width="content",
            on_change=_keep,
            args=(choice, pressed),
        )


def _add(choice: Choice, key: str, chosen: Sequence[str]) -> None:
    """Callback of the picker: one more unit goes into the address."""
    if st.session_state[key]:
        url.update({choice.name: join_codes([*chosen, st.session_state[key]])})


def _keep(choice: Choice, key: str) -> None:
    """Callback of the units chosen: those still pressed stay in the address."""
    url.update({choice.name: join_codes(st.session_state[key])})
