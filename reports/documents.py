"""Documents made of the current build: a chapter or a profile, and the second run over one that was issued."""

from dataclasses import replace
from datetime import UTC, datetime

from reports import addresses, chapter, facts, limited, profile, target, templates
from reports.content import Content
from reports.errors import ReportRefused
from reports.facts import Facts
from reports.limited import Read, Update
from reports.properties import Issued
from reports.second_run import Difference, Outcome, require_same
from reports.target import Aim
from reports.telling import Telling
from text import formats
from text.catalogue import LANGUAGES, say
from warehouse.queries.editions import Wanted


def content(kind: str, known: Facts, language: str, aim: Aim | None = None) -> Content:
    """What a `chapter` or a `profile` says of a unit. Raises what `target.blocks` does."""
    if aim and aim.is_loose:
        raise ReportRefused("aim", aim.others)
    if kind == "profile":
        return profile.profile(known, language)
    told = Telling(known, language)
    said = chapter.chapter(told, target.blocks(told, aim) if aim else ())
    return replace(said, aim=aim.written if aim and aim.is_given else "")


def made(
    kind: str, wanted: Wanted, unit: str, language: str, aim: Aim | None = None, template: bytes | None = None
) -> bytes:
    """The document, by the template in use or by one that is only tried. Raises ReportError, PlanningError and those of
    `builds.current`.
    """
    return templates.document(content(kind, facts.of_words(wanted, unit), language, aim), template)


def updated(document: bytes, wanted: Wanted | None = None) -> tuple[bytes, Outcome]:
    """An issued document with what has changed since marked in it, for its own edition or a later one of the same
    framework and cohort, with the target it was issued with. Raises ReportRefused for a document that is not ours, or
    of something else, and what `target.blocks` does.
    """
    said = limited.ask(Read(document)).facts
    issued = Issued(**{**said, "figures": tuple(said["figures"])})
    asked = (
        wanted if wanted and any((wanted.edition_code, wanted.index_code, wanted.year, wanted.cohort_code)) else None
    )
    unit, aim = issued.unit.rpartition(".")[2], target.read_aim(issued.aim)
    known = facts.of_words(asked or Wanted(issued.edition_code), unit)
    require_same(issued, content(issued.kind, known, issued.language))
    now = content(issued.kind, known, issued.language, aim)
    before = None
    if now.edition_code != issued.edition_code:
        of_issue = facts.of_words(Wanted(issued.edition_code), unit)
        if known.edition["period_code"] < of_issue.edition["period_code"]:
            raise ReportRefused("earlier", now.edition_code, [issued.edition_code])
        before = content(issued.kind, of_issue, issued.language, aim)
    answer = limited.ask(Update(document, now, datetime.now(UTC), before))
    outcome = replace(
        _outcome(answer.facts),
        about={language: Telling(known, language).about for language in LANGUAGES},
        names={language: known.names(language) for language in LANGUAGES},
    )
    return answer.document, outcome


def _outcome(said: dict) -> Outcome:
    differences = ("changed", "struck", "added", "by_hand", "in_charts", "gone_from_data")
    return Outcome(**{**said, **{name: [Difference(**each) for each in said[name]] for name in differences}})


def lines(outcome: Outcome, language: str) -> list[str]:
    """What a second run found, in words: how many of each, then each of them, by what it is a figure of."""

    def told(address: str) -> str:
        return addresses.told(address, outcome.names[language], language)

    found = [say(language, "report_update_same", about=outcome.about[language], count=outcome.same)]
    for name in ("changed", "struck", "added", "by_hand", "in_charts", "gone_from_data"):
        differences = getattr(outcome, name)
        found.append(say(language, f"report_update_{name}", count=len(differences)))
        found += [
            say(
                language, "report_update_difference", address=told(each.address), found=each.found or "—",
                now=each.now or "—",
            )
            for each in differences
        ]
    for name in ("deleted", "new"):
        those = getattr(outcome, name)
        listed = formats.phrases(dict.fromkeys(map(told, those)), language)
        found.append(say(language, f"report_update_{name}", count=len(those), addresses=listed or "—"))
    return found
