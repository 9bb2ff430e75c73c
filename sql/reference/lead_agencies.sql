-- One row per indicator and unit whose plan names who answers for it there; agencies are a unit's own.
-- Grain: framework_code, indicator_code, unit_system, unit_code
create table reference.lead_agencies (
    framework_code varchar not null,
    indicator_code varchar not null,
    unit_system varchar not null,
    unit_code varchar not null,
    lead_agency varchar not null,
    source varchar
);
