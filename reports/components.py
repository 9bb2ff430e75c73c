"""1.3 and the annex: which components scored all their points, some, or none, why, and who leads them."""

from collections.abc import Iterable, Sequence

from reports.content import (
    Block,
    Column,
    Main,
    Paragraph,
    Table,
    cell_address,
    cleaned,
    codes_address,
    item,
    line_address,
    note,
)
from reports.facts import Row
from reports.telling import Telling
from text import formats
from text.components import points, status_name
from warehouse.queries import plans

SCORED = ("full", "partial", "zero")
LOST = ("partial", "zero")
ANNEX = ("code", "component", "status", "lost", "lead", "coordinating", "target", "due", "evidence")
_TWO_DIGITS = "{:02d}"


def counts(told: Telling) -> list[Block]:
    """The opening of 1.3: how many components have which status, then points by main indicator."""
    found = told.facts.counts
    if found is None:
        key = "report_gap_components_merged" if told.facts.predecessors else "report_gap_components"
        return [told.gap(key, unit=told.unit, year=told.year)]
    names = ("full", "partial", "zero", "assessed", "not_assessed", "unknown")
    numbers = {name: told.count(found[f"{name}_count"], f"now/{name}_count") for name in names}
    blocks: list[Block] = [Paragraph(told.say("report_counts", unit=told.unit, year=told.year, **numbers))]
    for name in ("not_assessed", "unknown"):
        if found[f"{name}_count"]:
            blocks.append(Paragraph(told.say(f"report_counts_{name}", count=numbers[name])))
    blocks.append(_points(told))
    return [*blocks, *(told.note(f"doubt_{place}", text) for place, text in enumerate(_doubts(told)))]


def _points(told: Telling) -> Table:
    """Statuses and points by main indicator; what is not known is a dash."""
    rows = []
    for main in _mains(told):
        row = told.facts.mains.get(main["indicator_code"])
        if row is None:
            continue
        address = f"now/{row['indicator_code']}"
        cells = [row["indicator_code"], told.named(row)]
        cells += [
            told.count(row[f"{status}_count"], f"{address}/{status}_count")
            if row["assessed_count"]
            else formats.MISSING
            for status in SCORED
        ]
        scored = row["is_scored"]
        cells += [
            told.points(row[name] if scored else None, f"{address}/{name}")
            for name in ("score", "max_score", "lost_score")
        ]
        rows.append(cells)
    columns = [
        Column(told.say("report_column_number"), 12, "center"),
        Column(told.say("report_column_main"), 49),
        *(Column(told.say(f"report_column_{status}"), 16, "right") for status in SCORED),
        *(Column(told.say(f"report_column_{name}"), 19, "right") for name in ("score", "max_score", "lost_score")),
    ]
    caption = told.say("report_table_points", number=3, unit=told.unit, year=told.year)
    return Table(caption, columns, rows, is_kept_together=True, size=11)


def _doubts(told: Telling) -> list[str]:
    """Main indicators whose points and statuses hardly fit together, and statuses that a document contradicts."""
    notes = []
    for main in told.facts.mains.values():
        doubt = main["classification_doubt"]
        if doubt is None:
            continue
        statuses = ("full", "partial") if doubt == "needs_too_much" else ("full",)
        codes = [row["indicator_code"] for row in _of(told, main["indicator_code"]) if row["status"] in statuses]
        name = "scoring_max_score_lower" if doubt == "needs_too_much" else "full_max_score_upper"
        address = f"now/{main['indicator_code']}"
        got, most = (told.points(main[which], f"{address}/{which}") for which in ("score", "max_score"))
        notes.append(
            told.say(
                f"components_doubt_{doubt}",
                main=f"{main['indicator_code']}. {told.named(main)}",
                points=f"{got}/{most}",
                components=told.say("report_components", count=told.count(len(codes), f"{address}/doubtful_count")),
                codes=told.mark(told.listed(codes), f"{address}/doubtful_codes"),
                score=told.points(main[name], f"{address}/{name}"),
            )
        )
    if disputed := [row["indicator_code"] for row in told.facts.statuses if row["is_status_disputed"]]:
        notes.append(told.say("components_disputed", codes=told.mark(told.listed(disputed), "now/disputed_codes")))
    return notes


def _mains(told: Telling) -> list[Row]:
    """Every main indicator of the framework, in its order."""
    return [row for row in told.facts.tree if row["indicator_level"] == "main"]


def _of(told: Telling, main_code: str) -> list[Row]:
    return [row for row in told.facts.statuses if row["main_code"] == main_code]


def _sections(told: Telling) -> list[tuple[int, Row, list[Row]]]:
    """The main indicators with components of the unit: place in the framework, row of the tree, components."""
    found = [(place, main, _of(told, main["indicator_code"])) for place, main in enumerate(_mains(told), start=1)]
    return [section for section in found if section[2]]


