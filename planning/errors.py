"""Why a plan cannot be worked out: exceptions with fields, the sentences are in `text` (`text.errors.sentence`)."""

from dataclasses import dataclass, field


class PlanningError(Exception):
    """Any of the errors below."""


@dataclass
class PlanningRefused(PlanningError):
    """What was asked cannot be understood; `reason` says which rule it breaks, `found` is what was asked, `known` what
    could be asked instead.

    `usage`, `number`, `decimals`, `edit`, `code`, `twice`, `set_range`, `set_unknown`, `others`, `gap`, `rank`,
    `range`, `unit`, `edition`, `weights`, `weight`, `weights_missing`, `file`, `component`, `filter`,
    `share` or `whole`.
    """

    reason: str
    found: str
    known: list[str] = field(default_factory=list)


@dataclass
class NothingToPlan(PlanningError):
    """The edition has not what the question needs: `no_value` (the unit's index is not known), `no_total` (the points
    of the whole are not known), `no_change` (no unit has a value of the edition before), `not_complete` (not every
    unit of the cohort has a value), `no_mains` or `no_components` (their points are not known),
    `no_best` (of the main indicators of other units).
    """

    reason: str
    edition: str
    unit: str
