-- One row per framework, one edition of the method, fixed by a decision.
-- Grain: framework_code
create table reference.frameworks (
    framework_code varchar not null,
    index_code varchar not null,
    entity_level varchar not null,
    decision varchar not null,
    issued_on date,
    total_max_score decimal(12, 4),
    value_rule varchar not null,
    source_address varchar,
    note varchar
);
