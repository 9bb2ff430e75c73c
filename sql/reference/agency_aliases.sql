-- One row per further spelling of an agency and the one name it is shown under; without a unit it holds for all. Case
-- does not count, so a name that stands for itself settles how it is written. `successor_name` is the agency that took
-- it over in that unit, since `succeeded_on`; null where none did, or nobody has confirmed it.
-- Grain: unit_system?, unit_code?, alias
create table reference.agency_aliases (
    unit_system varchar,
    unit_code varchar,
    alias varchar not null,
    agency_name varchar not null,
    successor_name varchar,
    succeeded_on date,
    note varchar
);
