-- One row per release, one loaded file with its provenance; `load_id` is null for a shipped one, later loads sort
-- later.
-- Grain: release_code
create table staging.releases (
    release_code varchar not null,
    title varchar not null,
    document_number varchar,
    issued_on date,
    publisher varchar,
    address varchar,
    authority varchar not null,
    licence varchar,
    sha256 varchar not null,
    layout varchar not null,
    section varchar,
    notes varchar,
    file_name varchar not null,
    row_count integer not null,
    load_id varchar
);
