-- One row per index, a family of frameworks ranked over the years (DTI, ICT Index …). The highest figure ranks first.
-- Scale `share`: shown as values 0..1; `points`: as points of the framework's maxima, with so many decimals.
-- Grain: index_code
create table reference.indexes (
    index_code varchar not null,
    index_name_vi varchar not null,
    index_name_en varchar not null,
    short_name_vi varchar not null,
    short_name_en varchar not null,
    position integer not null,
    scale varchar not null,
    shown_decimals integer not null
);
