"""Documents made of the current build: a chapter or a profile, and the second run over one that was issued."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from reports import addresses, chapter, facts, limited, standing, target, templates
from reports.content import Block, Content, Paragraph, Table, note
from reports.differences import Difference, Outcome
from reports.errors import ReportRefused
from reports.facts import Facts, Row
from reports.limited import Read, Update
from reports.properties import Issued
from reports.second_run import require_same
from reports.target import Aim
from reports.telling import Telling, places_moved
from text.catalogue import LANGUAGES, say
from text.citations import cited
from warehouse.queries.editions import Wanted


def content(kind: str, known: Facts, language: str, aim: Aim | None = None) -> Content:
    """What a `chapter` or a `profile` says of a unit. Raises what `target.blocks` does."""
    if aim and aim.is_loose:
        raise ReportRefused("aim", aim.others)
    if kind == "profile":
        return _profile(known, language)
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
    differences = ("changed", "struck", "added", "by_hand", "in_charts", "gone_from_data", "new")
    return Outcome(**{**said, **{name: [Difference(**each) for each in said[name]] for name in differences}})


@dataclass(frozen=True)
class Section:
    """One kind of what a second run found: how many in words, then each of them, by what it is a figure of."""

    title: str
    lines: Sequence[str] = ()


def sections(outcome: Outcome, language: str) -> list[Section]:
    """What a second run found, in words; what it found several times in one line."""
    names = outcome.names[language]

    def told(each: Difference | str) -> str:
        if isinstance(each, str):
            return addresses.told(each, names, language)
        what = addresses.told(each.address, names, language)
        return say(language, "report_update_difference", address=what, found=each.found or "—", now=each.now or "—")

    found = [Section(say(language, "report_update_same", about=outcome.about[language], count=outcome.same))]
    for name in ("changed", "struck", "added", "by_hand", "in_charts", "gone_from_data", "deleted", "new"):
        those = getattr(outcome, name)
        lines = [
            line if times == 1 else say(language, "report_update_times", line=line, count=times)
            for line, times in Counter(map(told, those)).items()
        ]
        if those or name not in ("struck", "added"):  # what a document without lists need not hear of
            found.append(Section(say(language, f"report_update_{name}", count=len(those)), lines))
    return found


def lines(outcome: Outcome, language: str) -> list[str]:
    """The same one below the other, as a command prints it."""
    parts = sections(outcome, language)
    return [line for part in parts for line in (part.title, *(f"  {each}" for each in part.lines))]


_CHART_HEIGHT = 36  # mm
_TABLE_SIZE = 9  # points
_MOST_LOST, _MOST_SOURCES = 3, 2


def _profile(facts: Facts, language: str) -> Content:
    """The profile: where the unit stands, its main indicators and pillars, what it lost, and the sources."""
    told = Telling(facts, language)
    blocks: dict[str, Sequence[Block]] = {
        "profile_answer": _answer(told),
        "profile_mains": _mains(told),
        "profile_components": _components(told),
        "profile_limits": [note(" ".join(limits))] if (limits := _limits(told)) else [],
        "profile_sources": [_sources(told)],
    }
    return chapter.content(told, "profile", {}, blocks)


def _limits(told: Telling) -> list[str]:
    """What a reader must know: of a change that is told, first what the period before had otherwise."""
    row = told.facts.unit
    moved = (places_moved(row), row["value_change"], row["restated_value_change"])
    return [*(standing.other_rules(told) if moved != (None, None, None) else ()), *standing.limits(told)]


def _answer(told: Telling) -> list[Block]:
    drawn = [chart for chart in standing.charts(told) if chart.is_rank]
    return [standing.answered(told), *(replace(chart, height=_CHART_HEIGHT) for chart in drawn)]


def _mains(told: Telling) -> list[Block]:
    """One small table of main indicators, one of pillars; what stands beside in the chapter is left to it."""
    tables = [block for block in chapter.mains(told) if isinstance(block, Table)]
    if not tables:
        return [told.gap("report_gap_mains", year=told.year, unit=told.unit)]
    return [replace(table, size=_TABLE_SIZE) for table in tables]


def _components(told: Telling) -> list[Block]:
    """How many components have which status, and where most points were lost."""
    found: list[Block] = []
    if counts := told.facts.counts:
        numbers = {
            name: told.count(counts[f"{name}_count"], f"now/{name}_count")
            for name in ("full", "partial", "zero", "assessed")
        }
        found.append(Paragraph(told.say("report_counts", unit=told.unit, year=told.year, **numbers)))
    lost = sorted((row for row in told.facts.mains.values() if row["lost_score"]), key=lambda row: -row["lost_score"])
    if lost:
        mains = (row for row in told.facts.tree if row["indicator_level"] == "main")
        scored = {row["indicator_code"] for row in mains if row["is_scored"]}
        known = {code for code, row in told.facts.mains.items() if row["lost_score"] is not None}
        key = "report_most_lost" if scored <= known else "report_most_lost_known"
        found.append(Paragraph(told.say(key, mains=told.listed(_lost(told, lost[:_MOST_LOST])))))
    return found


def _lost(told: Telling, rows: Sequence[Row]) -> list[str]:
    return [
        told.say(
            "report_lost_by",
            name=told.named(row),
            points=told.points(row["lost_score"], f"now/{row['indicator_code']}/lost_score"),
            most=told.points(row["max_score"], f"now/{row['indicator_code']}/max_score"),
        )
        for row in rows
    ]


def _sources(told: Telling) -> Paragraph:
    """The first sources in a line, how many more there are, and the build."""
    names = [cited(source, told.language) for source in told.facts.cited]
    more = len(names) - _MOST_SOURCES
    said = "; ".join(names[:_MOST_SOURCES]) or told.say("source_unknown")
    if more > 0:
        said = told.say("report_more_sources", sources=said, count=more)
    return note(told.say("report_profile_sources", sources=said, build=told.facts.build_id))
