-- One row per key that data files use instead of an indicator code.
-- Grain: key_set, indicator_key, framework_code?
create table reference.indicator_keys (
    key_set varchar not null,
    indicator_key varchar not null,
    indicator_code varchar not null,
    framework_code varchar
);
