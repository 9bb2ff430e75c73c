"""What a unit has to gain, and what a gain is worth: the calculation behind the pages, the files and the command line.

Everything starts from the published value of one edition, adds points to it exactly, and ranks the result among the
other units. Nothing here forecasts: it is the published year worked out anew. `docs/methodology.md#planning` has the
definitions; what SQL can say is in `sql/rule` and `warehouse/queries/planning.py`.

| Ask | Get |
|---|---|
| `standings.read(build_id, edition_code, unit_code)` | `Standings`: the unit, the others, main indicators, the pool |
| `movement.read(build_id, standings, Movement("gap", 7))` | the others, moved |
| `edits.clipped(standings, Edits(...))` | `Applied`: what can be added of what was asked, and what was cut off |
| `simulation.simulate(standings, edits, movement)` | `Outcome`: points, value, place, passed, passing, pillars, mains |
| `ranks.steps(standings)` | the step function: points, rank and units met |
| `ranks.need(standings, rank)`, `ranks.need_of_range(standings, best, worst)` | points for a rank or a range |
| `reach.reach(standings, rank, cap)` | the fewest main indicators or components, the certificate, least effort |
| `stakes.stakes(standings, stakes.listed(standings, Filters(...)))` | what a list of components lost |
| `peers.easy_wins(standings, peers.group(standings))` | what most of the ten units just above already reach |
| `noise.noise(standings)` | the interval of ranks under drawn weights |
| `movement.beside(movement.observed(build_id, edition_code))` | the observed rates that stand beside every rank |

Points and values are `Decimal`, exact; a value 0..1 is compared in steps, whole ten-thousandths. A result is frozen.
What cannot be answered is one of the exceptions of `planning.errors`; its sentence is `text.errors.sentence`.
"""
