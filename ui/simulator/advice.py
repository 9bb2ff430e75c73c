"""What would take the unit to the rank aimed at, and what most of its peers already reach."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial

import streamlit as st

from planning import peers, reach
from planning.errors import NothingToPlan, PlanningRefused
from planning.peers import ComponentWin, EasyWins, Win
from planning.reach import Reach
from planning.standings import Unit
from text import formats
from text.catalogue import named
from text.components import status_name
from ui import export_menu, notes, tables
from ui.choices import declared, pickers
from ui.choices.choice import Options
from ui.simulator import choices, result, sentences
from ui.simulator.worked import Worked
from ui.table_description import Field, Table

_SHARES = ("0.5", "0.6667", "0.75", "0.9")
_CHOSEN = "chosen"
_GROUPS = (peers.ABOVE, peers.REGION, peers.NEAR, _CHOSEN)


def show_reach(worked: Worked) -> None:
    """Draw what reaches the ranks aimed at: the fewest main indicators under a cap, and the button that adds them."""
    visit, language = worked.visit, worked.visit.language
    if worked.target is None or not worked.standings.mains:
        return
    ways = [*reach.CAPS, *([reach.COMPONENTS] if worked.lost_components else [])]
    caps = {cap: visit.say(f"simulator_cap_{cap}") for cap in ways}
    cap = pickers.switch(declared.SIMULATOR_CAP, Options(caps, reach.BEST), language)
    level = reach.COMPONENTS if cap == reach.COMPONENTS else reach.MAINS
    try:
        way = (reach.MAXIMUM if level == cap else cap, level)
        found, entered = (
            reach.reach(worked.standings, rank, *way, others=worked.others) for rank in worked.target
        )
    except NothingToPlan as nothing:
        notes.quiet(sentences.refusal(nothing, visit))
        return
    if found.need.at_most == 0:
        notes.quiet(sentences.target(worked, language))
        return
    for line in _reached(found, worked) if found.is_enough else [_not_enough(found, worked)]:
        notes.quiet(line)
    moved = sentences.if_moved(worked)
    if moved:
        notes.quiet(visit.say("simulator_reach_moved", moves=moved))
    offered = {rank: each for rank, each in zip(worked.target, (found, entered), strict=True) if each.points}
    for rank, each in offered.items():
        points = formats.points(each.need.at_most, language)
        label = visit.say("simulator_apply", rank=rank, points=points, codes=_codes(each, language))
        st.button(notes.literal(label), key=f"simulator_apply_{rank}", on_click=partial(_apply, each))
    if offered and (worked.asked.scenario.added or worked.asked.scenario.gained):
        notes.quiet(visit.say("simulator_apply_instead"))


def _apply(found: Reach) -> None:
    """Callback: what reaches the rank is added, and nothing else."""
    if found.level == reach.COMPONENTS:
        choices.add({})
        choices.gain(found.points)
    else:
        _add_alone(found.points)


def _add_alone(points: Mapping[str, Decimal]) -> None:
    """Callback: these points are added, and no component is fulfilled besides."""
    choices.gain(())
    choices.add(points)


def _codes(found: Reach, language: str) -> str:
    return formats.listed(found.points, language)


def _reached(found: Reach, worked: Worked) -> list[str]:
    """The fewest, how many sets of that size suffice, and the certificate that one less does not."""
    fewest, language = found.fewest, worked.visit.language
    if fewest is None:
        return []
    count = len(fewest.parts)
    told = [
        worked.visit.say(
            f"simulator_fewest_{found.level}", rank=found.need.target, count=count, codes=_codes(found, language),
            points=sentences.points_needed(found.need, language),
            room=formats.points(fewest.total, language),
        )
    ]  # fmt: skip
    if fewest.sets and fewest.sets > 1:
        told.append(worked.visit.say(f"simulator_sets_{found.level}", sets=fewest.sets, count=count))
    if fewest.best_fewer:
        best = formats.points(fewest.best_fewer, language)
        told.append(worked.visit.say(f"simulator_best_fewer_{found.level}", count=count - 1, points=best))
    return told


def _not_enough(found: Reach, worked: Worked) -> str:
    language = worked.visit.language
    unknown = ""
    if found.unknown_lost:
        unknown = worked.visit.say("simulator_unknown_hold", points=formats.points(found.unknown_lost, language))
    return worked.visit.say(
        f"simulator_not_enough_{found.level}", rank=found.need.target,
        reachable=formats.points(found.reachable, language), points=sentences.points_needed(found.need, language),
        unknown=unknown,
    )  # fmt: skip


def show_easy_wins(worked: Worked) -> None:
    """Draw what most of the peers reach and the unit does not: the group, the table with its formula, the files."""
    visit, language = worked.visit, worked.visit.language
    if not worked.standings.mains:
        return
    place = st.container(key="simulator_peers")
    try:
        group = _pick_group(worked)
        share = Decimal(_pick_share(worked))
        codes = tuple(unit.code for unit in group)
        found = worked.kept(lambda: peers.easy_wins(worked.standings, group, share), "easy_wins", codes, share)
    except (NothingToPlan, PlanningRefused) as refused:
        with place:
            st.header(visit.say("simulator_wins_title"), anchor=False)
        notes.quiet(sentences.refusal(refused, visit))
        return
    if found is None or not any(win.level is not None for win in found.wins):
        with place:
            st.header(visit.say("simulator_wins_title"), anchor=False)
        word = "simulator_few_peers" if found is None else "simulator_wins_unknown"
        notes.quiet(visit.say(word, count=len(group), least=peers.FEWEST))
        return
    with place:
        line = export_menu.title_line(_finding(found, worked))
    most, names = formats.percent(share, language, 0), sentences.names(group, language)
    notes.quiet(visit.say("simulator_wins_reading", share=most, names=names))
    rows = [_row(win, worked) for win in found.wins]
    in_order = tables.show(WINS, rows, language, alt=visit.say("simulator_wins_title"), key="simulator_wins")
    result.offer(worked, WINS, in_order, visit.say("simulator_wins_title"), "simulator_file_wins", line)
    added = {win.code: win.points for win in found.wins if win.points}
    if added:
        reached = worked.place(found.steps, worked.asked.scenario.movement)
        label = visit.say(
            "simulator_wins_apply", points=formats.points(found.total, language),
            rank=sentences.rank(reached, worked.standings.cohort_size), moves=sentences.if_moved(worked),
        )  # fmt: skip
        st.button(notes.literal(label), key="simulator_wins_apply", on_click=partial(_add_alone, added))


def _finding(found: EasyWins, worked: Worked) -> str:
    """`8. Hoạt động xã hội số: 9/10 đơn vị cao hơn, tới mức của họ là 4,695 điểm`."""
    win = found.wins[0]
    if not win.points:
        return worked.visit.say("simulator_wins_none")
    return worked.visit.say(
        "simulator_wins_most", name=_name(win, worked.visit.language), higher=win.higher_count, peers=win.peer_count,
        points=formats.points(win.points, worked.visit.language),
    )  # fmt: skip


def _name(win: Win, language: str) -> str:
    return f"{win.code}. {named(_names(win), 'indicator_name', language)}"


def _names(win: Win | ComponentWin) -> dict:
    return {"indicator_name_vi": win.name_vi, "indicator_name_en": win.name_en}


def _row(win: Win, worked: Worked) -> dict:
    language = worked.visit.language
    return worked.codes | {
        "indicator_code": win.code,
        "indicator": _name(win, language),
        "value": win.own,
        "value_decimals": 4,
        "higher": win.higher_count,
        "peers": f"{win.higher_count}/{win.peer_count}",
        "level": win.level,
        "points": win.points,
        "half_level": win.half_level,
        "half_points": win.half_points,
    }


def _points(name: str, title: str) -> Field:
    """A column of points as they are, however many decimals."""

    def shown(row: dict, language: str) -> str:
        return formats.MISSING if row[name] is None else formats.points(row[name], language)

    return Field(name, title=title, format="points", shown=shown, decimals=lambda row: None)


def _level(name: str, title: str) -> Field:
    return Field(name, title=title, format="value", shown=lambda row, language: formats.value(row[name], language))


_WINS: list[Field | str] = [
    Field("indicator", title="simulator_column_main", format="text", width=220),
    Field("value", title="simulator_column_own"),
    Field("peers", title="simulator_column_higher", format="text", number=lambda row: row["higher"]),
    _level("level", "simulator_column_level"),
    _points("points", "simulator_column_level_points"),
    _level("half_level", "simulator_column_half"),
    _points("half_points", "simulator_column_half_points"),
]
WINS = Table("simulator_sheet_wins", screen=_WINS, file=[*_WINS, "indicator_code", *result.CODES], keeps_first=True)


def show_component_wins(worked: Worked) -> None:
    """Draw which components that lost points other units hold, those lost for want of documents first, with the files;
    nothing where no other unit's components are loaded.
    """
    visit, held = worked.visit, worked.standings
    found = worked.kept(lambda: peers.component_wins(held), "component_wins")
    if not found:
        return
    title = visit.say("simulator_component_wins_title")
    line = export_menu.title_line(title)
    notes.quiet(visit.say("simulator_component_wins_reading"))
    rows = [_component_row(win, worked) for win in found]
    in_order = tables.show(COMPONENT_WINS, rows, visit.language, alt=title, key="simulator_component_wins")
    result.offer(worked, COMPONENT_WINS, in_order, title, "simulator_file_component_wins", line)


def _component_row(win: ComponentWin, worked: Worked) -> dict:
    language = worked.visit.language
    return worked.codes | {
        "indicator_code": win.code,
        "indicator": f"{win.code}. {named(_names(win), 'indicator_name', language)}",
        "status": status_name(win.status, language),
        "is_for_documents": worked.visit.say("word_yes" if win.is_for_documents else "word_no"),
        "holders": f"{win.holder_count}/{win.peer_count}",
        "share": win.share,
        "lost": win.lost,
        "expected": win.expected,
    }


_COMPONENT_WINS: list[Field | str] = [
    Field("indicator", title="simulator_column_component", format="text", width=320),
    Field("status", title="simulator_column_status", format="text"),
    Field("is_for_documents", title="simulator_column_documents", format="text"),
    Field("holders", title="simulator_column_holders", format="text", number=lambda row: row["share"]),
    _points("lost", "simulator_column_lost"),
    _points("expected", "simulator_column_expected"),
]
COMPONENT_WINS = Table(
    "simulator_sheet_component_wins", screen=_COMPONENT_WINS, file=[*_COMPONENT_WINS, "indicator_code", *result.CODES],
    keeps_first=True,
)  # fmt: skip


def _pick_group(worked: Worked) -> Sequence[Unit]:
    """Draw the choice of peers and give them. Raises what `peers.group` does."""
    visit, asked = worked.visit, declared.PEERS.requested or ""
    labels = {kind: visit.say(f"simulator_peers_{kind}") for kind in _GROUPS}
    kind = pickers.switch(declared.SIMULATOR_GROUP, Options(labels, peers.ABOVE), visit.language)
    if kind != _CHOSEN:
        return peers.group(worked.standings, kind)
    by_code = {other.code: sentences.unit_name(other, visit.language) for other in worked.standings.others}
    codes = list(peers.distinct(asked.split("."), by_code))
    key = "simulator_pick_peers"
    st.session_state[key] = codes
    st.multiselect(
        visit.say(key), list(by_code), format_func=lambda code: by_code[code], key=key, max_selections=peers.SIZE,
        placeholder=visit.say("simulator_pick_peers_hint"),
        on_change=lambda: pickers.go_to(declared.PEERS, ".".join(st.session_state[key])),
    )  # fmt: skip
    declared.PEERS.keep(".".join(codes))
    return peers.group(worked.standings, ",".join(codes)) if codes else ()


def _pick_share(worked: Worked) -> str:
    visit = worked.visit
    labels = {
        share: visit.say("simulator_share_of", share=formats.percent(Decimal(share), visit.language, 0))
        for share in _SHARES
    }
    return pickers.switch(declared.SIMULATOR_SHARE, Options(labels, str(peers.SHARE)), visit.language)
