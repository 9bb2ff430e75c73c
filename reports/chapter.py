"""The analysis chapter of a plan, in the structure of the plans that provinces write: 1.1 the framework, 1.2 where the
unit stands, 1.3 its components by main indicator, and the annex of who must act.

Nothing is said without its data. What a plan of this kind would say and the warehouse does not know is a paragraph of
its own that names what is missing and why.
"""

from collections.abc import Sequence
from itertools import groupby

from reports import components, standing
from reports.content import Align, Block, Column, Content, Paragraph, Table, cleaned, item, note
from reports.facts import Row
from reports.telling import Telling
from text import caveats, formats
from text.answer import is_restated_change
from text.citations import cited
from text.formats import MISSING

_LEAST_RANKS = 2  # that differ, where a best and a worst are named


def chapter(told: Telling, target: Sequence[Block] = ()) -> Content:
    """The chapter about a unit in an edition; `target` are the paragraphs of a plan that was worked out."""
    return content(
        told,
        "chapter",
        lists={"components": components.sections(told)},
        blocks={
            "overview": _framework(told),
            "general": standing.general(told),
            "standing": standing.standing(told),
            "mains": mains(told),
            "component_counts": components.counts(told),
            "target": target,
            "annex": components.annex(told),
            "sources": sources(told),
        }
        | components.blocks(told),
    )


def content(told: Telling, kind: str, lists: dict, blocks: dict) -> Content:
    """A document about the unit, with the words that every template may use."""
    facts, edition = told.facts, told.facts.edition
    words = {
        "unit": told.unit,
        "index": told.index,
        "year": f"{told.year}",
        "year_named": f"{told.year:named}",
        "decision": told.decision(edition["decision"]),
        "cohort": told.cohort(edition),
        "rank": told.rank(facts.unit),
        "value": told.value(facts.unit),
        "build": facts.build_id,
        "answer": standing.answer(told),
    }
    return Content(
        kind=kind,  # type: ignore[arg-type]
        language=told.language,
        unit=facts.unit_param,
        edition_code=facts.edition_code,
        framework_code=edition["framework_code"],
        cohort_code=edition["cohort_code"],
        build_id=facts.build_id,
        title=told.figures.plain(told.say(f"report_title_{kind}", year=told.year, unit=told.unit, index=told.index)),
        figures=told.figures,
        names=facts.names(told.language),
        lines=components.possible_lines(told),
        words=words,
        lists=lists,
        blocks=blocks,
    )


def mains(told: Telling) -> list[Block]:
    """1.2.2: value and rank of each main indicator (and group), then of the pillars."""
    rows = told.facts.level("group", "main")
    rows = [row for row in rows if row["indicator_level"] == "main" or _has_figure(row)]
    if not any(_has_figure(row) for row in rows):
        return [told.gap("report_gap_mains", year=told.year, unit=told.unit), *_pillars(told, 1)]
    blocks: list[Block] = [_table_of(told, rows, "report_table_mains", 1)]
    blocks += _notes_of(told, rows)
    if best := _best_and_worst(told, [row for row in rows if row["indicator_level"] == "main"]):
        blocks.append(Paragraph(best))
    return [*blocks, *_pillars(told, 2)]


def _has_figure(row: Row) -> bool:
    return row["value"] is not None or row["rank"] is not None


