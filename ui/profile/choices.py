"""The choices of the profile: index, year, own unit, what it is held against, and which part is open."""

from dataclasses import dataclass
from functools import partial

import streamlit as st

from text.catalogue import named, say
from ui import choices, filters, links, notes, switch, unit_choice
from ui.choices import UnknownChoice
from ui.pickers import Pickers

PAGE = "profile"
COUNTRY, REGION, LEADER = MARKS = ("country", "region", "leader")
PARTS = ("standing", "change", "points", "targets", "sources")


@dataclass(frozen=True)
class Profile:
    """One unit in one edition, its cohort by the index (best first), and the code of what it is held against."""

    edition: dict
    previous: dict | None
    units: list[dict]
    unit: dict
    against: str

    @property
    def keys(self) -> tuple[str, int, str, str]:
        """Index, year, cohort and unit codes, as the queries take them."""
        edition = self.edition
        return edition["index_code"], edition["year"], edition["cohort_code"], self.unit["unit_code"]

    @property
    def measure(self) -> dict:
        """The index itself, as sentences name it."""
        names = {f"indicator_name_{code}": self.edition[f"index_name_{code}"] for code in ("vi", "en")}
        return {"indicator_code": "index", "indicator_level": "index"} | names

    def title(self, language: str) -> str:
        """Unit, index, year and cohort in words."""
        return say(
            language,
            "profile_of",
            unit=named(self.unit, "unit_name", language),
            index=named(self.edition, "short_name", language),
            year=self.edition["year"],
            cohort=named(self.edition, "cohort_name", language),
        )

    def words(self, language: str) -> str:
        """What the unit is held against, in words."""
        return say(language, "profile_against", against=against_labels(self, language)[self.against])

    def file_stem(self, kind: str, language: str) -> str:
        """How files of this profile are named: `dti-vn63-2022-ho-so-08-diem-mat`."""
        index_code, year, cohort_code, unit_code = self.keys
        return f"{index_code}-{cohort_code}-{year}-{say(language, 'profile_file')}-{unit_code}-{kind}"


def pick(build_id: str, language: str) -> Profile | None:
    """Draw the pickers; None, after a sentence, when the address asks for an edition or a unit that is not there."""
    chosen = unit_choice.pick(build_id, language)
    if chosen is None or chosen.is_refused:
        return None
    profile = Profile(chosen.edition, chosen.previous, chosen.units, chosen.unit or chosen.units[0], COUNTRY)
    if chosen.unit is None:
        why = say(language, f"profile_first_{_standing(profile.unit)}")
        st.info(
            notes.literal(say(language, "profile_no_unit", unit=named(profile.unit, "unit_name", language), why=why))
        )
    return _held_against(profile, chosen.pickers, language)


def _standing(first: dict) -> str:
    """What can be said of the first unit of a cohort: that it leads, or is the best one known, or neither."""
    if first["rank"] is None:
        return "listed"
    return "ranked" if first["rank_series"] in ("published", "computed") else "known"


def _held_against(profile: Profile, pickers: Pickers, language: str) -> Profile:
    """The profile with the mark that was chosen; the country's where none was, or one that is not there."""
    labels, against = against_labels(profile, language), COUNTRY
    units = {row["unit_code"]: row for row in profile.units}
    try:
        against = pickers.offer("against", labels, partial(_asked_mark, profile, units, labels, language))
    except UnknownChoice as unknown:
        filters.refuse(unknown, language)
        if links.linked("against") is not None:
            return profile
    links.keep_on(PAGE, against=against)
    links.remember(against_name=units[against]["unit_name_vi"] if against in units else None)
    return Profile(profile.edition, profile.previous, profile.units, profile.unit, against)


def _asked_mark(profile: Profile, units: dict[str, dict], labels: dict[str, str], language: str) -> str:
    """The code of the mark asked for, that of a unit remembered by its name; the country's for the unit itself."""
    asked, name = links.asked_among(labels, "against", PAGE), links.remembered("against_name")
    if links.linked("against") is None and name:
        cohort = named(profile.edition, "cohort_name", language)
        asked = choices.carried_unit(name, units, "profile_against_left", cohort=cohort)
    if asked in (None, profile.unit["unit_code"]):
        return COUNTRY
    if asked not in labels:
        raise UnknownChoice("profile_unknown_against", asked=asked)
    return asked


def against_labels(profile: Profile, language: str) -> dict[str, str]:
    """Everything that the unit can be held against, by code: means, the highest value, every other unit."""
    has_regions = profile.unit["region_code"] is not None
    labels = {COUNTRY: say(language, "profile_country" if has_regions else "profile_cohort")}
    if has_regions:
        region = named(profile.unit, "region_name", language)
        labels[REGION] = say(language, "profile_region", region=region)
    labels[LEADER] = say(language, "profile_leader")
    others = sorted(profile.units, key=lambda row: row["unit_code"])
    return labels | {
        row["unit_code"]: named(row, "unit_name", language)
        for row in others
        if row["unit_code"] != profile.unit["unit_code"]
    }


def part(language: str) -> str:
    """Draw the switch between the parts of the page, and return the code of the one that is open."""
    labels = {code: say(language, f"profile_part_{code}") for code in PARTS}
    return switch.offer(PAGE, "part", labels, "profile_unknown_part", language)
