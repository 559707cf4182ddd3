-- The second net, written apart from the SQL that lists: what a person reads goes through a role that these policies bind. Their
-- units stand in the settings of the transaction; without settings the role sees nothing. Imports, runs and migrations work as the
-- owner, whom the policies do not bind: a copy into a table under row-level security is refused by PostgreSQL.
do $$
begin
    if not exists (select from pg_roles where rolname = 'mingjian_person') then
        create role mingjian_person nologin;
    end if;
exception
    when duplicate_object or unique_violation then null;
    when insufficient_privilege then
        raise exception 'the role mingjian_person is missing and % may not create it', current_user
            using hint = 'Let a database administrator run: create role mingjian_person nologin; grant mingjian_person to the user of mingjian;';
end
$$;

do $$
begin
    if not pg_has_role(current_user, 'mingjian_person', 'member') then
        execute format('grant mingjian_person to %I', current_user);
    end if;
    execute format('grant usage on schema %I to mingjian_person', current_schema());
    execute format('grant select, insert, update, delete on all tables in schema %I to mingjian_person', current_schema());
    execute format('alter default privileges in schema %I grant select, insert, update, delete on tables to mingjian_person', current_schema());
end
$$;

-- The units at or below one's own, and the unit of another department whose shares one sees.
create function person_units() returns bigint[] language sql stable as
    $$ select string_to_array(nullif(current_setting('mingjian.units', true), ''), ',')::bigint[] $$;
create function person_liaison() returns bigint language sql stable as
    $$ select nullif(current_setting('mingjian.liaison', true), '')::bigint $$;

alter table submission_share enable row level security;
-- Units only: a policy here that looked at filings would go round in a circle with theirs.
create policy of_person on submission_share to mingjian_person using (org_id = (select person_liaison()));

alter table submission enable row level security;
create policy of_unit on submission to mingjian_person
    using (org_id = any ((select person_units())::bigint[]));
-- What is shared is read and never written.
create policy of_liaison on submission for select to mingjian_person
    using ((select person_liaison()) is not null
        and id in (select h.submission_id from submission_share h where h.org_id = (select person_liaison())));

alter table matter enable row level security;
create policy of_unit on matter to mingjian_person
    using (org_id = any ((select person_units())::bigint[]));
create policy of_filing on matter for select to mingjian_person
    using (exists (select 1 from submission s where s.id = submission_id));

-- What hangs on a filing is read by whoever sees the filing and written by those whose unit handles it.
do $$
declare
    name text;
begin
    foreach name in array array['submission_sealed', 'clue', 'clock', 'protection', 'decision', 'event', 'paper', 'paper_service', 'finding'] loop
        execute format('alter table %I enable row level security', name);
        execute format('create policy of_filing on %I for select to mingjian_person '
            'using (exists (select 1 from submission s where s.id = submission_id))', name);
        execute format('create policy of_unit on %I to mingjian_person using (exists (select 1 from submission s '
            'where s.id = submission_id and s.org_id = any ((select person_units())::bigint[])))', name);
    end loop;
end
$$;

alter table registry_entry enable row level security;
create policy of_person on registry_entry to mingjian_person
    using (org_id = any ((select person_units())::bigint[])
        or exists (select 1 from registry_receiver r where r.entry_id = registry_entry.id and r.org_id = any ((select person_units())::bigint[])));
