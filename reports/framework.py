"""Section 1.1: what the framework is made of, as far as it is known."""

from collections.abc import Sequence
from itertools import groupby

from reports.content import Block, Paragraph, item, note
from reports.facts import Row
from reports.telling import Telling
from text import formats


def overview(told: Telling) -> list[Block]:
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
        blocks.append(_group(told, groups.get(code), members, is_listed))
    if not is_listed:
        blocks.append(told.gap("report_gap_component_list"))
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
