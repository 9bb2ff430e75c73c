-- One row per main indicator inside each pillar of a framework; pillars overlap.
-- Grain: framework_code, pillar_code, main_code
create table reference.pillar_mains (
    framework_code varchar not null,
    pillar_code varchar not null,
    main_code varchar not null,
    is_own boolean not null
);
