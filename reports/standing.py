"""Sections 1.2 and 1.2.1: where the unit stands, against what that may be held, and what limits it."""

from collections.abc import Sequence

from reports.content import Block, Chart, Paragraph, Run, note
from reports.facts import Row
from reports.telling import Telling, places_moved
from text import caveats, formats
from text.answer import bases_told, is_restated_change, provenance
from text.catalogue import counted
from text.formats import MISSING
from text.periods import Period

LEAST_POINTS = 2  # of a chart over the years


def general(told: Telling) -> list[Block]:
    """1.2: with what this edition may be compared."""
    edition = told.facts.edition
    size = edition["cohort_size"]
    about = {
        "year": told.year,
        "index": told.named(edition, "index_name"),
        "cohort": told.cohort(edition),
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
    return [*blocks, *(note(sentence) for sentence in other_rules(told))]


def other_rules(told: Telling) -> list[str]:
    """What the period before had otherwise, of the cohort and of the framework: then the two years do not compare. Each
    sentence is one figure, since a later year has another one or none.
    """
    edition, reasons = told.facts.edition, told.facts.unit["comparability_reasons"] or []
    before = told.facts.editions.get(edition["previous_edition_code"] or "")
    former = told.year_before_as_published
    said = {}
    if before and "cohort_changed" in reasons:
        cohorts = {"previous_cohort": told.cohort(before, "before"), "cohort": told.cohort(edition)}
        said["cohort_changed"] = told.say("caveat_cohort", previous_year=former, **cohorts)
    if "framework_changed" in reasons:
        said["framework_changed"] = told.say(
            "caveat_framework",
            year=told.year,
            previous_year=former,
            decision=told.decision(edition["decision"]),
            previous_decision=told.decision(edition["previous_decision"]),
        )
    return [told.whole(name, sentence) for name, sentence in said.items()]


def is_answered(told: Telling) -> bool:
    """Whether the unit has a value or a rank at all."""
    return told.facts.unit["value"] is not None or told.facts.unit["rank"] is not None


def answered(told: Telling) -> Paragraph:
    """The answer as a paragraph; a gap where there is none."""
    return Paragraph(answer(told)) if is_answered(told) else Paragraph(told.whole("no_answer", answer(told)), "DTI Gap")


def answer(told: Telling) -> str:
    """Where the unit stands, in one sentence: value, rank and how both moved, as far as they are known."""
    row = told.facts.unit
    about = {"index": told.index, "year": told.year, "unit": told.unit}
    places = _places(told, row)
    if row["value"] is None and row["rank"] is None:
        return told.say("report_answer_none", **about)
    if row["value"] is None:
        change = _change(told, row, "report_value_alone")
        return told.say(
            "report_answer_rank", **about, rank=told.rank(row), tie=_tie(told, row), places=places, change=change
        )
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


def _change(told: Telling, row: Row, key: str = "report_value") -> str:
    """How the value moved, in brackets behind it, or by another `key` where the value itself is not known."""
    is_restated = is_restated_change(row)
    moved = row["restated_value_change" if is_restated else "value_change"]
    if moved is None:
        return ""
    printed = told.say("report_printed") if row["value_change_basis"] == "published" else ""
    basis = told.mark(printed, "now/index/value_change_basis") if printed else ""
    if not moved:
        return told.whole("value_same", told.say(f"{key}_same", since=_since(told, row), basis=printed))
    way = told.mark(told.say("report_way_up" if moved > 0 else "report_way_down"), "now/index/value_way")
    return told.say(f"{key}_moved", way=way, amount=told.change(row), since=_since(told, row), basis=basis)


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
    before, since = told.rank_before(row), _since(told, row)
    if not moved:
        return told.whole("rank_same", told.say("report_places_same", since=since, before=before))
    way = told.mark(told.say("report_way_up" if moved > 0 else "report_way_down"), "now/index/places_way")
    key = "report_places_moved" if before != MISSING else "report_places_moved_alone"
    return told.say(key, way=way, places=told.places(row), since=since, before=before)


def standing(told: Telling) -> list[Block]:
    """1.2.1: charts over the years, the answer, and what limits it."""
    row = told.facts.unit
    if not is_answered(told):
        return [answered(told)]
    drawn = charts(told)
    blocks: list[Block] = [answered(told), *drawn]
    if row["value"] is None:
        blocks.append(told.gap("report_gap_value", year=told.year, unit=told.unit))
    blocks += [Paragraph(sentence) for sentence in (_mean(told), _parts(told)) if sentence]
    blocks += [note(sentence) for sentence in limits(told)]
    return [*blocks, *_gaps_before(told, row, drawn)]


def _gaps_before(told: Telling, row: Row, drawn: Sequence[Chart]) -> list[Block]:
    """What of the period before is not known though its rank or its change is, and whether a chart of those `drawn`
    leaves it out.
    """
    is_value_told = row["value"] is not None or row["value_change"] is not None
    if row["previous_period_code"] is None or row["previous_value"] is not None or not is_value_told:
        return []
    if row["restated_previous_value"] is not None:
        return []
    is_drawn = any(not chart.is_rank for chart in drawn)
    key = "report_gap_value_before_printed" if row["value_change_basis"] == "published" else "report_gap_value_before"
    chart = told.say("report_gap_in_chart") if is_drawn else ""
    return [told.gap(key, year=told.year_before_as_published, unit=told.unit, chart=chart)]


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
    """What a reader must know before leaning on the answer: how it came about, and what its changes cannot say. Each
    sentence is one figure, because another year says another one.
    """
    row, language = told.facts.unit, told.language
    said = []
    if how := provenance(row, language):  # nothing where neither value nor rank is known
        said.append(("provenance", " ".join((f"{how}.", *bases_told(row, language)))))
    if row["value_basis"] == "inferred":
        said += [("inferred", text) for text in caveats.inferred(["inferred"], language)]
    if row["change_missing_reason"] not in (None, "cohort_changed"):
        before = told.facts.editions.get(told.facts.edition["previous_edition_code"] or "")
        said += [("no_change", text) for text in caveats.comparison(row, told.facts.edition, before, language)]
    else:
        if is_restated_change(row):
            kept = row["restated_previous_basis"] == "published"
            key = "report_restated_kept" if kept else "report_restated"
            said.append(("restated", told.say(key, year=told.year_before_as_published, unit=told.unit)))
        missing = caveats.one_missing(row, language) if row["restated_places_gained"] is None else []
        said += [(f"one_missing_{place}", text) for place, text in enumerate(missing)]
        said += [("precision", text) for text in caveats.coarser_precision(row, language)]
    if row["ranks_against_values"]:
        said.append(("odd_move", told.say("caveat_ranks_against_values")))
    elif row["is_score_up_rank_down"] or row["is_score_down_rank_up"]:
        key = "report_up_down" if row["is_score_up_rank_down"] else "report_down_up"
        said.append(("odd_move", told.say(key, change=told.change(row), places=told.places(row))))
    return [told.whole(f"limit_{name}", text) for name, text in said]


def charts(told: Telling) -> list[Chart]:
    """Rank and value of the index over the years, from the first one in which the unit has either; none for one year
    alone. A year without the figure stays empty.
    """
    rows = told.facts.years
    first = next((at for at, row in enumerate(rows) if row["rank"] is not None or row["value"] is not None), len(rows))
    rows = [row | {"break_reasons": row["break_reasons"] if at else None} for at, row in enumerate(rows[first:])]
    if len(rows) < LEAST_POINTS:
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
            named_so = told.mark(str(period), f"years/{row['edition_code']}/period")
            parts.append(told.say(key, period=named_so, figure=marked))
        # The last period stands for all that a later edition draws beside: by it a second run knows an old chart.
        last = told.mark(categories[-1], f"chart/{figure}/last_period")
        first_of_all = told.mark(categories[0], f"chart/{figure}/first_period")
        words = {"unit": told.unit, "index": told.index, "first": first_of_all, "last": last}
        breaks = [str(period) for row, period in zip(rows, periods, strict=True) if row["break_reasons"]]
        listed = told.mark(told.listed(breaks), f"chart/{figure}/break_periods") if breaks else ""
        broken = told.say("report_chart_breaks", periods=listed) if breaks else ""
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
                _runs(rows, figure, told),
                "0" if is_rank else "0.0000" if rows[-1]["scale_max"] in (None, 1) else "0.00",
                is_rank,
                max((row["cohort_size"] or 0 for row in known), default=0) if is_rank else None,
            )
        )
    return drawn


def _runs(rows: Sequence[Row], figure: str, told: Telling) -> list[Run]:
    """One run for each stretch of editions that a line may join."""
    stretches: list[list[int]] = []
    for place, row in enumerate(rows):
        if not stretches or row["break_reasons"]:
            stretches.append([])
        stretches[-1].append(place)
    labels = [
        str(row["rank"]) if figure == "rank" else formats.value(row["value"], told.language, row["value_decimals"])
        for row in rows
    ]
    return [
        Run(told.unit, [float(row[figure]) if place in stretch and row[figure] is not None else None
                        for place, row in enumerate(rows)], labels)
        for stretch in stretches
        if any(rows[place][figure] is not None for place in stretch)
    ]  # fmt: skip
