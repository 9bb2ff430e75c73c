"""Several units of the address: a picker that adds one, and those chosen, each to be pressed away."""

from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from text.catalogue import say
from ui import links

NAME = "units"
_SEPARATOR = "."


def asked(code: str | None) -> list[str]:
    """The codes that the choice of an address names, each once, in its order."""
    codes = (code or links.NONE).split(_SEPARATOR)
    return list(dict.fromkeys(code for code in codes if code not in ("", links.NONE)))


def written(codes: Sequence[str]) -> str:
    """The same codes as an address writes them."""
    return _SEPARATOR.join(codes) or links.NONE


def offer(
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
) -> None:
    """Draw both in `place`. `names` are those of all units by code, `others` the codes that may be added, in order.

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
        help=help,
        width=width or "stretch",
        disabled=is_full,
        on_change=_add,
        args=(key, chosen),
    )
    if chosen:
        pressed = f"{key}.{written(chosen)}"
        place.pills(
            say(language, f"{stem}_chosen"),
            chosen,
            selection_mode="multi",
            default=chosen,
            format_func=lambda code: names.get(code, code),
            key=pressed,
            help=say(language, f"{stem}_chosen_help"),
            width="content",
            on_change=_keep,
            args=(pressed,),
        )


def _add(key: str, chosen: Sequence[str]) -> None:
    """Callback of the picker: one more unit goes into the address."""
    if st.session_state[key]:
        st.query_params[NAME] = written([*chosen, st.session_state[key]])


def _keep(key: str) -> None:
    """Callback of the units chosen: those still pressed stay in the address."""
    st.query_params[NAME] = written(st.session_state[key])
