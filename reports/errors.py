"""Why a document cannot be made: exceptions with fields, the sentences are in `text` (`text.errors.sentence`)."""

from dataclasses import dataclass, field


class ReportError(Exception):
    """Any of the errors below."""


@dataclass
class ReportRefused(ReportError):
    """What was asked is not there or cannot be used; `reason` says which, `found` is what was asked, `known` what could
    be asked instead.

    `usage`, `edition`, `unit`, `unit_name`, `file`; of an issued document `unreadable`, `too_large`, `not_ours`,
    `kind`, `framework`, `cohort`, `other_unit`, `earlier`; of a target `aim`.
    """

    reason: str
    found: str
    known: list[str] = field(default_factory=list)


@dataclass
class OfficeTemplateRefused(ReportError):
    """A template of documents cannot be used; `reason` says why, `found` is what was found, `place` where in it.

    `too_large`, `no_document`, `macros`, `inflates`, `part`, `relation`, `field`, `syntax`, `code`, `name`, `filter`,
    `broken`, `slow`, `without_blocks`.
    """

    reason: str
    found: str
    place: str = ""
