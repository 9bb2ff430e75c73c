-- One row per page or document that figures were read from.
-- Grain: source_address
create table reference.sources (
    source_address varchar not null,
    publisher varchar not null,
    published_text varchar,
    published_on date,
    authority varchar not null,
    title varchar
);
