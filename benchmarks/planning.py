"""Plans: how long a question takes, and thousands of answers held against plain enumeration; sheets are synthetic."""

import os
import random
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from unittest.mock import patch

from benchmarks.measured import Measured, timed
from etl.building import build
from planning import noise, ranks, reach, sets, simulation, standings
from planning.edits import Edits
from planning.movement import Movement
from planning.sets import Part
from planning.standings import STEPS, Standings, Unit, in_steps
from tests.planning import oracle
from warehouse import builds
from warehouse.connection import close_all, query
from warehouse.queries import planning as queries

COMMUNES, COMPONENTS, CASES, SMALL, SEED = 3321, 98, 3000, 10, 13
COMPLETE = """select edition_code, unit_code from mart.editions join mart.measures using (edition_code)
join mart.unit_ranking as units using (edition_code, indicator_code)
where indicator_code = 'index' and value_count = editions.cohort_size and value_count > 1 and max_score is not null
order by all"""


def measure() -> list[Measured]:
    """Speeds of the questions, then the sweeps: how many cases, and how many answers differ."""
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder))
        with patch.dict(os.environ, {"DTI_WAREHOUSE_DIR": folder}):
            build_id = builds.current_id(Path(folder))
            measured = [*_speeds(build_id), *_sweeps(build_id)]
        close_all()
    return measured


def _speeds(build_id: str) -> list[Measured]:
    least = timed(lambda: query(build_id, "select 1"), 20)
    middle, own = (standings.read(build_id, edition, "08") for edition in ("dti.2022.vn63", "dti.2024.vn34"))
    edits, moved = Edits({"8": Decimal("31.8")}), Movement("gap", Decimal(7))
    communes, sheet, need = _communes(), _sheet(COMPONENTS, 4), Decimal(250)
    return [
        Measured("a changed edit", timed(lambda: simulation.simulate(middle, edits), 20), "s", 0.1, "select 1", least),
        Measured(
            "a changed edit, the others moved", timed(lambda: simulation.simulate(middle, edits, moved), 20), "s", 0.1,
            "select 1", least,
        ),
        Measured(
            "a unit's standings read", timed(lambda: standings.read(build_id, "dti.2022.vn63", "08"), 20), "s", 0.1,
            "select 1", least,
        ),
        Measured(
            f"the step function among {COMMUNES:,} units", timed(lambda: ranks.steps(communes), 10), "s", 0.15,
            "sorting their values", timed(lambda: sorted(other.steps or 0 for other in communes.others), 10),
        ),
        Measured(
            f"the fewest of {COMPONENTS} components, counted", timed(lambda: sets.fewest(sheet, need), 10), "s", 0.3,
            "sorting them", timed(lambda: sorted(sheet, key=lambda part: part.points), 10),
        ),
        Measured(
            "their least effort", timed(lambda: sets.least_whole(sheet, need), 10), "s", 0.3,
            "sorting them", timed(lambda: sorted(sheet, key=lambda part: part.points), 10),
        ),
        Measured(
            "their least effort with one weight for all, 40 sheets and needs", _evenly_weighted(), "s", 0.3,
            "sorting them", timed(lambda: sorted(sheet, key=lambda part: part.points), 10),
        ),
        Measured(
            f"noise, {noise.DRAWS:,} draws × {middle.cohort_size} units", timed(lambda: noise.noise(middle), 5), "s",
            0.3, "select 1", least,
        ),
        Measured(
            f"noise, {noise.DRAWS:,} draws × {own.cohort_size} units", timed(lambda: noise.noise(own), 5), "s", 0.3,
            "select 1", least,
        ),
    ]  # fmt: skip


def _communes() -> Standings:
    """One of so many invented units, with more than half of them above it."""
    chance = random.Random(SEED)
    units = [
        Unit(str(place), f"Xã {place}", None, None, steps, steps, steps, None)
        for place, steps in enumerate(sorted((chance.randint(2000, 9000) for _ in range(COMMUNES)), reverse=True))
    ]
    own = units.pop(2000)
    steps = own.steps or 0
    return Standings(
        build_id="", edition_code="", period_code="", unit_system="", cohort_size=COMMUNES, scale_max=Decimal(1),
        decimals=4, total=Decimal(1000), own=own, steps=steps, low=steps, high=steps, others=tuple(units), mains=(),
        pool=None,
    )  # fmt: skip


