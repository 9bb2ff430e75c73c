"""What a simulation is asked, kept in the address: points added, components fulfilled, how the others move, the rank
aimed at, scenarios.

`add=8:31.8,6:-2` · `gain=1.1,2.4` · `others=gap:7` · `to=40` or `40-44` · `kept=Phương án 1~8:31.8~gap:7~1.1;…`, as the
command line of `planning` writes them, with a colon where that has `=`.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import streamlit as st

from planning import edits, movement, numbers, ranks, reach
from planning.edits import Edits
from planning.errors import PlanningError
from planning.movement import Movement
from planning.standings import Standings
from text import formats
from ui.choices import declared, url
from ui.choices.choice import Choice

MOST_KEPT = 4
LONGEST_NAME = 40
LARGEST_FILE = 64 * 1024
_BETWEEN, _PART = ";", "~"
_FILLED, _MEMORY, _PAGE = "simulator.filled", "simulator.memory", "simulator.page"
_ALL = (
    declared.SIMULATOR_ADD, declared.SIMULATOR_GAIN, declared.SIMULATOR_OTHERS, declared.SIMULATOR_TARGET,
    declared.SIMULATOR_KEPT,
)  # fmt: skip
_KIND = "dti scenarios"


@dataclass
class ScenarioRefused(PlanningError):
    """What is no scenario of this page: `written` so in the address, a `file` that holds none, or one `of_other`."""

    reason: str
    found: str


@dataclass(frozen=True)
class Scenario:
    """Points added by code of the main indicator, components of which all points are gained, and how the others move;
    `name` is empty while it is not kept.
    """

    name: str = ""
    added: Mapping[str, Decimal] = field(default_factory=dict)
    movement: Movement = field(default_factory=Movement)
    gained: tuple[str, ...] = ()

    def edits(self, standings: Standings) -> Edits:
        """All points as the calculation takes them, those of components under their main indicators."""
        added = Edits(dict(self.added))
        return reach.with_components(standings, added, self.gained) if self.gained else added

    @property
    def moves(self) -> str:
        """The movement as it is written: `still`, `gap:7`."""
        kind, amount = self.movement.kind, self.movement.amount
        return f"{kind}:{_written(amount)}" if kind in (movement.GAP, movement.POINTS) else kind


@dataclass(frozen=True)
class Asked:
    """What the address asks: the scenario on screen, the ranks aimed at, best first (None where nobody chose), and the
    scenarios kept. `faults` are the parts of it that cannot be understood, which count as not asked.
    """

    scenario: Scenario
    target: tuple[int, int] | None
    kept: tuple[Scenario, ...]
    faults: tuple[PlanningError, ...]


def asked(standings: Standings) -> Asked:
    """What the address asks of a unit; where it asks nothing, what this session asked of it last."""
    _remember((standings.edition_code, standings.own.code))
    faults: list[PlanningError] = []
    size = standings.cohort_size
    added = _understood(declared.SIMULATOR_ADD, lambda text: _points(text, standings), {}, faults)
    gained = _understood(declared.SIMULATOR_GAIN, lambda text: _components(text, standings), (), faults)
    moved = _understood(declared.SIMULATOR_OTHERS, lambda text: _moves(text, standings), Movement(), faults)
    target = _understood(declared.SIMULATOR_TARGET, lambda text: ranks.parsed(text, size), None, faults)
    kept = _understood(declared.SIMULATOR_KEPT, lambda text: _kept(text, standings), (), faults)
    return Asked(Scenario("", added, moved, gained), target, kept, tuple(faults))


def _page() -> tuple[str, ...]:
    return st.session_state.get(_PAGE, ())


def _written_now() -> dict[str, str]:
    return {choice.name: code for choice in _ALL if (code := url.query_param(choice.name))}


def _remember(page: tuple[str, ...]) -> None:
    """Keep what the address asks of a unit and edition, or put back into it what was kept."""
    st.session_state[_PAGE] = page
    memory = st.session_state.setdefault(_MEMORY, {})
    written = _written_now()
    if written or not memory.get(page):
        memory[page] = written
    else:
        url.update(memory[page])


def _understood(choice: Choice, parse: Callable[[str], Any], nothing: Any, faults: list[PlanningError]) -> Any:
    written = url.query_param(choice.name)
    if not written:
        return nothing
    try:
        return parse(written)
    except PlanningError as refused:
        faults.append(refused)
        return nothing


def _points(written: str, standings: Standings) -> dict[str, Decimal]:
    parts = [part.replace(":", "=", 1) for part in written.split(",") if part.strip()]
    found = edits.parsed(parts)
    edits.clipped(standings, found)  # refuses the codes that are not there
    return dict(found.added)


def _moves(written: str, standings: Standings) -> Movement:
    moved = movement.parsed(written)
    is_any_known = any(other.steps is not None for other in standings.others)
    if moved.kind == movement.LAST or not is_any_known:
        movement.read(standings.build_id, standings, moved)  # refuses what nothing is known for
    return moved


def _components(written: str, standings: Standings) -> tuple[str, ...]:
    codes = tuple(code.strip() for code in written.split(",") if code.strip())
    reach.with_components(standings, Edits(), codes)  # refuses what cannot be gained
    return codes


def _kept(written: str, standings: Standings) -> tuple[Scenario, ...]:
    found: list[Scenario] = []
    for part in written.split(_BETWEEN)[:MOST_KEPT]:
        name, *rest = part.split(_PART)
        if len(rest) not in (2, 3) or _name(name) in ("", *(each.name for each in found)):
            raise ScenarioRefused("written", part[:LONGEST_NAME])
        found.append(_scenario(name, *rest, standings=standings))
    return tuple(found)


def _scenario(name: str, add: str, others: str, gain: str = "", *, standings: Standings) -> Scenario:
    gained = _components(gain, standings) if gain else ()
    return Scenario(_name(name), _points(add, standings), _moves(others, standings), gained)


def _name(typed: str) -> str:
    """A name as it is kept: without what the address divides by, on one line, not too long."""
    plain = "".join(" " if letter in (_BETWEEN, _PART) or not letter.isprintable() else letter for letter in typed)
    return " ".join(plain.split())[:LONGEST_NAME]


def _written(amount: Decimal) -> str:
    return f"{amount.normalize():f}"


def points_written(added: Mapping[str, Decimal]) -> str:
    """Points as the address has them, without those that add nothing."""
    return ",".join(f"{code}:{_written(amount)}" for code, amount in added.items() if amount)


def show(scenario: Scenario) -> None:
    """Callback: the scenario stands on the screen, from its first to its last point."""
    _take({
        declared.SIMULATOR_ADD: points_written(scenario.added),
        declared.SIMULATOR_GAIN: ",".join(scenario.gained),
        declared.SIMULATOR_OTHERS: scenario.moves,
    })


def add(added: Mapping[str, Decimal]) -> None:
    """Callback: these points, and no others, are added."""
    _take({declared.SIMULATOR_ADD: points_written(added)})


def field_key(code: str) -> str:
    """The key of the field for the points of a main indicator."""
    return f"simulator_add_{code}"


def fill(added: Mapping[str, Decimal], codes: Sequence[str], language: str) -> None:
    """Let the fields say what the address adds, unless it was typed into them: what a reader types in one while the
    page draws what was typed in another would else be gone.
    """
    of, keys = (*_page(), points_written(added)), [field_key(code) for code in codes]
    if st.session_state.get(_FILLED) == of and all(key in st.session_state for key in keys):
        return  # another page drops what its fields held
    st.session_state[_FILLED] = of
    for code in codes:
        amount = added.get(code)
        st.session_state[field_key(code)] = formats.points(amount, language) if amount else ""


def add_typed(codes: Iterable[str]) -> None:
    """Callback of the fields: what all of them say is added."""
    added = typed(codes)
    st.session_state[_FILLED] = (*_page(), points_written(added))
    add(added)


def typed(codes: Iterable[str]) -> dict[str, Decimal]:
    """What the fields say now, which the address of the last run may not have yet."""
    found = {code: _number(_text(code)) for code in codes}
    return {code: amount for code, amount in found.items() if amount}


def not_numbers(codes: Iterable[str]) -> list[str]:
    """What stands in fields and is no number; it adds nothing."""
    return [text for text in map(_text, codes) if text and _number(text) is None]


def _text(code: str) -> str:
    return str(st.session_state.get(field_key(code)) or "").strip()


def _number(text: str) -> Decimal | None:
    """A number as people type it, whatever their language: `1,5`, `1.5`, `−2`, and with both marks the last one as the
    decimal one; None for what is none.
    """
    plain = "".join(text.split())
    if "," in plain and "." in plain:
        plain = plain.replace("." if plain.rindex(",") > plain.rindex(".") else ",", "")
    try:
        return numbers.number(plain.replace(",", "."))
    except PlanningError:
        return None


def gain(codes: Iterable[str]) -> None:
    """Callback: these components, and no others, are fulfilled."""
    _take({declared.SIMULATOR_GAIN: ",".join(codes)})


def move(moves: str) -> None:
    """Callback: the others move so."""
    _take({declared.SIMULATOR_OTHERS: moves})


def aim(target: str) -> None:
    """Callback: this rank is aimed at; nobody's where it is empty."""
    _take({declared.SIMULATOR_TARGET: target})


