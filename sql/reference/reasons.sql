-- One row per reason why a component did not score fully.
-- Grain: reason_code
create table reference.reasons (
    reason_code varchar not null,
    reason_name_vi varchar not null,
    reason_name_en varchar not null,
    position integer not null
);
