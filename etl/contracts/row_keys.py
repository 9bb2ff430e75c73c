"""Which edition, unit and indicator a row is about: names and keys turned into codes, or problems."""

from etl.contracts.codebook import Codebook, Edition
from etl.contracts.contracts import Columns, Part, texts
from etl.contracts.fields import Fields, ReleaseFields
from etl.shapes.layouts import text_forms
from text.folding import folded

# likeness of 100 below which a row's text is not the name its code has
_ALIKE_MAIN, _ALIKE_COMPONENT = 75, 50
# likeness from which a text without a code is a name, and how much less any other name must be like it
_NAMED, _APART = 88, 5
# how a row begins that sums up units instead of being one, folded
_TOTALS = tuple(map(folded, ("Tổng", "Cộng", "Trung bình", "Bình quân", "Cả nước", "Toàn quốc", "Total", "Average")))
_WITH_PARTS = ("index", "pillar", "group", "main")


def resolve_edition(fields: ReleaseFields, codebook: Codebook) -> Edition | None:
    """The edition of the row's index, period (or year) and cohort, or the one that it names by its own code, with a
    problem for anything unknown or contradictory.

    A file without a cohort is placed only if the index has exactly one cohort in that period.
    """
    if given := fields.code("edition_code"):
        return _given_edition(fields, codebook, given)
    index_code = fields.code("index_code", required=True)
    period_code, name = _period(fields)
    cohort_code = fields.code("cohort_code")
    if index_code and index_code not in codebook.indexes:
        fields.report("index_unknown", "index_code", fix=sorted(codebook.indexes))
        return None
    if cohort_code and cohort_code not in codebook.unit_systems:
        fields.report("cohort_unknown", "cohort_code", fix=sorted(codebook.unit_systems))
        return None
    if not index_code or period_code is None:
        return None
    if period_code != fields.release.period_code:
        fields.report("year_not_folder", name, expected=fields.release.period_code)
    editions = codebook.editions(index_code, period_code)
    if cohort_code is None and len(editions) > 1:
        fields.report("edition_unclear", "cohort_code", found=f"{index_code} {period_code}", fix=sorted(editions))
        return None
    edition = editions.get(cohort_code) if cohort_code else next(iter(editions.values()), None)
    if edition is None:
        found = " ".join(filter(None, (index_code, period_code, cohort_code)))
        fields.report("edition_unknown", name, found=found, fix=codebook.periods_of(index_code))
        return None
    return _of_framework(fields, codebook, edition)


def _given_edition(fields: ReleaseFields, codebook: Codebook, code: str) -> Edition | None:
    edition = codebook.edition_of.get(code)
    if edition is None:
        fields.report("edition_unknown", "edition_code", found=code, fix=sorted(codebook.edition_of))
        return None
    if edition.period_code != fields.release.period_code:
        fields.report("year_not_folder", "edition_code", expected=fields.release.period_code)
    return _of_framework(fields, codebook, edition)


def _period(fields: Fields) -> tuple[str | None, str]:
    """The code of the row's period, and the column that says it: a yearly one may be given as a number."""
    if period_code := fields.code("period_code"):
        return period_code, "period_code"
    year = fields.integer("year", required=True)
    return None if year is None else str(year), "year"


def _of_framework(fields: Fields, codebook: Codebook, edition: Edition) -> Edition | None:
    """The edition, with a problem if the row names another framework than it has."""
    framework_code = fields.code("framework_code")
    if framework_code and framework_code not in codebook.index_of:
        fields.report("framework_unknown", "framework_code", fix=sorted(codebook.index_of))
        return None
    if framework_code and framework_code != edition.framework_code:
        fields.report("framework_differs", "framework_code", expected=edition.framework_code)
    return edition


def resolve_unit(fields: Fields, codebook: Codebook, unit_system: str) -> str | None:
    """The unit's code from its printed name, its code, or both; both must mean the same unit."""
    name, given = fields.text("unit_name"), fields.code("unit_code")
    if given and (unit_system, given) not in codebook.unit_names:
        fields.report("unit_code_unknown", "unit_code", expected=unit_system)
        return None
    if name is None:
        if not given:
            fields.report("value_missing", "unit_name")
        return given
    codes = codebook.names.codes_of(unit_system, name)
    if not codes and folded(name).startswith(_TOTALS):
        fields.report("total_row", "unit_name")
        return None
    if not codes:
        proposals = codebook.names.nearest(unit_system, name) if fields.has_proposals else ()
        fields.report("unit_unknown", "unit_name", expected=unit_system, fix=proposals)
        return None
    if given and given not in codes:
        fields.report("unit_code_differs", "unit_code", found=f"{given} ({name})", expected=", ".join(codes))
        return None
    if not given and len(codes) > 1:
        fields.report("name_ambiguous", "unit_name", fix=codes)
        return None
    return given or codes[0]