def keep(name: str, scenario: Scenario, kept: Iterable[Scenario]) -> None:
    """Callback: a scenario is kept under a name, instead of the one of the same name."""
    new = replace(scenario, name=_name(name))
    _keep([*(each for each in kept if each.name != new.name), new])


def forget(name: str, kept: Iterable[Scenario]) -> None:
    """Callback: the scenario of this name is not kept any more."""
    _keep([each for each in kept if each.name != name])


def _keep(kept: list[Scenario]) -> None:
    written = [
        _PART.join((each.name, points_written(each.added), each.moves, *filter(None, [",".join(each.gained)])))
        for each in kept[:MOST_KEPT]
    ]
    _take({declared.SIMULATOR_KEPT: _BETWEEN.join(written)})


def _take(codes: dict[Choice, str]) -> None:
    """Write what was chosen into the address, without what is empty or the usual."""
    usual = ("", movement.STILL)
    leaving = {choice.name for choice, code in codes.items() if code in usual}
    url.update({choice.name: code for choice, code in codes.items() if code not in usual}, leaving)
    st.session_state.setdefault(_MEMORY, {})[_page()] = _written_now()


def file_of(standings: Standings, kept: Iterable[Scenario]) -> bytes:
    """Scenarios as a file: what they add, of which unit and edition, and the build that they were worked out from."""
    told = {
        "kind": _KIND,
        "build": standings.build_id,
        "edition": standings.edition_code,
        "unit": f"{standings.unit_system}.{standings.own.code}",
        "scenarios": [
            {
                "name": each.name,
                "add": points_written(each.added),
                "gain": ",".join(each.gained),
                "others": each.moves,
            }
            for each in kept
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2).encode()


@dataclass(frozen=True)
class Opened:
    """What a file of scenarios holds: the scenarios, and whether they were worked out from another build."""

    kept: tuple[Scenario, ...]
    is_of_other_build: bool


def opened(content: str, standings: Standings) -> Opened:
    """The scenarios of a file, for this unit and edition. Raises ScenarioRefused (`file` where it is none, `of_other`
    where it is of another unit or edition) and PlanningRefused, those of its parts.
    """
    try:
        found = json.loads(content) if len(content) <= LARGEST_FILE else None
    except (ValueError, RecursionError):
        found = None
    told = found if isinstance(found, dict) and found.get("kind") == _KIND else {}
    rows = told.get("scenarios")
    if not isinstance(rows, list) or not rows or not all(_is_scenario(row) for row in rows):
        raise ScenarioRefused("file", "")
    if len({_name(row["name"]) for row in rows}) < len(rows):
        raise ScenarioRefused("file", "")
    of = (told["edition"], told["unit"]) if _are_texts(told, "edition", "unit") else ("", "")
    if of != (standings.edition_code, f"{standings.unit_system}.{standings.own.code}"):
        raise ScenarioRefused("of_other", " ".join(of).strip()[: 2 * LONGEST_NAME])
    kept = tuple(
        _scenario(row["name"], row["add"], row["others"], row["gain"], standings=standings) for row in rows[:MOST_KEPT]
    )
    return Opened(kept, told.get("build") != standings.build_id)


def _is_scenario(row: object) -> bool:
    return isinstance(row, dict) and _are_texts(row, "name", "add", "gain", "others") and bool(_name(row["name"]))


def _are_texts(told: Mapping[str, object], *names: str) -> bool:
    return all(isinstance(told.get(name), str) for name in names)


def keep_all(kept: Iterable[Scenario]) -> None:
    """Callback: the first of these scenarios, and no others, are kept."""
    _keep(list(kept))


def free_name(names: Callable[[int], str], kept: Iterable[Scenario]) -> str:
    """The first of a row of names that no scenario has."""
    taken = {each.name for each in kept}
    return next(name for count in range(1, MOST_KEPT + 2) if (name := names(count)) not in taken)


def number_of(key: str) -> Decimal:
    """What a slider or number field holds, exactly as it reads."""
    return Decimal(str(st.session_state[key] or 0))