def _sheet(count: int, decimals: int, chance: random.Random | None = None) -> list[Part]:
    """Invented components: points lost of up to 20, and efforts."""
    chance = chance or random.Random(SEED)
    place = Decimal(1).scaleb(-decimals)
    return [
        Part(
            str(code), Decimal(chance.uniform(0, 20)).quantize(place), Decimal(chance.randint(0, 50)) / 10,
            Decimal(chance.randint(0, 50)) / 10,
        )
        for code in range(1, count + 1)
    ]  # fmt: skip


def _evenly_weighted() -> list[float]:
    """Seconds of the least effort where all parts have the same efforts, so that a search has least to go by."""
    chance = random.Random(SEED)
    seconds = []
    for share in (5, 10, 30, 60) * 10:
        parts = [Part(part.code, part.points, Decimal(1), Decimal(1)) for part in _sheet(COMPONENTS, 4, chance)]
        need = sum((part.points for part in parts), Decimal(0)) * share / 100
        seconds += timed(lambda parts=parts, need=need: sets.least_whole(parts, need), 1, 0)  # type: ignore[misc]
    return seconds


def _sweeps(build_id: str) -> list[Measured]:
    results = {
        "points for a rank lead there, a step less does not, units × ranks of complete editions": _ways(build_id),
        "the fewest main indicators, units × ranks × caps": _fewest_mains(build_id),
        f"the fewest of up to {SMALL} invented components, their number and the certificate": _fewest(),
        "least effort of whole components": _least(),
    }
    measured = []
    for name, found in results.items():
        answers = list(found)
        measured.append(
            Measured(f"{name}: differing of {len(answers):,}", [float(answers.count(False))], "", 0, "none", [0.0])
        )
    return measured


def _ways(build_id: str) -> Iterator[bool]:
    """For every unit and rank: whether the need is the oracle's, leads there, and is not lowered by a step."""
    values: dict[str, dict[str, Decimal]] = {}
    for edition, unit in query(build_id, COMPLETE).iter_rows():
        held = standings.read(build_id, edition, unit)
        if edition not in values:
            values[edition] = dict(queries.cohort(build_id, edition).select("unit_code", "value").iter_rows())
        of_all = values[edition]
        for target in range(1, len(of_all) + 1):
            points = ranks.need(held, target).points
            if points is None:
                yield False
                continue
            after = oracle.value_after(of_all[unit], points, held.total)
            less = oracle.value_after(of_all[unit], points - held.total / STEPS, held.total)
            place = ranks.place(held, in_steps(after))
            yield (
                points == oracle.need(of_all, unit, target, held.total)
                and place.rank == oracle.rank(of_all, unit, after) <= target
                and (not points or oracle.rank(of_all, unit, less) > target)
            )


def _fewest_mains(build_id: str) -> Iterator[bool]:
    for edition, unit in query(build_id, COMPLETE).iter_rows():
        held = standings.read(build_id, edition, unit)
        for cap in reach.CAPS:
            room = {main.code: points for main in held.mains if (points := reach.headroom(main, cap))}
            parts = [Part(code, points) for code, points in room.items()]
            for target in range(1, (held.rank or 1) + 1, 6):
                yield _is_fewest(parts, reach.reach(held, target, cap).fewest, ranks.need(held, target).at_most)


def _is_fewest(parts: list[Part], found: sets.Fewest | None, need: Decimal) -> bool:
    """Whether these are the fewest by trying every set."""
    every = [
        [sum((part.points for part in chosen), Decimal(0)) for chosen in combinations(parts, size)]
        for size in range(len(parts) + 1)
    ]
    size = next((size for size, sums in enumerate(every) if max(sums) >= need), None)
    if found is None or size is None:
        return found is None and size is None
    return (
        (len(found.parts), found.total) == (size, max(every[size]))
        and found.sets == sum(points >= need for points in every[size])
        and found.best_fewer == (max(every[size - 1]) if size else None)
    )


def _invented() -> Iterator[tuple[list[Part], Decimal]]:
    chance = random.Random(SEED)
    for _ in range(CASES):
        parts = _sheet(chance.randint(1, SMALL), chance.choice((0, 1, 2)), chance)
        yield [part for part in parts if part.points], Decimal(chance.randint(1, 12_000)) / 100


def _fewest() -> Iterator[bool]:
    for parts, need in _invented():
        yield _is_fewest(parts, sets.fewest(parts, need), need)


def _least() -> Iterator[bool]:
    for parts, need in _invented():
        chosen = [some for size in range(len(parts) + 1) for some in combinations(parts, size)]
        efforts = [
            sum((part.effort for part in some), Decimal(0))
            for some in chosen
            if sum((part.points for part in some), Decimal(0)) >= need
        ]
        found = sets.least_whole(parts, need)
        yield (found.effort if found else None) == min(efforts, default=None)
