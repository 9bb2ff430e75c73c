-- One row per indicator that continues under another framework.
-- Grain: from_framework_code, to_framework_code, to_indicator_code
create table reference.indicator_links (
    from_framework_code varchar not null,
    from_indicator_code varchar not null,
    to_framework_code varchar not null,
    to_indicator_code varchar not null,
    link_kind varchar not null,
    note varchar
);
