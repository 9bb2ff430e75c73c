-- One row per index, a family of frameworks ranked over the years (DTI, ICT Index …).
-- Grain: index_code
create table reference.indexes (
    index_code varchar not null,
    index_name_vi varchar not null,
    index_name_en varchar not null,
    short_name_vi varchar not null,
    short_name_en varchar not null,
    position integer not null
);