def sections(told: Telling) -> list[Main]:
    """One section for each main indicator with components."""
    return [
        Main(
            place,
            told.named(main),
            told.count(len(rows), f"framework/{main['indicator_code']}/component_count"),
            f"components_{place}",
        )
        for place, main, rows in _sections(told)
    ]


def blocks(told: Telling) -> dict[str, list[Block]]:
    """What each section says, by the name that `sections` gives it."""
    return {f"components_{place}": _section(told, main, rows) for place, main, rows in _sections(told)}


def _section(told: Telling, main: Row, rows: Sequence[Row]) -> list[Block]:
    """Full, partial and zero ones with names and reasons; those that are not assessed apart; points lost together."""
    found: list[Block] = []
    code = main["indicator_code"]
    assessed = [row for row in rows if row["status"] != "not_assessed"]
    if assessed:
        for status in SCORED:
            of_status = [row for row in assessed if row["status"] == status]
            found += _of_status(told, code, status, of_status)
    found += _see_remarks(told, assessed)
    if unknown := [row for row in assessed if row["status"] is None]:
        codes = told.mark(told.listed(_codes(unknown)), f"now/{code}/unknown_codes")
        found.append(told.gap("report_gap_status", codes=codes))
    if left_out := [row for row in rows if row["status"] == "not_assessed"]:
        found += _not_assessed(told, code, left_out)
    if bound := _bound(told, code, assessed):
        found.append(told.note(f"bound_{code}", bound))
    return found


def _codes(rows: Iterable[Row]) -> list[str]:
    return [row["indicator_code"] for row in rows]


def _of_status(told: Telling, main_code: str, status: str, rows: Sequence[Row]) -> list[Block]:
    count = _TWO_DIGITS.format(len(rows)) if rows else "0"
    said = told.mark(count, f"now/{main_code}/{status}_count/two_digits")
    if not rows:
        return [Paragraph(told.say(f"report_{status}", count=said, codes=""))]
    codes = _in_brackets(told, main_code, status, rows)
    found: list[Block] = [Paragraph(told.say(f"report_{status}", count=said, codes=codes), is_kept_with_next=True)]
    found += [_line(told, main_code, status, row) for row in rows if not row["note"]]
    # Whoever transcribed them was not sure, of which name belongs to which code above all: apart, with what they noted.
    found += [_line(told, main_code, status, row, "*") for row in rows if row["note"]]
    return found + _reasons(told, main_code, status, rows)


def _in_brackets(told: Telling, main_code: str, status: str, rows: Sequence[Row]) -> str:
    """The codes of a list, one figure with their brackets: a later run takes them out, or puts them where none were."""
    return told.mark(f" ({told.listed(_codes(rows))})", codes_address(main_code, status))


def _line(told: Telling, main_code: str, status: str, row: Row, mark: str = "") -> Paragraph:
    """A line of a list, as one figure: a later run strikes it, or writes it into another list."""
    text = f"{row['indicator_code']}. {told.named(row)}.{mark}"
    return item(told.mark(text, line_address(main_code, status, row["indicator_code"])))


def possible_lines(told: Telling) -> list[str]:
    """The address of all that a list could have, of whatever status, and of every cell of the annex: what is gone is
    known by it.
    """
    listed = (*SCORED, "not_assessed")
    components = [row for row in told.facts.tree if row["indicator_level"] == "component"]
    found = [cell_address(row["indicator_code"], name) for row in components for name in ANNEX]
    of_main: dict[str, list[str]] = {}
    for row in components:
        of_main.setdefault(row["parent_code"], []).append(row["indicator_code"])
    for main_code, codes in of_main.items():
        for status in listed:
            found.append(codes_address(main_code, status))
            found += [line_address(main_code, status, code) for code in codes]
            found += [f"sentence/{_reason_name(main_code, status, place)}" for place in range(len(codes))]
    return found


def remarks(told: Telling) -> list[Block]:
    """What whoever transcribed the components noted of codes and names, each remark once."""
    found: dict[str, list[Row]] = {}
    for row in told.facts.statuses:
        if row["note"]:
            found.setdefault(cleaned(row["note"]).rstrip(". "), []).append(row)
    return [note(told.say("report_remark", codes=told.listed(_codes(rows)), text=text)) for text, rows in found.items()]


def _see_remarks(told: Telling, rows: Iterable[Row]) -> list[Block]:
    return [note(told.say("report_see_remarks"))] if any(row["note"] for row in rows) else []


def _reason_name(main_code: str, status: str, place: int) -> str:
    return f"reason_{main_code}_{status}_{place}"