def _table_of(told: Telling, rows: Sequence[Row], caption: str, number: int) -> Table:
    """A table of indicators; what they were before stands beside them where any of it is known."""
    has_before = any(told_before(row) for row in rows)
    right: Align = "right"
    is_numbered = rows[0]["indicator_level"] != "pillar"
    columns = [Column(told.say("report_column_number"), 12, "center")] if is_numbered else []
    columns += [
        Column(told.say("report_column_indicator"), (52 if has_before else 98) + (0 if is_numbered else 12)),
        Column(told.say("column_value"), 22, right),
        Column(told.say("column_rank"), 20, right),
    ]
    if has_before:
        since = told.year_before if is_restated_change(told.facts.unit) else told.year_before_as_published
        columns += [
            Column(told.say("report_column_value_before", year=since), 22, right),
            Column(told.say("report_column_rank_before", year=since), 20, right),
            Column(told.say("report_column_places"), 17, right),
        ]
    body = []
    for row in rows:
        cells = ["" if row["indicator_level"] == "group" else row["indicator_code"]] if is_numbered else []
        cells += [told.named(row), told.value(row), told.rank(row)]
        if has_before:
            cells += [told.value_before(row), told.rank_before(row), told.places_cell(row)]
        body.append(cells)
    groups = frozenset(place for place, row in enumerate(rows) if row["indicator_level"] == "group")
    words = {"number": number, "unit": told.unit, "year": told.year, "index": told.index}
    return Table(told.say(caption, **words), columns, body, is_kept_together=True, bold_rows=groups)


def told_before(row: Row) -> bool:
    """Whether anything of the period before is known of an indicator."""
    names = ("previous_value", "previous_rank", "restated_previous_value", "restated_previous_rank")
    return any(row[name] is not None for name in names)


def _notes_of(told: Telling, rows: Sequence[Row]) -> list[Block]:
    """What the dashes and marks of the table mean."""
    notes = {}
    if any(row["rank"] is None for row in rows):
        size = rows[0]["cohort_size"]
        notes["no_rank"] = told.say("report_no_rank", size=told.count(size, "now/cohort_size") if size else MISSING)
    if any(row["value"] is None for row in rows):
        notes["no_value"] = told.say("report_no_value")
    if any(told_before(row) for row in rows) and not all(
        row["previous_rank"] or row["restated_previous_rank"] for row in rows
    ):
        notes["none_before"] = told.say("report_none_before")
    inferred = caveats.inferred((row["value_basis"] for row in rows), told.language)
    notes |= {f"inferred_{place}": text for place, text in enumerate(inferred)}
    return [told.note(f"{rows[0]['indicator_level']}_note_{name}", text) for name, text in notes.items()]


def _best_and_worst(told: Telling, rows: Sequence[Row]) -> str:
    """The main indicators with the best and with the worst rank, where ranks are known and differ."""
    known = [row for row in rows if row["rank"] is not None]
    ranks = {row["rank"] for row in known}
    if len(ranks) < _LEAST_RANKS:
        return ""

    def those(place: int, name: str) -> str:
        found = (row for row in known if row["rank"] == place)
        listed = told.listed(told.say("report_with_rank", name=told.named(row), rank=told.rank(row)) for row in found)
        return told.mark(told.figures.plain(listed), f"now/{name}_mains")

    of = told.say("report_of_mains" if len(known) == len(rows) else "report_of_known_mains")
    return told.say(
        "report_best_and_worst",
        of=told.mark(of, "now/of_mains"),
        best=those(min(ranks), "best"),
        worst=those(max(ranks), "worst"),
    )


def _pillars(told: Telling, number: int) -> list[Block]:
    """The pillars, which overlap; nothing where none has a figure."""
    rows = [row for row in told.facts.level("pillar") if _has_figure(row)]
    if not rows:
        return []
    rules = dict.fromkeys(row["value_rule"] for row in rows if row["value_basis"] == "computed" and row["value_rule"])
    blocks: list[Block] = [_table_of(told, rows, "report_table_pillars", number), *_notes_of(told, rows)]
    if told.facts.pillar_mains:
        blocks.append(note(told.say("report_pillars_overlap")))
    if rules:
        by = told.listed(told.say(f"rule_{rule}") for rule in rules)
        blocks.append(note(told.say("report_pillars_computed", rules=by)))
    return blocks


def sources(told: Telling) -> list[Block]:
    """The documents that the figures were read from, and the build."""
    found = told.facts.cited
    blocks: list[Block] = []
    for source in found:
        words = f"{cited(source, told.language)} · {told.say('authority_' + source['authority'])}"
        address = f" · {source['source_address']}" if source["source_address"] else ""
        blocks.append(item(cleaned(words + address)))
    if not found:
        blocks.append(told.gap("report_gap_sources"))
    return [*blocks, *components.remarks(told), note(told.say("report_made_from", build=told.facts.build_id))]


