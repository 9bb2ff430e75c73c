"""The command line: ``python -m planning need | steps | simulate …``: the figures of the pages, for people or machines.

`--json` prints one object. Numbers are JSON numbers that print exactly as the decimals are (31.8, never
31.799999999999997); what is not known is null. Every object has `build`, `edition`, `unit`, `name`, `cohort_size`,
`total` (the points of the whole), `value_before` and `rank_before`. Units are objects with `unit` (the code) and
`name`. Where others can be moved: `others` (`kind` and `amount`) and `without_change` (units moved by the mean change).

| Command | Has besides |
|---|---|
| `need` | `target`, `points`, `at_least` and `at_most` (points), `kind`, `value`, `rank`, `rank_at_least`, |
| | `rank_at_most`, `passed`, `level_with`; of a range `range`, `is_met`, `distance`, `better` (its better end) |
| `steps` | `steps`: a list of `points`, `value`, `rank`, `at_least` and `at_most` (ranks), `kind`, `level_with` |
| `simulate` | `points`, `value`, `rank`, `at_least` and `at_most` (ranks), `kind`, `places`, `passed`, `passing`, |
| | `level_with`, `clipped`, `pillars`, `mains`, `beside` (the rank with the others moved at observed rates) |
| `reach` | `target`, `points`, `at_least`, `at_most`, `kind`, `cap`, `level`, `is_enough`, `reachable`, |
| | `unknown_lost`, `headrooms`, `size`, `sets`, `best_fewer`, `chosen`, `total_chosen`, `apply` (points by code), |
| | `value`, `rank`, `passed`, `level_with`, `least` (`effort` and `points` by code) |
| `stakes` | `points`, `at_least`, `at_most`, `kind`, `count`, `components`, `mains` (the same of each), `value`, |
| | `rank`, `rank_at_least`, `rank_at_most`, `level_with` where the points are exact |
| `peers` | `group`, `share`, `peers`, `wins` (`own`, `peer_count`, `higher_count`, `level`, `points`, `half_level`, |
| | `half_points`), `points`, `value`, `rank`; by component `wins` with `holder_count`, `holders`, `expected` |
| `noise` | `at_least` and `at_most` (ranks, 5 % and 95 %), `kind`, `draws`, `seed`, `spread`, `blocks`, |
| | `is_last_unknown` |

Numbers are given with a decimal point, without comma or percent sign: --add 8=31.8 6=-2 (points; `index=10` where it is
not said to which main indicator), --set 8=0.9 (a value 0..1), --others gap:7. A table of efforts (--weights) is a CSV
file with the columns code, fixed (what touching an indicator takes) and per_point, one line for each that can gain.

Exit codes: 0 answered; 1 refused, or the data has not what it takes; 2 wrong use.
"""

import argparse
import json
import sys
from collections.abc import Callable
from itertools import pairwise
from typing import Any, NoReturn

from planning import commands, commands_points, noise, peers, reach, stakes
from planning.errors import PlanningError, PlanningRefused
from text import console
from text.catalogue import DEFAULT_LANGUAGE, LANGUAGES
from text.errors import sentence
from warehouse.errors import WarehouseError


