"""The profile of a unit on one page."""

from collections.abc import Sequence
from dataclasses import replace

from reports import chapter, standing
from reports.content import Block, Content, Paragraph, Table, note
from reports.facts import Facts, Row
from reports.telling import Telling, places_moved
from text.citations import cited

_CHART_HEIGHT = 36  # mm
_TABLE_SIZE = 9  # points
_MOST_LOST, _MOST_SOURCES = 3, 2


def profile(facts: Facts, language: str) -> Content:
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