def resolve_indicator(fields: Fields, codebook: Codebook, framework_code: str) -> str | None:
    """The indicator's code, given as such or through the key set the layout names."""
    key = fields.code("indicator_key")
    if key is not None and fields.layout.key_set:
        code = codebook.code_of_key(fields.layout.key_set, key, framework_code)
        name = "indicator_key"
        if code is None:
            fields.report("indicator_key_unknown", name, fix=codebook.keys_of(fields.layout.key_set))
            return None
    else:
        name = "indicator_code"
        printed = fields.text("indicator_name")
        if fields.layout.code_in and printed and not fields.text(name):
            return _named_indicator(fields, codebook, framework_code, printed)
        code = fields.code(name, required=True)
        if code is None:
            return None
    if (framework_code, code) not in codebook.indicators:
        fields.report("indicator_unknown", name, found=code, expected=framework_code)
        return None
    _compare_name(fields, codebook, framework_code, code)
    return code


def _named_indicator(fields: Fields, codebook: Codebook, framework_code: str, printed: str) -> str | None:
    """The indicator a row without a code names: as the framework does, or so nearly that no other is as near."""
    from rapidfuzz import fuzz, process

    given = text_forms(printed)[-1:] or (folded(printed),)
    names = {code: folded(name) for code, name in codebook.names_of(framework_code).items() if name}
    alike = [code for code, name in names.items() if name == given[0]]
    if alike:  # a component before a part of one that has its name
        return min(alike, key=lambda code: (code.count("."), code))
    found = process.extract(given[0], names, scorer=fuzz.ratio, limit=3)
    if found and found[0][1] >= _NAMED and (len(found) == 1 or found[0][1] - found[1][1] >= _APART):
        return found[0][2]
    known = codebook.names_of(framework_code)
    fields.report("indicator_name_unknown", "indicator_name", fix=[known[code] for _, _, code in found])
    return None


def _compare_name(fields: Fields, codebook: Codebook, framework_code: str, code: str) -> None:
    """A running number taken for a code would load points for another indicator: the row's own text must fit it.

    Components are worded differently from document to document, so there a text unlike the name is only noted.
    """
    indicator, printed = codebook.indicators[framework_code, code], fields.text("indicator_name")
    if printed is None or not indicator.name:
        return
    given, known = text_forms(printed)[-1:], folded(indicator.name)
    if not given or given[0] == known:
        return
    if codebook.codes_of_name(framework_code, given[0]) - {code}:
        fields.report("name_of_another", "indicator_name", expected=indicator.name)
        return
    from rapidfuzz import fuzz  # only a name in other words needs it

    likeness = fuzz.token_set_ratio(given[0], known)
    if indicator.level in _WITH_PARTS:
        is_longer = len(given[0]) > 2 * len(known) + 20  # a sentence holds the words of a short name by chance
        if likeness < _ALIKE_MAIN or is_longer:
            fields.report("main_name_differs", "indicator_name", expected=indicator.name)
    elif likeness < _ALIKE_COMPONENT:
        fields.report("component_name_differs", "indicator_name", expected=indicator.name)


def resolve_source(fields: ReleaseFields, codebook: Codebook) -> str | None:
    """The address the row was read from. None: the release's own document is the source."""
    address = fields.text("source_address")
    if address is None and fields.release.authority == "per_row":
        fields.report("source_missing", "source_address", expected="source_address")
    if address is not None and address not in codebook.sources:
        fields.report("source_unknown", "source_address")
    return address


def resolve_scope(fields: Fields, codebook: Codebook) -> dict[str, str | None]:
    """Whom a plan speaks for, and the province that lies in. Only a province has a code of its own.

    Districts and communes keep their printed name; the unit that their row names, if any, is the province they lie in.
    """
    scope_name = fields.text("scope_name", required=True)
    scope_level = fields.choice("scope_level", ("province", "district", "commune"))
    is_own = scope_level == "province"
    province_system = province_code = None
    if is_own or (scope_level and (fields.text("unit_name") or fields.code("unit_code"))):
        systems = sorted(set(codebook.unit_systems.values()))
        province_system = fields.choice("unit_system", systems)
        province_code = resolve_unit(fields, codebook, province_system) if province_system else None
    return {
        "scope_name": scope_name,
        "scope_level": scope_level,
        "unit_system": province_system if is_own else None,
        "unit_code": province_code if is_own else None,
        "province_system": province_system,
        "province_code": province_code,
    }


def _edition(fields: ReleaseFields, codebook: Codebook, _: Columns) -> Columns:
    edition = resolve_edition(fields, codebook)
    return {name: edition and getattr(edition, name) for name in ("edition_code", "framework_code")}


def _unit(fields: Fields, codebook: Codebook, edition: Columns) -> Columns:
    edition_code = edition["edition_code"]
    unit_code = resolve_unit(fields, codebook, codebook.system_of(edition_code)) if edition_code else None
    return {"unit_code": unit_code, "unit_name_printed": fields.text("unit_name")}


def _indicator(fields: Fields, codebook: Codebook, edition: Columns) -> Columns:
    framework_code = edition["framework_code"]
    return {"indicator_code": resolve_indicator(fields, codebook, framework_code) if framework_code else None}


def _source(fields: ReleaseFields, codebook: Codebook, _: Columns) -> Columns:
    return {"source_address": resolve_source(fields, codebook)}


EDITION = Part(("edition_code", "index_code", "period_code", "year", "cohort_code", "framework_code"), _edition)
UNIT = Part(("unit_name", "unit_code"), _unit, (EDITION,))
INDICATOR = Part(("indicator_key", "indicator_code", "indicator_name"), _indicator, (EDITION,))
PROVENANCE = (Part(("source_address",), _source), *texts("section", "note"))