def _reasons(told: Telling, main_code: str, status: str, rows: Sequence[Row]) -> list[Block]:
    """A paragraph with one sentence for each reason that a list has: as the document prints it, then the words of the
    closed list.

    A reason that stands for a whole list is said to, and is never given to one component alone.
    """
    found: dict[tuple, list[Row]] = {}
    for row in rows:
        if row["reason_codes"] or row["reason_text"]:
            key = (tuple(row["reason_codes"] or ()), row["reason_text"], row["is_reason_certain"])
            found.setdefault(key, []).append(row)
    sentences = []
    for (codes, text, is_certain), those in found.items():
        words = formats.phrases((told.named(told.facts.reasons[code], "reason_name") for code in codes), told.language)
        printed = cleaned(text or "").rstrip(". ")
        said = told.say("report_reason_both", printed=printed, words=words) if printed and words else printed or words
        of_all = len(those) == len(rows)
        kind = "certain" if is_certain or not codes else "shared" if len(codes) > 1 else "some"
        of = "" if of_all else told.say("report_reason_of", codes=told.listed(_codes(those)))
        sentences.append(told.say(f"report_reason_{kind}", of=of, said=said))
    # one figure, since with other components other reasons come, go and change places
    return [Paragraph(told.whole(_reason_name(main_code, status, 0), " ".join(sentences)))] if sentences else []


def _not_assessed(told: Telling, main_code: str, rows: Sequence[Row]) -> list[Block]:
    """Components that nobody assessed: never zero."""
    count = told.mark(_TWO_DIGITS.format(len(rows)), f"now/{main_code}/not_assessed_count/two_digits")
    codes = _in_brackets(told, main_code, "not_assessed", rows)
    found: list[Block] = [Paragraph(told.say("report_not_assessed", count=count, codes=codes), is_kept_with_next=True)]
    found += [_line(told, main_code, "not_assessed", row) for row in rows]
    return found + _reasons(told, main_code, "not_assessed", rows)


def _bound(told: Telling, main_code: str, rows: Sequence[Row]) -> str:
    """What the main indicator lost, once for all its components where the maxima of these are not known."""
    main = told.facts.mains.get(main_code)
    if not rows or main is None or main["lost_score"] is None or not main["lost_score"]:
        return ""
    address = f"now/{main_code}"
    got, most, lost = (told.points(main[name], f"{address}/{name}") for name in ("score", "max_score", "lost_score"))
    key = "report_bound" if any(row["max_score"] is None for row in rows) else "report_lost"
    return told.say(key, got=got, most=most, lost=lost)


def annex(told: Telling) -> list[Block]:
    """Who leads and who co-ordinates each component that lost points; what no plan says is an empty cell."""
    rows = [row for row in told.facts.statuses if row["status"] in LOST]
    if not rows:
        return []
    tasks = _planned(told)
    widths = (12, 58, 20, 15, 42, 30, 20, 22, 38)
    columns = [Column(told.say(f"report_annex_{name}"), width) for name, width in zip(ANNEX, widths, strict=True)]
    body = [_annex_row(told, row, tasks.get(row["indicator_code"], [])) for row in rows]
    caption = told.say("report_table_annex", unit=told.unit, year=told.year)
    found: list[Block] = [Table(caption, columns, body, size=10)]
    if without := [row["indicator_code"] for row in rows if not row["agencies"]]:
        count = told.count(len(without), "now/without_lead_count")
        codes = told.mark(told.listed(without), "now/without_lead_codes")
        found.append(told.gap("report_gap_leads", count=count, codes=codes))
    if not any(cell for cells in body for cell in cells[6:]):
        found.append(told.gap("report_gap_duties"))
    return found + _see_remarks(told, rows)


def _annex_row(told: Telling, row: Row, tasks: Sequence[Row]) -> list[str]:
    """Each cell that is not empty is a figure: a later run finds the row, and what a person has written in it."""
    code = row["indicator_code"]
    lost = None if row["max_score"] is None or row["score"] is None else row["max_score"] - row["score"]
    texts = {
        "code": code,
        "component": told.named(row) + ("*" if row["note"] else ""),
        "status": status_name(row["status"], told.language),
        "lost": "" if lost is None else points(lost, told.language),
        "lead": "; ".join(map(cleaned, row["agencies"] or ())),
        "coordinating": "; ".join(map(cleaned, row["coordinators"] or ())),
        "target": "",  # a target of one component is nowhere in the data
        "due": _texts(tasks, "due_text"),
        "evidence": _texts(tasks, "evidence"),
    }
    return [told.mark(texts[name], cell_address(code, name)) if texts[name] else "" for name in ANNEX]


def _texts(rows: Sequence[Row], name: str) -> str:
    return "; ".join(dict.fromkeys(cleaned(row[name]) for row in rows if row[name]))


def _planned(told: Telling) -> dict[str, list[Row]]:
    """Tasks of the unit's own plans under this framework that name components, by component."""
    facts = told.facts
    keys = (facts.build_id, facts.edition_code, facts.unit_code)
    tasks: dict[str, list[Row]] = {}
    for row in plans.tasks(*keys).to_dicts():
        is_own = row["scope_level"] == "province" and row["framework_code"] == facts.edition["framework_code"]
        for code in (row["component_codes"] or ()) if is_own and row["task_status"] != "dropped" else ():
            tasks.setdefault(code, []).append(row)
    return tasks
