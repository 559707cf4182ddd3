-- 疑似同一人: the links that a run left to an officer, likeliest first.
create index edge_question on edge (probability, id) where judgement = 'possible' and judged_by is null and undone_at is null;
