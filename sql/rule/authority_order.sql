-- Order of authority of a source, best first: the ministry's tables, documents of public bodies, the press, what is
-- inferred from another table.
-- Method: docs/methodology.md#sources
create macro rule.authority_order(authority) as
    case authority when 'ministry' then 1 when 'plan' then 2 when 'press' then 3 when 'inferred' then 4 end;