class _Parser(argparse.ArgumentParser):
    """A parser that leaves it to `main` to say what is wrong."""

    def error(self, message: str) -> NoReturn:
        raise PlanningRefused("usage", message, [self.prog])


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    common = _Parser(add_help=False, allow_abbrev=False)
    common.set_defaults(build=None, has_every_name=False)
    common.add_argument("--edition", help="code of the edition: dti.2022.vn63")
    common.add_argument("--index", help="code of the index: dti")
    common.add_argument("--year")
    common.add_argument("--cohort", help="code of the cohort: vn63")
    common.add_argument("--unit", required=True, help="code of the unit: 08, or vn63.08")
    common.add_argument("--json", action="store_true", help="print one JSON object")
    common.add_argument("--language", choices=sorted(LANGUAGES), default=DEFAULT_LANGUAGE)
    others = _Parser(add_help=False, allow_abbrev=False)
    others.add_argument("--others", default="still", help="still, gap:7 (percent), points:10, last")
    top = _Parser(
        prog="python -m planning", description="What a unit has to gain, and what a gain is worth.", epilog=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    verbs = top.add_subparsers(dest="command", required=True)

    def add(name: str, run: Callable, about: str, *parents: _Parser) -> argparse.ArgumentParser:
        verb = verbs.add_parser(name, help=about, description=about, parents=[common, *parents], allow_abbrev=False)
        verb.set_defaults(run=run)
        return verb

    verb = add("need", commands.need, "points for the next place, for a rank or for a range of ranks", others)
    verb.add_argument("--rank", help="40, or 40-44; without it the next better place")
    add("steps", commands.steps, "every rank above, with the points it takes and whom one meets there", others)
    verb = add("simulate", commands.simulate, "value and rank after points are added", others)
    verb.add_argument("--add", nargs="+", action="extend", default=[], metavar="CODE=POINTS")
    verb.add_argument("--set", nargs="+", action="extend", default=[], metavar="CODE=VALUE")
    verb.add_argument("--gain", nargs="+", action="extend", default=[], metavar="COMPONENT", help="gained whole")
    verb = add("reach", commands_points.reach_rank, "the fewest indicators that reach a rank, and least effort", others)
    verb.add_argument("--rank", help="without it the next better place")
    verb.add_argument("--cap", choices=reach.CAPS, default=reach.BEST, help="the best value there is, or the maximum")
    verb.add_argument("--level", choices=reach.LEVELS, default=reach.MAINS)
    verb.add_argument("--weights", metavar="FILE", help="CSV with the columns code, fixed, per_point: for least effort")
    verb = add("stakes", commands_points.at_stake, "points that a filtered list of components lost together")
    verb.add_argument("--status", nargs="+", choices=stakes.STATUSES, help="default: both")
    for name in ("main", "reason", "agency", "component"):
        verb.add_argument(f"--{name}", nargs="+", action="extend", default=[])
    verb = add("peers", commands_points.easy_wins, "what most of the units just above already reach")
    verb.add_argument("--group", default=peers.ABOVE, help="above, region, near, or codes joined by commas")
    verb.add_argument("--share", default=str(peers.SHARE), help="share of the peers that reach a level")
    verb.add_argument("--level", choices=reach.LEVELS, default=reach.MAINS)
    verb = add("noise", commands_points.under_noise, "the interval of ranks under weights that are drawn anew")
    verb.add_argument("--seed", default=str(noise.SEED))
    verb.add_argument("--draws", default=str(noise.DRAWS))
    return top


def main(words: list[str] | None = None) -> int:
    """Run one command, print its answer, and return its exit code."""
    words = sys.argv[1:] if words is None else words
    as_json, language = "--json" in words, _language(words)
    try:
        arguments = parser().parse_args(words)
        answer = arguments.run(arguments)
    except (PlanningError, WarehouseError) as error:
        name, fields = type(error).__name__, dict(vars(error))
        message = sentence(language, name, fields)
        if as_json:
            facts: dict[str, Any] = {"error": name, "reason": fields.get("reason"), "message": message}
            print(json.dumps(facts, ensure_ascii=False))
        print(message, file=sys.stderr)
        return 2 if isinstance(error, PlanningRefused) and error.reason == "usage" else 1
    if as_json:
        print(json.dumps(answer.facts, ensure_ascii=False))
    else:
        print("\n".join(answer.lines))
    return 0


def _language(words: list[str]) -> str:
    """The language to refuse in, also where the words cannot be read."""
    found = [word.partition("=")[2] for word in words if word.startswith("--language=")]
    found += [word for mark, word in pairwise(words) if mark == "--language"]
    return found[-1] if found and found[-1] in LANGUAGES else DEFAULT_LANGUAGE


if __name__ == "__main__":
    console.run(main)
