"""The reader's own unit: asked for once, in one box, and remembered by the browser until the box is given another.

What an address shows never changes it. Remembered are level, Vietnamese name and the unit it lies in, because codes
differ between cohorts, and names of communes repeat.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote

import streamlit as st

from text.catalogue import named, say
from text.folding import unit_key
from text.formats import rank
from ui import data
from ui.visit import Visit
from warehouse.queries import ranking as ranking_queries
from warehouse.queries import units as queries

COOKIE = "dti_unit"
_KEY, _BOX = "own_unit", "pick_unit"
_SENT = "own_unit.sent"  # for which edition this window has the units of the box
_LONGEST = 100
_HERE = Path(__file__)
_component = st.components.v2.component(
    "unit_box",
    css=_HERE.with_name("unit_box.css").read_text(encoding="utf-8"),
    js=_HERE.with_name("unit_box.js").read_text(encoding="utf-8"),
)


class Identity(NamedTuple):
    """What names a unit in every cohort."""

    level: str
    name_vi: str
    parent_vi: str


def identity(row: Mapping) -> Identity:
    """That of a row of `warehouse.queries.units.spellings`."""
    return Identity(row["unit_level"], row["unit_name_vi"], row["parent_name_vi"] or "")


def own() -> Identity | None:
    """The own unit of this session, at first that of the browser's cookie; None where nobody chose one."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = _read(_cookie())
    return st.session_state[_KEY]


def _cookie() -> object:
    return st.context.cookies.get(COOKIE)


def _read(cookie: object) -> Identity | None:
    """What a cookie says; None for anything that our box has not written."""
    try:
        said = json.loads(unquote(cookie, errors="strict")) if isinstance(cookie, str) else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, list) or len(said) != len(Identity._fields):
        return None
    is_ours = all(isinstance(part, str) and len(part) <= _LONGEST for part in said)
    return Identity(*said) if is_ours else None


def choose(unit: Identity | None) -> None:
    """Take a unit as the own one of this session; None forgets it."""
    st.session_state[_KEY] = unit


def draw_box(visit: Visit, code: str | None, on_chosen: Callable[[Identity | None, str, str], None]) -> None:
    """Draw the box over the units of the visit, which shows the unit of `code`.

    What is chosen is handed to `on_chosen` with its code and its address (`vn34.08`; of a former unit `vn63.67`, with
    the code of the unit it is part of): None, and nothing for both, for nobody's.
    """
    language = visit.language
    found = visit.edition["unit_system"], visit.edition_code, visit.measure_code
    options, identities, codes = data.fetch(_options, visit.build_id, *found, language)
    words = {part: say(language, f"unit_box_{part}") for part in ("ask", "none", "forget", "more")}

    of = "|".join((visit.build_id, *found, language))
    is_sent = st.session_state.get(_SENT) == of
    st.session_state[_SENT] = of

    def chosen() -> None:
        picked = st.session_state[_BOX].chosen
        if picked == "":
            on_chosen(None, "", "")
        elif picked in codes:
            on_chosen(identities[codes[picked]], codes[picked], picked)

    _component(
        data={
            "of": of,
            "options": None if is_sent else options,
            "code": code,
            "isChosen": own() is not None,
            "words": words | {"label": say(language, "pick_unit")},
            "cookie": COOKIE,
            "path": f"/{(st.get_option('server.baseUrlPath') or '').strip('/')}",
        },
        key=_BOX,
        on_chosen_change=chosen,
        on_missed_change=lambda: st.session_state.pop(_SENT, None),
        height="content",
    )


def _options(
    build_id: str, unit_system: str, edition_code: str, indicator_code: str, language: str
) -> tuple[list[dict], dict[str, Identity], dict[str, str]]:
    """The units of an edition in Vietnamese order, each with its rank, the keys it is found by and those of the units
    it was formed from; what each is remembered by; and the code for each address, that of a former unit's too.
    """
    ranking = data.fetch(ranking_queries.unit_ranking, build_id, edition_code, indicator_code)
    sides = {
        code: "" if place is None else rank(place, size)
        for code, place, size in ranking.select("unit_code", "rank", "cohort_size").iter_rows()
    }
    named_units, identities, codes = data.fetch(_named_units, build_id, unit_system, language)
    options = [unit | {"side": sides[unit["code"]]} for unit in named_units if unit["code"] in sides]
    return options, identities, {address: code for address, code in codes.items() if code in sides}


def _named_units(
    build_id: str, unit_system: str, language: str
) -> tuple[list[dict], dict[str, Identity], dict[str, str]]:
    """The same of all units of a system, without what differs between editions."""
    options: dict[str, dict] = {}
    former: dict[tuple[str, str], dict] = {}
    identities: dict[str, Identity] = {}
    codes: dict[str, str] = {}
    for spelled in data.fetch(queries.spellings, build_id, unit_system).to_dicts():
        code, key = spelled["unit_code"], unit_key(spelled["spelling"])
        identities.setdefault(code, identity(spelled))
        option = options.setdefault(code, {
            "code": code,
            "address": f"{unit_system}.{code}",
            "name": named(dict(spelled), "unit_name", language),
            "side": "",
            "keys": [],
            "former": [],
            "memory": quote(json.dumps(identities[code], ensure_ascii=False), safe=""),
        })  # fmt: skip
        codes[option["address"]] = code
        keys = option["keys"]
        if spelled["predecessor_code"]:
            name = named(dict(spelled), "predecessor_name", language)
            if (code, name) not in former:
                word = "unit_renamed" if spelled["is_renamed"] else "unit_merged"
                side = say(language, f"{word}_side", unit=option["name"])
                address = f"{spelled['predecessor_system']}.{spelled['predecessor_code']}"
                former[code, name] = {"address": address, "name": name, "side": side, "keys": []}
                codes.setdefault(address, code)
                option["former"].append(former[code, name])
            keys = former[code, name]["keys"]
        if key not in keys:
            keys.append(key)
            if spelled["is_name_shared"] and not spelled["predecessor_code"]:
                keys.append(f"{key} {unit_key(spelled['parent_name_vi'])}")
    return list(options.values()), identities, codes