def _framework(told: Telling) -> list[Block]:
    """1.1: what the framework is made of, as far as it is known."""
    facts, edition = told.facts, told.facts.edition
    mains = [row for row in facts.tree if row["indicator_level"] == "main"]
    index = told.named(edition, "index_name")
    named_so = {"index": index, "decision": told.decision(edition["decision"])}
    groups = {row["indicator_code"]: row for row in facts.tree if row["indicator_level"] in ("group", "pillar")}
    parents = {row["parent_code"] for row in mains}
    is_whole = all(row["indicator_level"] == "pillar" or code in parents for code, row in groups.items())
    if not mains or not is_whole:  # of some groups alone a count would be wrong
        return [Paragraph(told.say("report_framework_unknown", **named_so)), told.gap("report_gap_framework")]
    day = edition["decision_issued_on"]
    dated = told.say("report_dated", day=formats.day(day, told.language)) if day else ""
    component_count = sum(row["component_count"] for row in mains)
    is_listed = all(row["component_count"] for row in mains if row["is_scored"])  # else a sum would be of some alone
    components_told = ""
    if is_listed:
        count = told.count(component_count, "framework/component_count")
        components_told = told.say("report_framework_components", count=count)
    blocks: list[Block] = [
        Paragraph(
            told.say(
                "report_framework",
                **named_so,
                dated=dated,
                mains=told.count(len(mains), "framework/main_count"),
                components=components_told,
            )
        )
    ]
    blocks.append(told.gap("report_gap_decision_title", decision=named_so["decision"]))
    for code in dict.fromkeys(row["parent_code"] for row in mains):
        members = [row for row in mains if row["parent_code"] == code]
        blocks.append(_group_of_mains(told, groups.get(code), members, is_listed))
    if not is_listed:
        blocks.append(told.gap("report_gap_component_list"))
    return [*blocks, *_pillars_of_framework(told, mains)]


def _group_of_mains(told: Telling, group: Row | None, mains: Sequence[Row], is_listed: bool) -> Paragraph:
    """One group of main indicators with the components of each, where all are known; those not assessed say so."""
    names = []
    for row in mains:
        name = told.named(row)
        if is_listed:
            key = "report_main_components" if row["is_scored"] else "report_main_not_assessed"
            count = told.count(row["component_count"], f"framework/{row['indicator_code']}/component_count")
            name = told.say(key, name=name, count=count)
        names.append(name)
    of = told.named(group) if group else told.say("report_all_mains")
    code = group["indicator_code"] if group else "all"
    count = told.count(len(mains), f"framework/{code}/main_count")
    return item(told.say("report_group", group=of, count=count, mains=told.listed(names)))


def _pillars_of_framework(told: Telling, mains: Sequence[Row]) -> list[Block]:
    """The pillars and how many main indicators each has, where the framework says which."""
    of_tree = {row["indicator_code"]: row for row in told.facts.tree}
    blocks: list[Block] = []
    for code, found in groupby(told.facts.pillar_mains, key=lambda row: row["pillar_code"]):
        members = list(found)
        common = [row for row in members if not row["is_own"]]
        groups = {of_tree[row["main_code"]]["parent_code"] for row in common}
        left_out = [row for row in mains if not row["is_scored"] and row["parent_code"] in groups]
        address = f"framework/{code}"
        own = told.listed(told.named(row, "main_name") for row in members if row["is_own"])
        blocks.append(
            item(
                told.say(
                    "report_pillar",
                    pillar=told.named(of_tree[code]),
                    count=told.count(len(members) + len(left_out), f"{address}/main_count"),
                    assessed=told.count(len(members), f"{address}/assessed_main_count"),
                    common=told.count(len(common), f"{address}/common_main_count"),
                    own=own,
                )
            )
        )
    return [*blocks, note(told.say("report_pillars_overlap"))] if blocks else []
