"""The analysis chapter of a plan, in the structure of the plans that provinces write: 1.1 the framework, 1.2 where the
unit stands, 1.3 its components by main indicator, and the annex of who must act.

Nothing is said without its data. What a plan of this kind would say and the warehouse does not know is a paragraph of
its own that names what is missing and why.
"""

from collections.abc import Sequence
from itertools import groupby

from reports import components
from reports.content import Align, Block, Chart, Column, Content, Paragraph, Run, Table, cleaned, gap, item, note
from reports.facts import Row
from reports.telling import Telling, places_moved
from text import caveats, formats
from text.answer import bases_told, is_restated_change, provenance
from text.catalogue import counted
from text.citations import cited
from text.formats import MISSING
from text.periods import Period

_LEAST_POINTS = 2  # of a chart over the years


def chapter(told: Telling, target: Sequence[Block] = ()) -> Content:
    """The chapter about a unit in an edition; `target` are the paragraphs of a plan that was worked out."""
    return content(
        told,
        "chapter",
        lists={"components": components.sections(told)},
        blocks={
            "overview": overview(told),
            "general": general(told),
            "standing": standing(told),
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
        "cohort": told.named(edition, "cohort_name"),
        "rank": told.rank(facts.unit),
        "value": told.value(facts.unit),
        "build": facts.build_id,
        "answer": answer(told),
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
        words=words,
        lists=lists,
        blocks=blocks,
    )


def overview(told: Telling) -> list[Block]:
    """1.1: what the framework is made of, as far as it is known."""
    facts, edition = told.facts, told.facts.edition
    mains = [row for row in facts.tree if row["indicator_level"] == "main"]
    index = told.named(edition, "index_name")
    named_so = {"index": index, "decision": told.decision(edition["decision"])}
    if not mains:
        return [Paragraph(told.say("report_framework_unknown", **named_so)), gap(told.say("report_gap_framework"))]
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
    blocks.append(gap(told.say("report_gap_decision_title", decision=named_so["decision"])))
    groups = {row["indicator_code"]: row for row in facts.tree if row["indicator_level"] in ("group", "pillar")}
    for code in dict.fromkeys(row["parent_code"] for row in mains):
        members = [row for row in mains if row["parent_code"] == code]
        blocks.append(_group(told, groups.get(code), members, is_listed))
    if not is_listed:
        blocks.append(gap(told.say("report_gap_component_list")))
    return [*blocks, *_pillars_of_framework(told, mains)]


def _group(told: Telling, group: Row | None, mains: Sequence[Row], is_listed: bool) -> Paragraph:
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


def general(told: Telling) -> list[Block]:
    """1.2: with what this edition may be compared."""
    unit, edition = told.facts.unit, told.facts.edition
    before = told.facts.editions.get(edition["previous_edition_code"] or "")
    size = edition["cohort_size"]
    about = {
        "year": told.year,
        "index": told.named(edition, "index_name"),
        "cohort": told.named(edition, "cohort_name"),
    }
    if size is None:
        sentence = told.say("report_general_unknown", **about)
    elif size == 1:
        sentence = told.say("report_general_alone", **about)
    else:
        sentence = told.say("report_general", **about, size=told.count(size, "now/cohort_size"))
    blocks: list[Block] = [Paragraph(sentence)]
    if edition["is_provisional"]:
        blocks.append(note(told.say("report_provisional")))
    reasons = unit["comparability_reasons"] or []
    if before and "cohort_changed" in reasons:
        blocks.append(
            note(
                told.say(
                    "caveat_cohort",
                    previous_year=told.year_before_as_published,
                    previous_cohort=told.named(before, "cohort_name"),
                    cohort=told.named(edition, "cohort_name"),
                )
            )
        )
    if "framework_changed" in reasons:
        blocks.append(
            note(
                told.say(
                    "caveat_framework",
                    year=told.year,
                    previous_year=told.year_before_as_published,
                    decision=told.decision(edition["decision"]),
                    previous_decision=told.decision(edition["previous_decision"]),
                )
            )
        )
    return blocks


def answer(told: Telling) -> str:
    """Where the unit stands, in one sentence: value, rank and how both moved, as far as they are known."""
    row = told.facts.unit
    about = {"index": told.index, "year": told.year, "unit": told.unit}
    places = _places(told, row)
    if row["value"] is None and row["rank"] is None:
        return told.say("report_answer_none", **about)
    if row["value"] is None:
        return told.say("report_answer_rank", **about, rank=told.rank(row), tie=_tie(told, row), places=places)
    value = told.value(row)
    if row["scale_max"] != 1:
        maximum = formats.points(row["scale_max"], told.language)
        value = told.say("report_of_maximum", value=value, maximum=told.mark(maximum, "framework/scale_max"))
    change = _change(told, row)
    if row["rank"] is None:
        reason = told.say(
            f"reason_{row['rank_reason']}",
            count=told.count(told.facts.summary["value_count"], "now/index/value_count"),
            size=row["cohort_size"] or MISSING,
        )
        return told.say("report_answer_value", **about, value=value, change=change, reason=reason)
    rank = told.rank(row)
    return told.say("report_answer", **about, value=value, change=change, rank=rank, tie=_tie(told, row), places=places)


def _tie(told: Telling, row: Row) -> str:
    others = (row["tie_count"] or 1) - 1
    if not others:
        return ""
    return told.say("tie", others=told.mark(counted(told.language, "others", others), "now/index/tie_count"))


def _change(told: Telling, row: Row) -> str:
    is_restated = is_restated_change(row)
    moved = row["restated_value_change" if is_restated else "value_change"]
    if moved is None:
        return ""
    way = "up" if moved > 0 else "down" if moved < 0 else "same"
    key = "report_printed" if row["value_change_basis"] == "published" else ""
    return told.say(
        f"report_value_{way}", amount=told.change(row), since=_since(told, row), basis=told.say(key) if key else ""
    )


def _since(told: Telling, row: Row) -> str:
    """What a change is measured against; restated figures say for how many units."""
    if is_restated_change(row):
        size = told.count(row["cohort_size"], "now/cohort_size")
        return told.say("report_since_restated", year=told.year_before_as_published, size=size)
    return f"{told.year_before:named}"


def _places(told: Telling, row: Row) -> str:
    moved = places_moved(row)
    if moved is None:
        return ""
    way = "up" if moved > 0 else "down" if moved < 0 else "same"
    before = told.rank_before(row)
    words = {"places": told.places(row), "since": _since(told, row), "before": before}
    key = f"report_places_{way}" if before != MISSING else f"report_places_{way}_alone"
    return told.say(key, **words)


def standing(told: Telling) -> list[Block]:
    """1.2.1: charts over the years, the answer, and what limits it."""
    row = told.facts.unit
    if row["value"] is None and row["rank"] is None:
        return [gap(answer(told))]
    blocks: list[Block] = [Paragraph(answer(told)), *charts(told)]
    if row["value"] is None:
        blocks.append(gap(told.say("report_gap_value", year=told.year, unit=told.unit)))
    blocks += [Paragraph(sentence) for sentence in (_mean(told), _parts(told)) if sentence]
    blocks += [note(sentence) for sentence in limits(told)]
    return [*blocks, *_gaps_before(told, row)]


def _gaps_before(told: Telling, row: Row) -> list[Block]:
    """What of the period before is not known though its rank or its change is."""
    is_value_told = row["value"] is not None or row["value_change"] is not None
    if row["previous_period_code"] is None or row["previous_value"] is not None or not is_value_told:
        return []
    if row["restated_previous_value"] is not None:
        return []
    key = "report_gap_value_before_printed" if row["value_change_basis"] == "published" else "report_gap_value_before"
    return [gap(told.say(key, year=told.year_before_as_published, unit=told.unit))]


def _mean(told: Telling) -> str:
    summary = told.facts.summary
    size = told.facts.unit["cohort_size"]
    if summary["mean_value"] is None or summary["value_count"] != size or size == 1:
        return ""
    mean = formats.value(summary["mean_value"], told.language, summary["shown_decimals"])
    units = told.count(size, "now/cohort_size")
    return told.say("report_mean", size=units, mean=told.mark(mean, "now/index/mean_value"))


def _parts(told: Telling) -> str:
    """The units that this one was merged from, with their own figures."""
    parts = []
    for row in told.facts.predecessors:
        address = f"predecessors/{row['predecessor_code']}/index"
        value = told.mark(formats.value(row["value"], told.language), f"{address}/value")
        rank = told.mark(formats.rank(row["rank"], row["predecessor_cohort_size"]), f"{address}/rank")
        name = told.named(row, "predecessor_name")
        parts.append(told.say("report_predecessor", name=name, value=value, rank=rank))
    return told.say("report_predecessors", unit=told.unit, parts=told.listed(parts)) if parts else ""


def limits(told: Telling) -> list[str]:
    """What a reader must know before leaning on the answer: how it came about, and what its changes cannot say."""
    row = told.facts.unit
    told_so = [provenance(row, told.language) + ". " + " ".join(bases_told(row, told.language))]
    if row["value_basis"] == "inferred":
        told_so += caveats.inferred(["inferred"], told.language)
    if row["change_missing_reason"] not in (None, "cohort_changed"):
        before = told.facts.editions.get(told.facts.edition["previous_edition_code"] or "")
        told_so += caveats.comparison(row, told.facts.edition, before, told.language)
    else:
        if is_restated_change(row):
            kept = row["restated_previous_basis"] == "published"
            key = "report_restated_kept" if kept else "report_restated"
            told_so.append(told.say(key, year=told.year_before_as_published, unit=told.unit))
        told_so += [text for text in caveats.one_missing(row, told.language) if row["restated_places_gained"] is None]
        told_so += caveats.coarser_precision(row, told.language)
    if row["ranks_against_values"]:
        told_so.append(told.say("caveat_ranks_against_values"))
    elif row["is_score_up_rank_down"] or row["is_score_down_rank_up"]:
        key = "caveat_up_down" if row["is_score_up_rank_down"] else "caveat_down_up"
        told_so.append(told.say(key, change=told.change(row), places=told.places(row)))
    return told_so


def charts(told: Telling) -> list[Chart]:
    """Rank and value of the index over the years, from the first one in which the unit has either; none for one year
    alone. A year without the figure stays empty.
    """
    rows = told.facts.years
    first = next((at for at, row in enumerate(rows) if row["rank"] is not None or row["value"] is not None), len(rows))
    rows = [row | {"break_reasons": row["break_reasons"] if at else None} for at, row in enumerate(rows[first:])]
    if len(rows) < _LEAST_POINTS:
        return []
    periods = [Period(row["period_code"], told.language, row["is_restated"], row["is_provisional"]) for row in rows]
    categories = [str(period) for period in periods]
    drawn: list[Chart] = []
    for figure, is_rank in (("rank", True), ("value", False)):
        known = [row for row in rows if row[figure] is not None]
        if not known:
            continue
        parts = []
        for row, period in zip(rows, periods, strict=True):
            text = (
                formats.rank(row["rank"], row["cohort_size"])
                if is_rank
                else formats.value(row["value"], told.language, row["value_decimals"])
            )
            marked = told.mark(text, f"years/{row['edition_code']}/index/{figure}")
            key = "report_chart_point" if marked != MISSING else "report_chart_no_point"
            parts.append(told.say(key, period=period, figure=marked))
        words = {"unit": told.unit, "index": told.index, "first": categories[0], "last": categories[-1]}
        breaks = [str(period) for row, period in zip(rows, periods, strict=True) if row["break_reasons"]]
        broken = told.say("report_chart_breaks", periods=told.listed(breaks)) if breaks else ""
        alt = told.say(f"report_chart_{figure}_alt", **words, points=told.listed(parts), breaks=broken)
        caption = told.say(f"report_chart_{figure}", number=len(drawn) + 1, **words)
        if breaks:
            caption += f" {broken}"
        drawn.append(
            Chart(
                "line",
                caption,
                alt,
                categories,
                _runs(rows, figure, told.unit),
                "0" if is_rank else "0.0000" if rows[-1]["scale_max"] in (None, 1) else "0.00",
                is_rank,
                max((row["cohort_size"] or 0 for row in known), default=0) if is_rank else None,
            )
        )
    return drawn


def _runs(rows: Sequence[Row], figure: str, name: str) -> list[Run]:
    """One run for each stretch of editions that a line may join."""
    stretches: list[list[int]] = []
    for place, row in enumerate(rows):
        if not stretches or row["break_reasons"]:
            stretches.append([])
        stretches[-1].append(place)
    return [
        Run(name, [float(row[figure]) if place in stretch and row[figure] is not None else None
                   for place, row in enumerate(rows)])
        for stretch in stretches
        if any(rows[place][figure] is not None for place in stretch)
    ]  # fmt: skip


def mains(told: Telling) -> list[Block]:
    """1.2.2: value and rank of each main indicator (and group), then of the pillars."""
    rows = told.facts.level("group", "main")
    rows = [row for row in rows if row["indicator_level"] == "main" or _has_figure(row)]
    if not any(_has_figure(row) for row in rows):
        return [gap(told.say("report_gap_mains", year=told.year, unit=told.unit)), *_pillars(told, 1)]
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
    columns = [
        Column(told.say("report_column_number"), 12, "center"),
        Column(told.say("report_column_indicator"), 52 if has_before else 98),
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
        cells = ["" if row["indicator_level"] in ("group", "pillar") else row["indicator_code"], told.named(row)]
        cells += [told.value(row), told.rank(row)]
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
    notes = []
    if any(row["rank"] is None for row in rows):
        size = rows[0]["cohort_size"]
        notes.append(told.say("report_no_rank", size=told.count(size, "now/cohort_size") if size else MISSING))
    if any(row["value"] is None for row in rows):
        notes.append(told.say("report_no_value"))
    notes += caveats.inferred((row["value_basis"] for row in rows), told.language)
    return [note(text) for text in notes]


def _best_and_worst(told: Telling, rows: Sequence[Row]) -> str:
    """The main indicators with the best and with the worst rank, where ranks are known and differ."""
    known = [row for row in rows if row["rank"] is not None]
    ranks = {row["rank"] for row in known}
    if len(ranks) < _LEAST_POINTS:
        return ""

    def those(place: int) -> str:
        found = (row for row in known if row["rank"] == place)
        return told.listed(told.say("report_with_rank", name=told.named(row), rank=told.rank(row)) for row in found)

    return told.say("report_best_and_worst", best=those(min(ranks)), worst=those(max(ranks)))


def _pillars(told: Telling, number: int) -> list[Block]:
    """The pillars, which overlap; nothing where none has a figure."""
    rows = [row for row in told.facts.level("pillar") if _has_figure(row)]
    if not rows:
        return []
    computed = any("computed" in (row["value_basis"], row["rank_basis"]) for row in rows)
    blocks: list[Block] = [_table_of(told, rows, "report_table_pillars", number)]
    if told.facts.pillar_mains:
        blocks.append(note(told.say("report_pillars_overlap")))
    if computed:
        blocks.append(note(told.say("report_pillars_computed")))
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
        blocks.append(gap(told.say("report_gap_sources")))
    return [*blocks, *components.remarks(told), note(told.say("report_made_from", build=told.facts.build_id))]
