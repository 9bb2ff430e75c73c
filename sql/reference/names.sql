-- One row per name in a further language than Vietnamese and English, which stand with the object itself. It goes by
-- the official name, since a unit of several systems, an indicator that several frameworks keep, is translated once.
-- The kinds are those of `etl.reference.OFFICIAL_NAMES`.
-- Grain: kind, official_name, language
create table reference.names (
    kind varchar not null,
    official_name varchar not null,
    language varchar not null,
    name varchar not null
);
