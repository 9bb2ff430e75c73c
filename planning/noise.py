"""How much a rank hangs on the weights: the same values under weights that are drawn anew many times."""

from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from planning.errors import NothingToPlan
from planning.standings import STEPS, Standings
from warehouse.queries import planning as queries

DRAWS, SEED, SPREAD = 10_000, 1, Decimal("0.25")
_PARTS = 1_000_000  # of a weight's factor: drawn as a whole number, so that what follows is exact
_SCORE_SCALE = 10_000  # points have four decimals
_AT_ONCE = 2**20  # values worked out at once


@dataclass(frozen=True)
class Noise:
    """The ranks of a unit under drawn weights: 5 % are `low` or better, 95 % `high` or better; `rank` is the present
    one. `blocks` are the main indicators that have a weight of their own, and last, together, those that not every
    unit's figures are known of (`is_last_unknown`).
    """

    low: int
    high: int
    rank: int | None
    draws: int
    seed: int
    spread: Decimal
    blocks: tuple[tuple[str, ...], ...]
    is_last_unknown: bool


def noise(standings: Standings, draws: int = DRAWS, seed: int = SEED, spread: Decimal = SPREAD) -> Noise:
    """The interval of ranks under weights that each differ by up to ± `spread`, evenly, renormalised; values stay as
    they are, the index is rounded half-up to four decimals, and 5 % and 95 % are taken by nearest rank.

    Raises NothingToPlan: `not_complete`, and `no_mains` where no main indicator is known for the whole cohort.
    """
    if not standings.is_complete:
        raise NothingToPlan("not_complete", standings.edition_code, standings.own.name_vi)
    blocks, scores, maxima, own, is_last_unknown = _blocks(standings)
    random = np.random.default_rng(seed)
    low, high = int((1 - spread) * _PARTS), int((1 + spread) * _PARTS)
    factors = random.integers(low, high, size=(draws, len(blocks)), endpoint=True)
    ranks = np.concatenate([
        _ranks(part, scores, maxima, own) for part in np.array_split(factors, -(-draws * scores.shape[1] // _AT_ONCE))
    ])  # fmt: skip
    ranks.sort()
    return Noise(
        low=int(ranks[-(-draws * 5 // 100) - 1]),
        high=int(ranks[-(-draws * 95 // 100) - 1]),
        rank=standings.rank,
        draws=draws,
        seed=seed,
        spread=spread,
        blocks=blocks,
        is_last_unknown=is_last_unknown,
    )


def _ranks(factors: np.ndarray, scores: np.ndarray, maxima: np.ndarray, own: int) -> np.ndarray:
    """The own rank for each row of factors, in whole numbers throughout."""
    whole = (factors @ maxima)[:, None]
    values = (2 * STEPS * (factors @ scores) + whole) // (2 * whole)
    return 1 + (values > values[:, own : own + 1]).sum(axis=1)


def _blocks(
    standings: Standings,
) -> tuple[tuple[tuple[str, ...], ...], np.ndarray, np.ndarray, int, bool]:
    """Codes, points (by block and unit) and maxima of what is weighted, the place of the own unit, and whether the last
    block is of those main indicators that not every unit's figures are known of: the rest of its index.
    """
    rows = queries.scores(standings.build_id, standings.edition_code)
    codes = rows["indicator_code"].unique(maintain_order=True).to_list()
    units = rows["unit_code"].unique(maintain_order=True).to_list()
    indexes = np.array([int(value * STEPS) for value in rows["index_value"].head(len(units))])
    known, scores, maxima = [], [], []
    for code in codes:
        own = rows.filter(indicator_code=code)
        if own["score"].null_count() or own["max_score"].null_count():
            continue
        known.append(code)
        scores.append([int(score * _SCORE_SCALE) for score in own["score"]])
        maxima.append(int(own["max_score"][0] * _SCORE_SCALE))
    if not known:
        raise NothingToPlan("no_mains", standings.edition_code, standings.own.name_vi)
    unknown = tuple(code for code in codes if code not in known)
    blocks = tuple((code,) for code in known)
    if unknown:
        total = int(standings.total * _SCORE_SCALE)
        rest = total * indexes // STEPS - np.sum(scores, axis=0)
        scores.append(rest.tolist())
        maxima.append(total - sum(maxima))
        blocks = (*blocks, unknown)
    return blocks, np.array(scores), np.array(maxima), units.index(standings.own.code), bool(unknown)
