-- One row per difference between figures that is known and explained.
-- Grain: edition_code, unit_code?, indicator_code, figure, printed
create table reference.known_differences (
    edition_code varchar not null,
    unit_code varchar,
    indicator_code varchar not null,
    figure varchar not null,
    printed varchar not null,
    expected varchar,
    reason_vi varchar not null,
    reason_en varchar not null
);
