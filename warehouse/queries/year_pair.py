"""How far two years of a cohort compare: a part of the queries about both."""

# One row; takes index_code, cohort_code, earlier_year and later_year.
PAIR = """
    pair as (
        select rule.comparability(rule.comparability_reasons(
            earlier.framework_code, later.framework_code, earlier.edition_cohort_code, later.edition_cohort_code
        )) as comparability
        from mart.cohort_years as earlier
        join mart.cohort_years as later using (index_code, cohort_code)
        where index_code = $index_code and cohort_code = $cohort_code
            and earlier.year = $earlier_year and later.year = $later_year
    )
"""
