-- One row per period that an edition measures: a year, half, quarter, month, or the day of a snapshot.
-- `position` counts the periods of a kind without a gap; null for a snapshot, which has no neighbours.
-- Grain: period_code
create table reference.periods (
    period_code varchar not null,
    period_kind varchar not null,
    starts_on date not null,
    ends_on date not null,
    position integer,
    period_name_vi varchar not null,
    period_name_en varchar not null
);
