-- One row per row of figures about one unit and indicator, as its release prints it.
-- Grain: release_code, row_number
create table staging.figures (
    release_code varchar not null,
    row_number integer not null,
    edition_code varchar not null,
    framework_code varchar not null,
    unit_code varchar not null,
    unit_name_printed varchar,
    indicator_code varchar not null,
    value decimal(12, 6),
    value_decimals integer,
    score decimal(12, 4),
    score_decimals integer,
    first_round_score decimal(12, 4),
    self_score decimal(12, 4),
    max_score decimal(12, 4),
    rank integer,
    rank_of integer,
    places_gained integer,
    value_change decimal(12, 6),
    value_change_decimals integer,
    source_address varchar,
    section varchar,
    reason_text varchar,
    note varchar
);
