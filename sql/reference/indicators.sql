-- One row per indicator of each framework, at any level of its tree.
-- Grain: framework_code, indicator_code
create table reference.indicators (
    framework_code varchar not null,
    indicator_code varchar not null,
    parent_code varchar,
    indicator_level varchar not null,
    indicator_name_vi varchar not null,
    indicator_name_en varchar,
    max_score decimal(12, 4),
    max_score_basis varchar,
    weight decimal(9, 6),
    is_scored boolean not null,
    position integer not null,
    source varchar,
    note varchar
);
