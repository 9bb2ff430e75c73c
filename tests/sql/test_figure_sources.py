"""What a shown figure rests on: the sources that a page cites beside it."""


def _behind(real, edition, unit, indicator, figure="value"):
    rows = real.rows(
        "select release_code from mart.figure_sources"
        f" where edition_code = '{edition}' and unit_code = '{unit}' and indicator_code = '{indicator}'"
        f" and figure = '{figure}'"
    )
    return {row["release_code"] for row in rows}


def test_every_value_rank_and_status_that_is_shown_rests_on_a_source(real):
    shown = """
        select edition_code, unit_code, indicator_code, 'value' as figure
        from mart.unit_ranking where value is not null
        union all by name
        select edition_code, unit_code, indicator_code, 'rank' as figure
        from mart.unit_ranking where rank_basis = 'published'
        union all by name
        select edition_code, unit_code, indicator_code, 'value' as figure
        from mart.unit_years where value is not null and is_restated and framework_code = 'dti_2021'
            and indicator_code = edition_indicator_code
    """
    known = real.rows(f"select count(*) as shown from ({shown})")
    assert known[0]["shown"] > 3000
    keys = "edition_code, unit_code, indicator_code, figure"
    assert real.rows(f"from ({shown}) anti join mart.figure_sources using ({keys})") == []


def test_a_printed_value_rests_on_what_prints_it_alone(real):
    assert _behind(real, "dti.2022.vn63", "08", "index") == {"2022/dti_main_indicators"}


def test_a_pillar_computed_from_main_indicators_rests_on_their_tables(real):
    printed = {
        row["value_release_code"]
        for row in real.rows(
            "select value_release_code from mart.unit_ranking where edition_code = 'dti.2022.vn63'"
            " and unit_code = '08' and indicator_level in ('main', 'index') and value is not null"
        )
    }
    basis = real.rows(
        "select value_basis, value_rule from mart.unit_ranking where edition_code = 'dti.2022.vn63'"
        " and unit_code = '08' and indicator_code = 'P1'"
    )
    assert basis == [{"value_basis": "computed", "value_rule": "index_and_activities"}]
    assert _behind(real, "dti.2022.vn63", "08", "P1") == printed


def test_a_value_restated_for_a_merged_province_rests_on_its_predecessors_and_on_no_other_unit(real):
    predecessors = {
        row["value_release_code"]
        for row in real.rows(
            "select value_release_code from mart.unit_ranking join reference.successions on to_code = '68'"
            " and from_code = unit_code and to_system = 'vn34'"
            " where edition_code = 'dti.2023.vn63' and indicator_code = 'index'"
        )
    }
    assert predecessors
    assert _behind(real, "dti.2023.vn63@vn34", "68", "index") == predecessors


def test_a_figure_of_provinces_rests_on_no_table_of_ministries(real):
    families = """
        select release_code, list(distinct cohort_family) as families
        from staging.figures join core.editions using (edition_code) group by release_code
    """
    mixed = real.rows(
        "select distinct behind.edition_code, release_code from mart.figure_sources as behind"
        f" join core.editions as editions using (edition_code) join ({families}) using (release_code)"
        " where figure <> 'mean' and not list_contains(families, editions.cohort_family)"
    )
    elsewhere = real.rows(f"select * from ({families}) where not list_contains(families, 'provinces')")
    assert elsewhere
    assert mixed == []


def test_statuses_points_and_means_name_their_own_source(real):
    figures = {row["figure"] for row in real.rows("select distinct figure from mart.figure_sources")}
    assert {"value", "rank", "status", "mean"} <= figures
    assert real.rows("select * from mart.figure_sources where (unit_code is null) <> (figure = 'mean')") == []
