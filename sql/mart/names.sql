-- One row per name and further language that it has been translated into.
-- Grain: name_kind, official_name, language_code
create view mart.names as
select kind as name_kind, official_name, language as language_code, name as translated_name
from reference.names;
