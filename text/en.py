"""Words of the English interface. The same keys stand in `text/vi.py`."""

WORDS = {
    # frame
    "app_title": "Digital transformation index monitor",
    "stacked_more": "{count} more rows",
    "language": "Language",
    "language_vi": "Tiếng Việt",
    "language_en": "English",
    "ranking_title": "Ranking",
    "ranking_help": "Ranked table of one cohort for an index and year, with changes and sources.",
    "footer_build": "Data build {build_id} · made {built_at} (Viet Nam time)",
    "footer_no_build": "There is no data build yet.",
    "footer_unreadable": "The current data build cannot be read.",
    "footer_method": "Ranks compare only within one cohort and one framework. Values recomputed from "
    "rounded parts can differ from published ones by 0.0001.",
    "connection_title": "The server cannot be reached",
    "connection_body": "This page reconnects by itself as soon as the server answers; what is chosen stays. If it "
    "takes long, check the network or tell the administrator.",
    "connection_close": "Close",
    # refusals
    "no_build": "There is no data to show yet. The administrator runs `python -m etl build` in the "
    "program's folder; then reload this page.",
    "damaged_build": "The data build {build_id} is damaged and cannot be shown; no figures that were loaded are lost. "
    "The administrator runs `python -m etl build` to make it anew; then reload this page.",
    "pointer_lost": "Builds are kept, but the file `CURRENT` does not say any more which is the current one, so "
    "nothing can "
    "be shown; no figures that were loaded are lost. The administrator runs `python -m etl build` to make it anew, or "
    "`python -m etl rollback` to take the one published last; then reload this page.",
    "other_schema": "The data build {build_id} was made by another version of the program and cannot be shown. The "
    "administrator runs `python -m etl build` to make it anew from its loads; then reload this page.",
    "no_editions": "No year is loaded in this data build. Put files of figures into `data/raw`, then run "
    "`python -m etl build`.",
    "file_failed": "This file could not be made; nothing was changed or lost. Reload the page and try again. If it "
    "still fails, tell the administrator: the log of the server says why.",
    "file_refused": "This file was not given: the right of this window has ended. The top of the page says how to go "
    "on.",
    "page_failed": "This page failed and cannot be shown. Reload it; if it fails again, send the "
    "administrator the incident code {incident}.",
    "unknown_lang": "The link asks for the language “{asked}”, which is not supported. The page is in "
    "Vietnamese; choose a language at the top.",
    "unknown_index": "The link asks for the index “{asked}”, which the data do not have. Choose one in "
    "“Index”.",
    "unknown_year": "The link asks for year “{year}”: {index} has no figures for it. Choose a year in "
    "“Year and cohort”.",
    "unknown_edition": "The link asks for year “{year}”, cohort “{cohort}”: {index} has no such figures. "
    "Choose a year in “Year and cohort”.",
    "unknown_edition_code": "The link asks for the edition “{asked}”, which the data do not have. Choose a year in "
    "“Year and cohort”.",
    "unknown_measure": "The link asks for the indicator “{asked}”: {year} has no figures for it. Choose "
    "one in “Rank by”.",
    "unknown_region": "The link asks for the region “{asked}”, which this cohort does not have. All "
    "regions are shown; choose again in “Region”.",
    "unknown_unit": "The link asks for the unit “{asked}”, which is not in the cohort {cohort}. Choose "
    "again in “My unit”.",
    "unit_left": "{unit} is not in the cohort {cohort}. Choose again in “My unit”.",
    "no_match": "No unit matches the filter ({filters}). Clear the search text or choose all regions.",
    "no_values_chart": "No chart: the sources print no values for the units shown.",
    # pickers
    "pick_index": "Index",
    "pick_edition": "Year and cohort",
    "pick_measure": "Rank by",
    "pick_region": "Region",
    "pick_unit": "My unit",
    "pick_search": "Find a unit",
    "pick_search_hint": "Type a name, accents not needed",
    "pick_placeholder": "Choose…",
    "all_regions": "All regions",
    "no_unit": "None chosen",
    "edition": "{year} · {cohort}",
    "edition_provisional": "{edition} (provisional, not official yet)",
    # filters in words
    "filter_all": "none",
    "filter_region": "region {region}",
    "filter_search": "name contains “{text}”",
    # levels of a measure
    "level_index": "{name}",
    "level_pillar": "{name}",
    "level_group": "indicator group “{name}”",
    "level_main": "main indicator “{name}”",
    # counted words
    "places_one": "{count} place",
    "places_many": "{count} places",
    "others_one": "{count} other",
    "others_many": "{count} others",
    # the answer
    "answer": "In {year}, {measure}{unit} {position}.",
    "answer_measure": "by {measure}, ",
    "ranked": "ranked {rank}{tie}{places}",
    "tie": ", tied with {others}",
    "places_up": " (up {places}{basis})",
    "places_down": " (down {places}{basis})",
    "places_same": " (same rank{basis})",
    "valued": "value {value}{change}",
    "valued_points": "{value}/{maximum} points{change}",
    "value_up": " (up {amount}{basis})",
    "value_down": " (down {amount}{basis})",
    "value_same": " (unchanged{basis})",
    "basis_published": ", as published",
    "joined": "{first}, {second}",
    "ranked_no_value": "{ranked}; the source prints no value",
    "valued_no_rank": "has {valued}; {reason}",
    "no_figure": "has no figures in this data build",
    "reason_cohort_incomplete": "not ranked, because only {count} of {size} units have a value",
    "reason_not_ranked": "not ranked, as there is no other unit to compare with",
    # caveats
    "caveat_framework": "Compare with {previous_year} with care: {year} was scored under {decision}, "
    "{previous_year} under {previous_decision}.",
    "caveat_cohort": "No rank change from {previous_year}: the cohort changed from {previous_cohort} to "
    "{cohort}.",
    "caveat_restated_kept": "Restated ({unit} was not merged and keeps its published value of {previous_year}, "
    "ranked again among {size}): {unit} {previous_rank}, value {previous_value}; against that level: {changes}.",
    "caveat_restated": "Restated (values of {previous_year} are means of the merged units, ranked again "
    "among {size}): {unit} {previous_rank}, value {previous_value}; against that restated level: "
    "{changes}.",
    "caveat_first_edition": "There is no earlier year to compare with.",
    "caveat_gap_before": "No change is given: the edition before {year} is not loaded.",
    "caveat_indicator_not_continued": "No change is computed: the framework of {previous_year} lacks this "
    "indicator.",
    "caveat_figure_missing": "No change is computed: {year} has no figures for {unit}.",
    "caveat_previous_missing": "No change is computed: {previous_year} has no matching figures for {unit}.",
    "caveat_up_down": "The value rose by {change} yet the rank fell by {places}: many other units rose "
    "faster.",
    "caveat_down_up": "The value fell by {change} yet the rank rose by {places}: many other units fell "
    "further.",
    "caveat_ranks_against_values": "The printed rank contradicts the printed values (this year or the year before), so "
    "its change cannot be explained.",
    "caveat_precision": "The change is given to {decimals} decimals, the coarser precision of the two years.",
    "caveat_near_tie": "Near ties, within {width} of {unit}: {units}. Differences this small do not say who is better.",
    "decision": "Decision {number}",
    "decision_unknown": "another framework",
    "places_gained_words": "up {places}",
    "places_lost_words": "down {places}",
    "places_kept_words": "same rank",
    "value_gained_words": "value up {amount}",
    "value_lost_words": "value down {amount}",
    "value_kept_words": "value unchanged",
    # provenance
    "basis_rank_published": "Rank: published",
    "basis_rank_computed": "Rank: computed",
    "basis_value_published": "Value: published",
    "basis_value_computed": "Value: computed",
    "basis_value_inferred": "Value: inferred from another table, not published",
    "rule_weighted_mains": "from the points of the main indicators",
    "rule_weighted_pillars": "from the three pillars",
    "rule_index_and_activities": "from the index and the points of the three activities",
    "rule_pillar_of_mains": "from the main indicators of the pillar",
    "rule_component_scores": "from the points of the components",
    "rule_predecessors_mean": "mean of the merged units",
    "rule_same_unit": "not merged, the unit keeps its own figure",
    "rule_score_ratio": "points over maximum points",
    "rule_basis": "{basis} ({rule})",
    "source_unknown": "not recorded in the data",
    "source_undated": "undated",
    "authority_ministry": "published by the ministry in charge",
    "authority_plan": "document of a public body",
    "authority_press": "press",
    "authority_inferred": "inferred from another table, not published",
    "sources_title": "Sources and caveats",
    "series_published": "Ranks are as published, for all {size} units.",
    "series_computed": "Ranks are computed from the values of all {size} units; equal values share a rank.",
    "series_published_partial": "Only some published ranks exist ({count} of {size}); the other units are "
    "not ranked.",
    "series_not_ranked": "Not ranked: there is no other unit to compare with.",
    "series_none": "Not ranked: {count} of {size} units have a value, all are needed.",
    "values_published": "Values are as published ({published} units).",
    "values_computed": "Values are computed ({computed} units).",
    "values_inferred": "Values are inferred from the table of another cohort, not published ({inferred} units).",
    "values_mixed": "Values: {parts}.",
    "values_part_published": "{count} units as published",
    "values_part_computed": "{count} units computed",
    "values_part_inferred": "{count} units inferred from the table of another cohort, not published",
    "inferred_note": "† Inferred from the table of another cohort, not published.",
    "cell_inferred": "{cell}†",
    "mean_note": "Mean of the units with a value: {mean}.",
    "mean_published": "Mean printed in the source: {mean}.",
    "missing_units": "No figures yet ({count}): {units}.",
    # table
    "table_alt": "Table {title}: rank, value, change, pillars and main indicators of {count} units",
    "column_rank": "Rank",
    "column_unit": "Unit",
    "column_places": "Rank change",
    "column_value": "Value",
    "column_bar": "Level 0–1",
    "column_measure_help": "{measure}: value from 0 to {maximum}.",
    "cell_tie": "= {rank}",
    "cell_places_up": "▲ up {count}",
    "cell_places_down": "▼ down {count}",
    "cell_places_same": "● same",
    "cell_published": "{cell} (published)",
    # chart
    "chart_title": "{measure}, {year} · {cohort}",
    "chart_alt": "Horizontal bar chart {title}: {count} units from high to low, highest {first}, lowest "
    "{last}. The figures are in the table above.",
    "chart_hover": "{unit}<br>Value {value} · rank {rank}",
    "picture_file": "Download picture ({kind})",
    "chart_mean": "Mean {mean}",
    "chart_source": "Source: {sources}. Data build {build_id}.",
    "chart_more_sources": "{first} and {others}",
    "sources_one": "{count} other source",
    "sources_many": "{count} other sources",
    # downloads
    "download": "Download table",
    "download_shown": "Export the {count} rows shown",
    "download_all": "Export all {count} rows",
    "download_xlsx": "Excel (.xlsx)",
    "download_csv_vi": "CSV for Vietnamese Excel",
    "download_csv_machine": "CSV for machines",
    "file_ranking": "ranking",
    "sheet_rows": "Ranking",
    "sheet_info": "Information",
    "info_item": "Item",
    "info_content": "Content",
    "info_title": "Table",
    "info_filters": "Filters",
    "info_framework": "Framework",
    "info_build": "Data build",
    "info_time": "Exported at (Viet Nam time)",
    "info_rows": "Rows",
    "info_source": "Source",
    "info_caveat": "Caveat",
    "word_published": "published",
    "word_computed": "computed",
    "word_inferred": "inferred",
    "word_derived": "derived",
    "word_comparable": "comparable",
    "word_framework_changed": "framework changed",
    "word_cohort_changed": "cohort changed",
    "word_no_previous": "no earlier year",
    "word_yes": "yes",
    "word_no": "no",
}
